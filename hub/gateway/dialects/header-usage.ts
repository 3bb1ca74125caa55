import type { TokenUsage } from './dialect.ts';

/**
 * InvokeModel tells the token counts in headers, also where the body has none (embeddings).
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-invoke.html
 */
export function usageOfHeaders(headers: Readonly<Record<string, string>>): TokenUsage | undefined {
  const count = (name: string) => /^\d{1,9}$/.exec(headers[`x-amzn-bedrock-${name}-token-count`] ?? '')?.[0];
  const input = count('input');
  if (input === undefined) return undefined;
  return { input: Number(input), output: Number(count('output') ?? 0), cacheRead: 0, cacheWrite: 0 };
}
