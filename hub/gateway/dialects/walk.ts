/**
 * The one reader of shapes: walks a body once, beside its shape, and answers the parts to screen. What the shape does not name is reported and
 * screened all the same: unknown is not unscreened.
 */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { Part, PartKind } from '../../screening/parts.ts';
import { isJsonObject, numberOf, ownString } from './json-tree.ts';
import { PartBuilder } from './part-builder.ts';
import { FieldNames, TreeText } from './part-text.ts';
import type { ArrayShape, BytesShape, Leaf, MapShape, ObjectShape, Role, Shape, TaggedShape, UnionShape } from './shape.ts';
import { walkBytes } from './walk-bytes.ts';
import { walkField, walkJson } from './walk-json.ts';

export interface Walked {
  readonly parts: readonly Part[];
  /** JSON Pointers of fields without a place in the shape, the first 100. */
  readonly unknownFields: readonly string[];
  /** The first place where the body contradicts the shape. Its strings were collected as an unknown field's are. */
  readonly mismatch: Mismatch | undefined;
}

export interface Mismatch {
  readonly pointer: string;
  readonly expected: string;
}

export interface WalkStart {
  /** JSON Pointer of the body's root. */
  readonly prefix: string;
  /** Kind of the texts that no block claims. */
  readonly kind: PartKind;
  readonly role: Role;
}

/** Bounds what a body full of unknown fields can put into a record; texts beyond it join the part of their block. */
const maxUnknownFields = 100;

/** Identifiers, enum values, versions, ARNs; neither prose nor long digit strings. */
const plainToken = /^(?!.*\d{9})[\w.:/+-]{0,256}$/;

type Holder = JsonObject | Json[];

export function walk(body: JsonObject, shape: ObjectShape | UnionShape | TaggedShape, start: WalkStart): Walked {
  const walker = new Walker(start);
  walker.visit(shape, { body }, 'body', body);
  return { parts: walker.builder.parts, unknownFields: walker.unknownFields, mismatch: walker.mismatch };
}

class Walker {
  readonly builder: PartBuilder;
  readonly unknownFields: string[] = [];
  mismatch: Mismatch | undefined;
  readonly #names = new FieldNames();
  #format = 'unknown';

  constructor(start: WalkStart) {
    this.builder = new PartBuilder(start.prefix, start.kind, start.role);
  }

  visit(shape: Shape, holder: Holder, key: string | number, value: Json): void {
    switch (shape.is) {
      case 'block':
        return this.#block(shape.kind, shape.role ?? this.builder.role, shape.inner, holder, key, value);
      case 'object':
        return isJsonObject(value) ? this.#object(shape, value) : this.#mismatch('an object', holder, key);
      case 'union':
        return isJsonObject(value) ? this.#union(shape, value) : this.#mismatch('an object', holder, key);
      case 'tagged':
        return isJsonObject(value) ? this.#tagged(shape, holder, key, value) : this.#mismatch('an object', holder, key);
      case 'map':
        return isJsonObject(value) ? this.#map(shape, value) : this.#mismatch('an object', holder, key);
      case 'array':
        return Array.isArray(value) ? this.#array(shape, value) : this.#mismatch('an array', holder, key);
      case 'string-or':
        if (typeof value === 'string') return this.#block(shape.kind, this.builder.role, { is: 'text' }, holder, key, value);
        return this.visit(shape.other, holder, key, value);
      case 'bytes':
        return this.#bytes(shape, holder, key, value);
      default:
        return this.#leaf(shape, holder, key, value);
    }
  }

  #block(kind: PartKind, role: Role, inner: Shape, holder: Holder, key: string | number, value: Json): void {
    const enclosing = this.builder.enter(kind, role);
    this.visit(inner, holder, key, value);
    this.builder.leave(enclosing);
  }

  #leaf(shape: Leaf, holder: Holder, key: string | number, value: Json): void {
    if (shape.is === 'json') walkJson(this.builder, this.#names, holder, key);
    else if (shape.is !== 'skip' && !fits(shape, value)) this.#mismatch(expected[shape.is], holder, key);
    else if (typeof value !== 'string' || value === '') return;
    else if (shape.is === 'text' || (shape.is === 'token' && !plainToken.test(value))) {
      this.builder.addText(new TreeText(holder, key, value));
    }
  }

  #bytes(shape: BytesShape, holder: Holder, key: string | number, value: Json): void {
    if (typeof value !== 'string' || Array.isArray(holder)) return this.#mismatch('a base64 string', holder, key);
    walkBytes(this.builder, holder, String(key), value, shape.format ?? this.#format, shape.readable);
  }

  #object(shape: ObjectShape, value: JsonObject): void {
    const { builder } = this;
    const outerRole = builder.role;
    const outerFormat = this.#format;
    if (shape.speaks) builder.role = speaker(value);
    if (shape.formatField !== undefined) this.#format = ownString(value, shape.formatField) ?? 'unknown';
    if (shape.elsewhere !== undefined) builder.addMedia({ format: shape.elsewhere, bytes: 0 });
    for (const key of Object.keys(value)) this.#member(shape.fields.get(key), value, key);
    builder.role = outerRole;
    this.#format = outerFormat;
  }

  #union(shape: UnionShape, value: JsonObject): void {
    let known = 0;
    for (const key of Object.keys(value)) {
      const member = shape.members.get(key);
      if (member !== undefined && value[key] !== null) known++;
      this.#member(member, value, key);
    }
    if (known > 1) this.mismatch ??= { pointer: this.builder.pointer(), expected: `exactly one of ${shape.names}` };
  }

  #tagged(shape: TaggedShape, holder: Holder, key: string | number, value: JsonObject): void {
    const type = ownString(value, 'type') ?? '';
    const variant = shape.variants.get(type);
    if (variant !== undefined) return this.visit(variant, holder, key, value);
    if (shape.ending !== undefined && type.endsWith(shape.ending.suffix)) {
      return this.visit(shape.ending.shape, holder, key, value);
    }
    if (!Object.hasOwn(value, 'type')) this.mismatch ??= { pointer: this.builder.pointer(), expected: 'a type field' };
    this.#unknown(holder, key);
  }

  #map(shape: MapShape, value: JsonObject): void {
    for (const key of Object.keys(value)) this.#member(shape.value, value, key);
  }

  #array(shape: ArrayShape, value: Json[]): void {
    const { path } = this.builder;
    for (let at = 0; at < value.length; at++) {
      path.push(at);
      this.visit(shape.item, value, at, value[at] ?? null);
      path.pop();
    }
  }

  /** One field of an object. Null is how some clients write a field they leave out. */
  #member(shape: Shape | undefined, holder: JsonObject, key: string): void {
    const value = holder[key] ?? null;
    this.builder.path.push(key);
    if (shape === undefined) this.#unknown(holder, key);
    else if (value !== null) this.visit(shape, holder, key, value);
    this.builder.path.pop();
  }

  #unknown(holder: Holder, key: string | number): void {
    if (this.unknownFields.length === maxUnknownFields) return this.#anyJson(holder, key);
    this.unknownFields.push(this.builder.pointer());
    const enclosing = this.builder.enter('unknown-field', this.builder.role);
    this.#anyJson(holder, key);
    this.builder.leave(enclosing);
  }

  #anyJson(holder: Holder, key: string | number): void {
    if (typeof key === 'string' && !Array.isArray(holder)) walkField(this.builder, this.#names, holder, key);
    else walkJson(this.builder, this.#names, holder, key);
  }

  #mismatch(expected: string, holder: Holder, key: string | number): void {
    this.mismatch ??= { pointer: this.builder.pointer(), expected };
    const enclosing = this.builder.enter('unknown-field', this.builder.role);
    walkJson(this.builder, this.#names, holder, key);
    this.builder.leave(enclosing);
  }
}

const expected = {
  text: 'a string',
  token: 'a string, a number or a boolean',
  opaque: 'a string, a number or a boolean',
  number: 'a number',
  count: 'a whole number from 0',
  flag: 'a boolean',
} as const;

function fits(shape: Leaf, value: Json): boolean {
  switch (shape.is) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return numberOf(value) !== undefined;
    case 'count':
      return isCount(numberOf(value));
    case 'flag':
      return typeof value === 'boolean';
    default:
      return typeof value !== 'object' || numberOf(value) !== undefined;
  }
}

function isCount(value: number | undefined): boolean {
  return value !== undefined && Number.isSafeInteger(value) && value >= 0;
}

function speaker(message: JsonObject): Role {
  const role = ownString(message, 'role');
  return role === 'assistant' || role === 'system' ? role : 'user';
}
