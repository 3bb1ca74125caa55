import { describe, expect, it } from 'vitest';
import type { Reservation } from '../../../hub/audit/record.ts';
import { chargedConsumption, chargeUsage } from '../../../hub/cost/charge.ts';
import type { Price } from '../../../shared/config/bundle.ts';

const price: Price = {
  version: '2026-11-02',
  inputPerMillion: 1_000_000_000,
  outputPerMillion: 4_000_000_000,
  cacheReadPerMillion: 100_000_000,
  cacheWritePerMillion: 1_250_000_000,
};
const reservation: Reservation = {
  holdId: 'hold-1',
  requests: 1,
  tokens: 900,
  costNanos: 2_500_000,
  priceVersion: '2026-11-02',
};

describe('a model that says what it used', () => {
  const charged = chargeUsage({ input: 100, output: 50, cacheRead: 400, cacheWrite: 30 }, reservation, price);

  it('is charged its own figures at the price of the rules', () => {
    expect(charged).toEqual({
      'gen_ai.usage.input_tokens': 100,
      'gen_ai.usage.output_tokens': 50,
      'gen_ai.usage.cache_read.input_tokens': 400,
      'gen_ai.usage.cache_creation.input_tokens': 30,
      costNanos: 100_000 + 200_000 + 40_000 + 37_500,
      priceVersion: '2026-11-02',
      source: 'model',
    });
  });

  it('settles all four kinds of tokens as one request', () => {
    expect(chargedConsumption(charged)).toEqual({ requests: 1, tokens: 580, costNanos: 377_500 });
  });

  it('is charged beyond the reservation where it used more: what was spent was spent', () => {
    const dear = chargeUsage({ input: 0, output: 10_000, cacheRead: 0, cacheWrite: 0 }, reservation, price);
    expect(dear.costNanos).toBeGreaterThan(reservation.costNanos);
    expect(chargedConsumption(dear).tokens).toBe(10_000);
  });
});

describe('a model that gives no figures', () => {
  const charged = chargeUsage(undefined, reservation, price);

  it('is charged the whole reservation, and the record says so', () => {
    expect(charged.source).toBe('reserved');
    expect(charged.costNanos).toBe(reservation.costNanos);
    expect(charged.priceVersion).toBe('2026-11-02');
  });

  it('settles exactly what was held', () => {
    const { requests, tokens, costNanos } = reservation;
    expect(chargedConsumption(charged)).toEqual({ requests, tokens, costNanos });
  });
});

it('counts a call that reached no model as a request without tokens or cost', () => {
  expect(chargedConsumption(null)).toEqual({ requests: 1, tokens: 0, costNanos: 0 });
});
