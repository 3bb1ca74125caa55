/** The texts of parts: each knows where in the tree it stands, and writes a masked text back there. */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { PartText } from '../../screening/parts.ts';
import { setOwn } from './json-tree.ts';

/** A string (or a number with enough digits to identify somebody) at `holder[key]`. A masked number becomes a string. */
export class TreeText implements PartText {
  text: string;
  #holder: JsonObject | Json[];
  #key: string | number;

  constructor(holder: JsonObject | Json[], key: string | number, text: string) {
    this.#holder = holder;
    this.#key = key;
    this.text = text;
  }

  replace(masked: string): void {
    this.text = masked;
    setOwn(this.#holder, this.#key, masked);
  }

  standsAt(holder: JsonObject | Json[], key: string | number): boolean {
    return this.#holder === holder && this.#key === key;
  }

  /** The same text has moved to another place in the tree. */
  moveTo(holder: JsonObject | Json[], key: string | number): void {
    this.#holder = holder;
    this.#key = key;
  }
}

/** The name of a field. Masking it renames the field: the value stays, and no other field is overwritten. */
export class KeyText implements PartText {
  text: string;
  readonly #holder: JsonObject;
  readonly #value: TreeText | undefined;
  readonly #names: FieldNames;

  /** `value` is the text of the field's value, if that is one: it has to follow the field to its new name. */
  constructor(holder: JsonObject, key: string, value: TreeText | undefined, names: FieldNames) {
    this.text = key;
    this.#holder = holder;
    this.#value = value;
    this.#names = names;
  }

  replace(masked: string): void {
    const value = this.#holder[this.text];
    if (masked === this.text || value === undefined) return;
    delete this.#holder[this.text];
    this.text = this.#names.free(this.#holder, masked);
    setOwn(this.#holder, this.text, value);
    this.#value?.moveTo(this.#holder, this.text);
  }
}

/** Finds names for renamed fields. Counts through one body, so that a body full of equal masked names costs one probe each. */
export class FieldNames {
  #count = 1;

  free(holder: JsonObject, wanted: string): string {
    let name = wanted;
    while (Object.hasOwn(holder, name)) name = `${wanted} ${++this.#count}`;
    return name;
  }
}

/** A text document that travels as base64. */
export class DocumentText implements PartText {
  text: string;
  readonly #holder: JsonObject | Json[];
  readonly #key: string | number;

  constructor(holder: JsonObject | Json[], key: string | number, text: string) {
    this.#holder = holder;
    this.#key = key;
    this.text = text;
  }

  replace(masked: string): void {
    this.text = masked;
    setOwn(this.#holder, this.#key, Buffer.from(masked, 'utf8').toString('base64'));
  }
}
