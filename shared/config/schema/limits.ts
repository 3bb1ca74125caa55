import { z } from 'zod';
import { usd, whole } from './fields.ts';

const mostTokens = 1_000_000_000_000;

function windowSchema(window: string) {
  return z
    .strictObject({
      requests: whole(1, 1_000_000_000)
        .optional()
        .describe(`Calls in one ${window} at most. Default: no cap. Example: 60`),
      tokens: whole(1, mostTokens)
        .optional()
        .describe(
          `Tokens in one ${window} at most, input and output together, cache tokens included. Default: no cap. Example: 200000`,
        ),
      usd: usd(0.000001).optional().describe(`US dollars in one ${window} at most. Default: no cap. Example: 25.00`),
    })
    .default({});
}

export const limitsSchema = z.strictObject({
  maxOutputTokens: whole(1, 1_000_000).describe(
    'Output tokens of one call at most. Used where the caller names no maximum; a caller who asks for more is refused. Required. Example: 2000',
  ),
  minute: windowSchema('UTC calendar minute').describe(
    'Caps for each UTC calendar minute. Default: no caps. Example: { requests: 60, tokens: 200000 }',
  ),
  day: windowSchema('UTC calendar day').describe(
    'Caps for each UTC calendar day. Default: no caps. Example: { usd: 25.00 }',
  ),
  month: windowSchema('UTC calendar month').describe(
    'Caps for each UTC calendar month. Default: no caps. Example: { usd: 400.00 }',
  ),
});
