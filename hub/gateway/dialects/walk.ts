/**
 * The one reader of shapes: walks a body once, beside its shape, and answers the parts to screen. What the shape does not name is reported and
 * screened all the same: unknown is not unscreened.
 */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { Part, PartKind } from '../../screening/parts.ts';
import { type FormatPlace, noFormat } from './document-bytes.ts';
import { isJsonObject, ownString } from './json-tree.ts';
import { expectedLeaf, fitsLeaf, isScreened } from './leaf.ts';
import { PartBuilder } from './part-builder.ts';
import { FieldNames, TreeText } from './part-text.ts';
import type {
  ArrayShape,
  BlockShape,
  BytesShape,
  Leaf,
  MapShape,
  ObjectShape,
  Role,
  Shape,
  TaggedShape,
  UnionShape,
} from './shape.ts';
import { formatName, walkBytes, walkReference } from './walk-bytes.ts';
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
  #format: FormatPlace = noFormat;

  constructor(start: WalkStart) {
    this.builder = new PartBuilder(start.prefix, start.kind, start.role);
  }

  visit(shape: Shape, holder: Holder, key: string | number, value: Json): void {
    switch (shape.is) {
      case 'block':
        this.#block(shape, holder, key, value, 0);
        break;
      case 'string-or':
        if (typeof value !== 'string') this.visit(shape.other, holder, key, value);
        else this.#block(shape.string, holder, key, value, 0);
        break;
      case 'object':
      case 'union':
      case 'tagged':
      case 'map':
        if (isJsonObject(value)) this.#fields(shape, holder, key, value);
        else this.#mismatch('an object', holder, key);
        break;
      case 'array':
        if (Array.isArray(value)) this.#array(shape, value);
        else this.#mismatch('an array', holder, key);
        break;
      case 'bytes':
        if (typeof value === 'string') this.#bytes(shape, holder, key, value);
        else this.#mismatch('a base64 string', holder, key);
        break;
      case 'reference':
        if (typeof value === 'string') walkReference(this.builder, holder, key, value, shape.format);
        else this.#mismatch('a URL or a data URI', holder, key);
        break;
      default:
        this.#leaf(shape, holder, key, value);
    }
  }

  #block(shape: BlockShape, holder: Holder, key: string | number, value: Json, lift: number): void {
    const { builder } = this;
    const enclosing = builder.enter(shape.kind, shape.role ?? builder.role, builder.path.length - lift);
    this.visit(shape.inner, holder, key, value);
    this.builder.leave(enclosing);
  }

  #leaf(shape: Leaf, holder: Holder, key: string | number, value: Json): void {
    if (shape.is === 'json') walkJson(this.builder, this.#names, holder, key);
    else if (!fitsLeaf(shape.is, value)) this.#mismatch(expectedLeaf[shape.is], holder, key);
    else if (typeof value === 'string' && isScreened(shape.is, value)) {
      this.builder.addText(new TreeText(holder, key, value));
    }
  }

  #bytes(shape: BytesShape, holder: Holder, key: string | number, value: string): void {
    const format = shape.format === undefined ? this.#format : { ...noFormat, name: shape.format };
    walkBytes(this.builder, holder, key, value, format, shape.readable);
  }

  #fields(
    shape: ObjectShape | UnionShape | TaggedShape | MapShape,
    holder: Holder,
    key: string | number,
    value: JsonObject,
  ): void {
    if (shape.is === 'object') this.#object(shape, value);
    else if (shape.is === 'union') this.#union(shape, value);
    else if (shape.is === 'tagged') this.#tagged(shape, holder, key, value);
    else for (const field of Object.keys(value)) this.#member(shape.value, value, field);
  }

  #object(shape: ObjectShape, value: JsonObject): void {
    const { builder } = this;
    const outerRole = builder.role;
    const outerFormat = this.#format;
    if (shape.speaks) builder.role = speaker(value);
    const { formatField: field } = shape;
    if (field !== undefined) this.#format = { name: formatName(ownString(value, field)), holder: value, field };
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
      this.#member(member, value, key, 1);
    }
    if (known > 1) this.mismatch ??= { pointer: this.builder.pointer(), expected: `exactly one of ${shape.names}` };
  }

  #tagged(shape: TaggedShape, holder: Holder, key: string | number, value: JsonObject): void {
    const type = ownString(value, shape.tag);
    if (type === undefined) {
      this.#mismatch(`an object with a ${shape.tag}`, holder, key);
      return;
    }
    const variant = shape.variants.get(type) ?? endingVariant(shape, type);
    if (variant === undefined) this.#unknown(holder, key);
    else this.visit(variant, holder, key, value);
  }

  #array(shape: ArrayShape, value: Json[]): void {
    const { path } = this.builder;
    for (let at = 0; at < value.length; at++) {
      path.push(at);
      this.visit(shape.item, value, at, value[at] ?? null);
      path.pop();
    }
  }

  /** One field of an object. Null is how some clients write a field they leave out. `lift`: a block here is known by the object around it. */
  #member(shape: Shape | undefined, holder: JsonObject, key: string, lift = 0): void {
    const value = holder[key] ?? null;
    this.builder.path.push(key);
    if (shape === undefined) this.#unknown(holder, key);
    else if (value !== null && shape.is === 'block') this.#block(shape, holder, key, value, lift);
    else if (value !== null) this.visit(shape, holder, key, value);
    this.builder.path.pop();
  }

  #unknown(holder: Holder, key: string | number): void {
    if (this.unknownFields.length === maxUnknownFields) {
      this.#anyJson(holder, key);
      return;
    }
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

function endingVariant(shape: TaggedShape, type: string): Shape | undefined {
  return shape.ending !== undefined && type.endsWith(shape.ending.suffix) ? shape.ending.shape : undefined;
}

function speaker(message: JsonObject): Role {
  const role = ownString(message, 'role');
  return role === 'assistant' || role === 'system' ? role : 'user';
}
