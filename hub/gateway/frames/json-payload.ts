import type * as z from 'zod/mini';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { parseJsonObject } from '../dialects/json.ts';
import { brokenFrames } from './frame.ts';

/** A schema that a caller sent nests as deep as a body may, and stands somewhat deeper here. */
const limits = { maxDepth: 120 };

export function encodeJson(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

/** Numbers that no JavaScript number can hold stay as they are written. Faults with code `function_unavailable`, quoting nothing. */
export function readJson<Schema extends z.ZodMiniType>(payload: Uint8Array, schema: Schema): z.output<Schema> {
  const tree = parseJsonObject(payload, limits);
  if (isRefusal(tree)) throw brokenFrames('its JSON is none');
  const read = schema.safeParse(tree);
  if (!read.success) throw brokenFrames(`its JSON is not what was to come (${placesOf(read.error)})`);
  return read.data;
}

/** Where, in our own words: names of members that a schema knows, and never what stood there. */
function placesOf({ issues }: z.core.$ZodError): string {
  return issues
    .slice(0, 3)
    .map(
      ({ path, code }) =>
        `${code} at /${path.map((step) => (typeof step === 'number' ? '*' : String(step))).join('/')}`,
    )
    .join(', ');
}
