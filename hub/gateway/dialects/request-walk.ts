import type { JsonObject } from '../../../shared/canonical-json.ts';
import { type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import type { ParsedRequest } from './dialect.ts';
import { numberOf, ownString } from './json-tree.ts';
import type { ObjectShape } from './shape.ts';
import { type Walked, walk } from './walk.ts';

/** Walks a request; where it contradicts its shape, refuses with the place and what belongs there, never with what stands there. */
export function walkRequest(body: JsonObject, shape: ObjectShape, prefix: string): Walked | Refusal {
  const walked = walk(body, shape, { prefix, kind: 'parameters', role: 'user' });
  if (walked.mismatch === undefined) return walked;
  const { pointer, expected } = walked.mismatch;
  return refuse('body_invalid', `The request body does not fit this API: expected ${expected} at ${pointer || '/'}.`);
}

/**
 * Parameters for the record, from pairs of OpenTelemetry name and value; what is neither number nor boolean is left out, and so is a number
 * beyond a double's range (`1e999`), which no record can hold.
 */
export function recordParameters(pairs: readonly (readonly [string, unknown])[]): ParsedRequest['parameters'] {
  const parameters: Record<string, string | number | boolean> = {};
  for (const [name, value] of pairs) {
    const plain = typeof value === 'boolean' ? value : numberOf(value);
    if (typeof plain === 'boolean' || Number.isFinite(plain)) parameters[name] = plain as number | boolean;
  }
  return parameters;
}

/** How many stop sequences there are. Their texts are content, which has no place in a record. */
export function stopSequenceCount(value: unknown): number | undefined {
  return Array.isArray(value) ? value.length : undefined;
}

/** What the caller declares about itself in `holder`. */
export function declaredIn(
  holder: JsonObject | undefined,
  fields: { readonly purpose?: string; readonly user?: string },
): ParsedRequest['declared'] {
  const purpose = holder && fields.purpose !== undefined ? ownString(holder, fields.purpose) : undefined;
  const user = holder && fields.user !== undefined ? ownString(holder, fields.user) : undefined;
  return { ...(purpose !== undefined && { purpose }), ...(user !== undefined && { user }) };
}
