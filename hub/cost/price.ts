import type { Price } from '../../shared/config/bundle.ts';
import type { TokenUsage } from '../gateway/dialects/dialect.ts';

const million = 1_000_000;

type Charge = readonly [tokens: number, perMillion: number];

/**
 * Nanodollars for tokens at prices a million tokens, rounded up once: a cap must hold to the last nanodollar. Prices are taken apart, because
 * a product of tokens and a price is beyond the whole numbers that a float holds.
 */
function costOf(...charges: readonly Charge[]): number {
  let whole = 0;
  let millionths = 0;
  for (const [tokens, perMillion] of charges) {
    whole += tokens * Math.floor(perMillion / million);
    millionths += tokens * (perMillion % million);
  }
  return whole + Math.ceil(millionths / million);
}

/** The cost of a call in nanodollars from Bedrock's own figures; its `input` excludes cache tokens, so they are added. */
export function costOfUsage(usage: TokenUsage, price: Price): number {
  return costOf(
    [usage.input, price.inputPerMillion],
    [usage.output, price.outputPerMillion],
    [usage.cacheRead, price.cacheReadPerMillion],
    [usage.cacheWrite, price.cacheWritePerMillion],
  );
}

/** The most that a call can cost: all input written to the cache or not, whichever is dearer, and all allowed output written. */
export function worstCaseCost(inputTokens: number, outputTokens: number, price: Price): number {
  const inputPrice = Math.max(price.inputPerMillion, price.cacheWritePerMillion, price.cacheReadPerMillion);
  return costOf([inputTokens, inputPrice], [outputTokens, price.outputPerMillion]);
}
