/**
 * The vocabulary in which body formats are described: which fields are text, which are opaque, which are media, and what kind of part each block is.
 * Shapes are plain data, built once when a module loads; `walk.ts` is the only reader.
 */
import type { Part, PartKind } from '../../screening/parts.ts';

export type Role = Part['role'];

export type Shape =
  | Leaf
  | BytesShape
  | ObjectShape
  | ArrayShape
  | MapShape
  | UnionShape
  | TaggedShape
  | BlockShape
  | StringOrShape
  | ReferenceShape;

export interface Leaf {
  /**
   * - text: a string that a model or a person reads: screened.
   * - token: an identifier, an enum value: screened only where it does not look like one, so that no prose hides in it.
   * - opaque: a scalar that only machines read (a signature, an encrypted value, a declaration): not screened.
   * - json: any JSON; every string, every field name and every number of nine digits or more is text.
   * - skip: a subtree of numbers (vectors), not looked at.
   * - number, count (a whole number from 0), flag: what their names say.
   */
  readonly is: 'text' | 'token' | 'opaque' | 'json' | 'skip' | 'number' | 'count' | 'flag';
}

/** Base64 bytes. `readable`: a text document is decoded and screened. `format` names what the enclosing object does not. */
export interface BytesShape {
  readonly is: 'bytes';
  readonly readable: boolean;
  readonly format: string | undefined;
}

export interface ObjectShape {
  readonly is: 'object';
  readonly fields: ReadonlyMap<string, Shape>;
  /** The field that names the format of the bytes inside. */
  readonly formatField: string | undefined;
  /** The object is a message: its own `role` says who speaks. */
  readonly speaks: boolean;
  /** The object stands for content that lies elsewhere (an S3 object, a URL): a medium that cannot be read here. */
  readonly elsewhere: string | undefined;
}

export interface ArrayShape {
  readonly is: 'array';
  readonly item: Shape;
}

/** An object whose field names are the caller's own. */
export interface MapShape {
  readonly is: 'map';
  readonly value: Shape;
}

/** An object with exactly one of these members, as Smithy unions have it (Converse's blocks). */
export interface UnionShape {
  readonly is: 'union';
  readonly members: ReadonlyMap<string, Shape>;
  readonly names: string;
}

/** An object of which one field says which variant it is: the `type` of Anthropic's blocks, the `role` of OpenAI's messages. */
export interface TaggedShape {
  readonly is: 'tagged';
  readonly tag: 'type' | 'role';
  readonly variants: ReadonlyMap<string, Shape>;
  /** For types that share an ending, such as `_tool_result`. */
  readonly ending: { readonly suffix: string; readonly shape: Shape } | undefined;
}

/** Begins a part. Texts and media below it belong to it, up to the next block. */
export interface BlockShape {
  readonly is: 'block';
  readonly kind: PartKind;
  readonly role: Role | undefined;
  readonly inner: Shape;
}

/** A string, which is then one part, or something else. */
export interface StringOrShape {
  readonly is: 'string-or';
  readonly string: BlockShape;
  readonly other: Shape;
}

/** A string that is a medium itself (a data URI) or says where one lies. The latter is screened too: words can hide in a URL. */
export interface ReferenceShape {
  readonly is: 'reference';
  /** What to call what lies elsewhere. */
  readonly format: string;
}

type Fields = Readonly<Record<string, Shape>>;

const fieldMap = (fields: Fields): ReadonlyMap<string, Shape> => new Map(Object.entries(fields));

export const text: Leaf = { is: 'text' };
export const token: Leaf = { is: 'token' };
export const opaque: Leaf = { is: 'opaque' };
export const json: Leaf = { is: 'json' };
export const skip: Leaf = { is: 'skip' };
export const number: Leaf = { is: 'number' };
export const count: Leaf = { is: 'count' };
export const flag: Leaf = { is: 'flag' };

export const media = (format?: string): BytesShape => ({ is: 'bytes', readable: false, format });
export const document: BytesShape = { is: 'bytes', readable: true, format: undefined };

export function object(fields: Fields, formatField?: string): ObjectShape {
  return { is: 'object', fields: fieldMap(fields), formatField, speaks: false, elsewhere: undefined };
}

export function message(fields: Fields): ObjectShape {
  return { ...object({ role: token, ...fields }), speaks: true };
}

export function elsewhere(format: string, fields: Fields): ObjectShape {
  return { ...object(fields), elsewhere: format };
}

export const reference = (format: string): ReferenceShape => ({ is: 'reference', format });
export const array = (item: Shape): ArrayShape => ({ is: 'array', item });
export const map = (value: Shape): MapShape => ({ is: 'map', value });

export function union(members: Fields): UnionShape {
  return { is: 'union', members: fieldMap(members), names: Object.keys(members).join(', ') };
}

export function tagged(variants: Fields, ending?: TaggedShape['ending']): TaggedShape {
  return { is: 'tagged', tag: 'type', variants: fieldMap(variants), ending };
}

export function taggedByRole(variants: Fields): TaggedShape {
  return { is: 'tagged', tag: 'role', variants: fieldMap(variants), ending: undefined };
}

export function block(kind: PartKind, inner: Shape, role?: Role): BlockShape {
  return { is: 'block', kind, role, inner };
}

export function stringOr(kind: PartKind, other: Shape, string: Shape = text): StringOrShape {
  return { is: 'string-or', string: block(kind, string), other };
}

/** A part for what steers the model without being part of the conversation. */
export const parameters = (inner: Shape): BlockShape => block('parameters', inner);
