/**
 * Where a body can ask for output tokens. Besides the format's own field, Converse hands `additionalModelRequestFields` to the model as they are, and
 * there every model family has its own name for the cap: without these, a caller could raise it past what was reserved.
 */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { numberOf, ownNumber, ownObject } from './json-tree.ts';

const names = [
  'max_tokens',
  'maxTokens',
  'max_tokens_to_sample',
  'max_new_tokens',
  'max_gen_len',
  'max_completion_tokens',
  'max_output_tokens',
  'maxTokenCount',
] as const;

/** Objects that model families nest their parameters in. */
const nests = ['inferenceConfig', 'textGenerationConfig'] as const;

interface Place {
  readonly holder: JsonObject;
  readonly name: string;
}

/** Every place below `root` that names an output cap in some model's own words. */
export function capsIn(root: JsonObject | undefined): readonly Place[] {
  if (root === undefined) return [];
  const nested = nests.map((nest) => ownObject(root, nest)).filter((holder) => holder !== undefined);
  return [root, ...nested].flatMap((holder) =>
    names.filter((name) => Object.hasOwn(holder, name)).map((name) => ({ holder, name })),
  );
}

/** The largest cap asked for, in tokens; undefined where none is a number. */
export function largestCap(places: readonly Place[]): number | undefined {
  const caps = places.flatMap(({ holder, name }) => ownNumber(holder, name) ?? []);
  return caps.length === 0 ? undefined : Math.max(...caps);
}

/** Writes `tokens` at each place, except where exactly that stands already (perhaps in another spelling). */
export function setCaps(places: readonly Place[], tokens: number): void {
  for (const { holder, name } of places) {
    if (numberOf(holder[name]) !== tokens) holder[name] = tokens;
  }
}
