import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Generation } from './generate.ts';

/** How one body format answers: the whole body, or the JSON of each chunk, the last carrying `lastMembers`. */
export interface InvokeAnswer {
  readonly generation: Generation;
  body(): JsonObject;
  chunks(textEvents: number | undefined, lastMembers: JsonObject): readonly JsonObject[];
}
