/** Finds every text in a JSON value of unknown shape: strings, field names, and numbers long enough to identify somebody. */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { isRawNumber } from './json-tree.ts';
import type { PartBuilder } from './part-builder.ts';
import { type FieldNames, KeyText, TreeText } from './part-text.ts';

/** Words of JSON Schema and of the block formats. They say nothing about anybody, and stand in every tool definition. */
const vocabulary: ReadonlySet<string> = new Set(
  (
    'type properties required description items enum additionalProperties title default format minimum maximum pattern anyOf oneOf allOf ' +
    'const $ref $defs $schema name input_schema inputSchema json text content strict minItems maxItems minLength maxLength cache_control'
  ).split(' '),
);

/** Shortest digit string that is screened: account, card, phone and social-security numbers have at least nine. */
const identifyingDigits = 9;

/** Adds the texts of `holder[key]` to the builder's current part. Recursive: `parseJsonObject` bounds the depth. */
export function walkJson(builder: PartBuilder, names: FieldNames, holder: JsonObject | Json[], key: string | number) {
  const value = (holder as Record<string | number, Json>)[key];
  switch (typeof value) {
    case 'string':
      return value === '' ? undefined : addText(builder, holder, key, value);
    case 'number':
      return walkNumber(builder, holder, key, value);
    case 'object':
      if (isRawNumber(value)) return addDigits(builder, holder, key, value.rawJSON);
      if (Array.isArray(value)) for (let at = 0; at < value.length; at++) walkJson(builder, names, value, at);
      else if (value !== null) for (const field of Object.keys(value)) walkField(builder, names, value, field);
  }
  return undefined;
}

/** A field: its value, then its name. */
export function walkField(builder: PartBuilder, names: FieldNames, holder: JsonObject, field: string): void {
  const valueText = walkJson(builder, names, holder, field);
  if (field !== '' && !vocabulary.has(field)) builder.addText(new KeyText(holder, field, valueText, names));
}

function addText(builder: PartBuilder, holder: JsonObject | Json[], key: string | number, text: string): TreeText {
  const added = new TreeText(holder, key, text);
  builder.addText(added);
  return added;
}

function walkNumber(builder: PartBuilder, holder: JsonObject | Json[], key: string | number, value: number) {
  // Most numbers are small whole ones; only the others are worth writing out.
  if (Number.isInteger(value) && Math.abs(value) < 1e8) return undefined;
  return addDigits(builder, holder, key, String(value));
}

function addDigits(builder: PartBuilder, holder: JsonObject | Json[], key: string | number, source: string) {
  let digits = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) digits++;
  }
  return digits < identifyingDigits ? undefined : addText(builder, holder, key, source);
}
