import { expect, it } from 'vitest';
import { sumUsage } from '../../../hub/cost/sum-usage.ts';

const usage = { input: 10, output: 20, cacheRead: 1, cacheWrite: 2 };

it('adds up, kind by kind', () => {
  expect(sumUsage([usage, usage])).toEqual({ input: 20, output: 40, cacheRead: 2, cacheWrite: 4 });
});

it('does not know the sum where one call did not say', () => {
  expect(sumUsage([usage, undefined])).toBeUndefined();
});

it('lets no impossible figure lower what others used', () => {
  expect(sumUsage([usage, { ...usage, output: -15 }])).toBeUndefined();
  expect(sumUsage([usage, { ...usage, input: Number.NaN }])).toBeUndefined();
});
