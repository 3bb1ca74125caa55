import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { objectOf } from './json-access.ts';
import type { Block } from './prompt.ts';

/** A JSON Schema that travels as text; undefined where the text is none. */
export function parseSchema(text: string): JsonObject | undefined {
  try {
    return objectOf(JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

const schemaInProse = /JSON Schema[^:{\n]*: (\{[^\n]*\})/;

/** A system rule may say in words which schema the answer must satisfy, as Gatehouse does for an application's `outputSchema`. A model would follow it. */
export function schemaInRules(system: readonly Block[]): JsonObject | undefined {
  for (const block of system) {
    const [, text] = (block.kind === 'text' && schemaInProse.exec(block.text)) || [];
    if (text !== undefined) return parseSchema(text);
  }
  return undefined;
}
