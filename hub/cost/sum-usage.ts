import type { TokenUsage } from '../gateway/dialects/dialect.ts';
import { isPlausible } from './charge.ts';

/**
 * What several calls of a model used together; undefined where one of them did not say, or said what cannot be: then the whole reservation is charged, and nothing that one says
 * can make up for another.
 */
export function sumUsage(usages: readonly (TokenUsage | undefined)[]): TokenUsage | undefined {
  const sum = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  for (const usage of usages) {
    if (usage === undefined || !isPlausible(usage)) return undefined;
    sum.input += usage.input;
    sum.output += usage.output;
    sum.cacheRead += usage.cacheRead;
    sum.cacheWrite += usage.cacheWrite;
  }
  return sum;
}
