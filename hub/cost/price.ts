import type { Price } from '../../shared/config/bundle.ts';
import type { TokenUsage } from '../gateway/dialects/dialect.ts';

/** Nanodollars for `tokens` at `perMillion` nanodollars a million tokens, rounded up: a cap must hold to the last nanodollar. */
function costOf(tokens: number, perMillion: number): number {
  return Math.ceil((tokens * perMillion) / 1_000_000);
}

/** The cost of a call in nanodollars from Bedrock's own figures; its `input` excludes cache tokens, so they are added. */
export function costOfUsage(usage: TokenUsage, price: Price): number {
  return (
    costOf(usage.input, price.inputPerMillion) +
    costOf(usage.output, price.outputPerMillion) +
    costOf(usage.cacheRead, price.cacheReadPerMillion) +
    costOf(usage.cacheWrite, price.cacheWritePerMillion)
  );
}

/** The most that a call can cost: all input written to the cache or not, whichever is dearer, and all allowed output written. */
export function worstCaseCost(inputTokens: number, outputTokens: number, price: Price): number {
  const inputPrice = Math.max(price.inputPerMillion, price.cacheWritePerMillion, price.cacheReadPerMillion);
  return costOf(inputTokens, inputPrice) + costOf(outputTokens, price.outputPerMillion);
}
