import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOfUsage, worstCaseCost } from '../../../hub/cost/price.ts';
import type { TokenUsage } from '../../../hub/gateway/dialects/dialect.ts';
import type { Price } from '../../../shared/config/bundle.ts';

const price: Price = {
  version: '2026-11-01',
  inputPerMillion: 3_300_000_000,
  outputPerMillion: 16_500_000_000,
  cacheReadPerMillion: 330_000_000,
  cacheWritePerMillion: 4_125_000_000,
};
const nothing: TokenUsage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

// Up to 1,000 USD a million tokens, and the largest contexts there are.
const nanos = fc.integer({ min: 0, max: 1_000_000_000_000 });
const tokens = fc.integer({ min: 0, max: 1_000_000 });
const anyPrice: fc.Arbitrary<Price> = fc.record({
  version: fc.constant('2026-11-01'),
  inputPerMillion: nanos,
  outputPerMillion: nanos,
  cacheReadPerMillion: nanos,
  cacheWritePerMillion: nanos,
});

describe('costOfUsage', () => {
  it('charges each kind of token its own price', () => {
    expect(costOfUsage({ ...nothing, input: 1_000_000 }, price)).toBe(3_300_000_000);
    expect(costOfUsage({ ...nothing, output: 1_000_000 }, price)).toBe(16_500_000_000);
    expect(costOfUsage({ ...nothing, cacheRead: 1_000_000 }, price)).toBe(330_000_000);
    expect(costOfUsage({ ...nothing, cacheWrite: 1_000_000 }, price)).toBe(4_125_000_000);
  });

  it('adds cache tokens to the input, which Bedrock counts without them', () => {
    const usage = { input: 1000, output: 100, cacheRead: 5000, cacheWrite: 2000 };
    expect(costOfUsage(usage, price)).toBe(3_300_000 + 1_650_000 + 1_650_000 + 8_250_000);
  });

  it('costs nothing where nothing was used', () => {
    expect(costOfUsage(nothing, price)).toBe(0);
  });

  it('rounds a fraction of a nanodollar up', () => {
    const cheap = { ...price, inputPerMillion: 1 };
    expect(costOfUsage({ ...nothing, input: 1 }, cheap)).toBe(1);
    expect(costOfUsage({ ...nothing, input: 1_000_000 }, cheap)).toBe(1);
    expect(costOfUsage({ ...nothing, input: 1_000_001 }, cheap)).toBe(2);
  });

  it('is the exact quotient rounded up, in whole nanodollars', () => {
    fc.assert(
      fc.property(tokens, nanos, (input, inputPerMillion) => {
        const cost = costOfUsage({ ...nothing, input }, { ...price, inputPerMillion });
        const exact = BigInt(input) * BigInt(inputPerMillion);
        expect(BigInt(cost)).toBe((exact + 999_999n) / 1_000_000n);
      }),
    );
  });
});

it('is exact where the product of tokens and price is beyond the whole numbers of a float', () => {
  const dear = { ...price, inputPerMillion: 999_999_000_001 };
  expect(costOfUsage({ ...nothing, input: 999_999 }, dear)).toBe(999_998_000_002);
});

it('rounds up once for a call, not once for each kind of token', () => {
  const half = { ...price, inputPerMillion: 500_000, outputPerMillion: 500_000 };
  expect(costOfUsage({ ...nothing, input: 1, output: 1 }, half)).toBe(1);
});

describe('worstCaseCost', () => {
  it('takes the dearest way in which input can be counted', () => {
    expect(worstCaseCost(1_000_000, 0, price)).toBe(price.cacheWritePerMillion);
    expect(worstCaseCost(1_000_000, 0, { ...price, cacheWritePerMillion: 0 })).toBe(price.inputPerMillion);
  });

  it('is the price of all output that is allowed', () => {
    expect(worstCaseCost(0, 4096, price)).toBe(67_584_000);
  });

  it('covers a call that uses no more than was estimated, however its input was counted', () => {
    fc.assert(
      fc.property(
        anyPrice,
        tokens,
        tokens,
        tokens,
        tokens,
        tokens,
        (any, input, cacheRead, cacheWrite, output, spare) => {
          const worst = worstCaseCost(input + cacheRead + cacheWrite + spare, output, any);
          expect(costOfUsage({ input, output, cacheRead, cacheWrite }, any)).toBeLessThanOrEqual(worst);
        },
      ),
    );
  });
});
