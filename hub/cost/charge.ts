import type { Price } from '../../shared/config/bundle.ts';
import type { RecordedUsage, Reservation } from '../audit/record.ts';
import type { TokenUsage } from '../gateway/dialects/dialect.ts';
import type { Consumption } from '../gateway/ports.ts';
import { costOfUsage } from './price.ts';

/**
 * What a call is charged: Bedrock's own figures, or the whole reservation where a model gave none, for a cap must not leak. Figures that cannot be token
 * counts (negative, fractional, astronomical) are none: they would credit the caller, or could not be settled at all.
 */
export function chargeUsage(stated: TokenUsage | undefined, reservation: Reservation, price: Price): RecordedUsage {
  const usage = stated !== undefined && isPlausible(stated) ? stated : undefined;
  const used = usage ?? { input: reservation.tokens, output: 0, cacheRead: 0, cacheWrite: 0 };
  return {
    'gen_ai.usage.input_tokens': used.input,
    'gen_ai.usage.output_tokens': used.output,
    'gen_ai.usage.cache_read.input_tokens': used.cacheRead,
    'gen_ai.usage.cache_creation.input_tokens': used.cacheWrite,
    costNanos: usage === undefined ? reservation.costNanos : costOfUsage(usage, price),
    priceVersion: price.version,
    source: usage === undefined ? 'reserved' : 'model',
  };
}

/** What settles the reservation of a call with this usage; a call that reached no model still counts as a request. */
export function chargedConsumption(usage: RecordedUsage | null): Consumption {
  if (usage === null) return { requests: 1, tokens: 0, costNanos: 0 };
  const tokens =
    usage['gen_ai.usage.input_tokens'] +
    usage['gen_ai.usage.output_tokens'] +
    usage['gen_ai.usage.cache_read.input_tokens'] +
    usage['gen_ai.usage.cache_creation.input_tokens'];
  return { requests: 1, tokens, costNanos: usage.costNanos };
}

/** Far beyond any model's context, and far below where the cost in nanodollars would leave the whole numbers that a double can hold. */
const mostTokens = 100_000_000;

/** Whether figures can be token counts at all. */
export function isPlausible({ input, output, cacheRead, cacheWrite }: TokenUsage): boolean {
  return [input, output, cacheRead, cacheWrite].every(
    (tokens) => Number.isSafeInteger(tokens) && tokens >= 0 && tokens <= mostTokens,
  );
}
