import type { Media, Part, PartKind, PartText } from '../../screening/parts.ts';
import type { DocumentBytes } from './document-bytes.ts';
import type { Role } from './shape.ts';

type Draft = { -readonly [Field in keyof Part]: Part[Field] } & { texts: PartText[] };

/** What `enter` replaced, to give back to `leave`. */
export interface Enclosing {
  readonly kind: PartKind;
  readonly role: Role;
  readonly depth: number;
  readonly draft: Draft | undefined;
}

/** A field name that can stand in a record: an identifier, and no place to hide a phone number or a sentence. */
const plainName = /^(?!.*\d{7})[\w$.-]{1,64}$/;

/**
 * Collects parts while a tree is walked. Keeps the path as a stack, and turns it into a JSON Pointer (RFC 6901) once for each part.
 * Pointers go into records and error messages, so a field name that is not a plain identifier is written `*`: names are content too.
 */
export class PartBuilder {
  readonly parts: Part[] = [];
  readonly path: (string | number)[] = [];
  /** Who speaks at this point. */
  role: Role;
  readonly #prefix: string;
  #kind: PartKind;
  #depth = 0;
  #draft: Draft | undefined;

  constructor(prefix: string, kind: PartKind, role: Role) {
    this.#prefix = prefix;
    this.#kind = kind;
    this.role = role;
  }

  /** Begins a part at the first `depth` steps of the path. The part comes into being with its first text or medium. */
  enter(kind: PartKind, role: Role, depth = this.path.length): Enclosing {
    const enclosing = { kind: this.#kind, role: this.role, depth: this.#depth, draft: this.#draft };
    this.#kind = kind === 'text' && role === 'system' ? 'system' : kind;
    this.role = role;
    this.#depth = depth;
    this.#draft = undefined;
    return enclosing;
  }

  leave(enclosing: Enclosing): void {
    this.#kind = enclosing.kind;
    this.role = enclosing.role;
    this.#depth = enclosing.depth;
    this.#draft = enclosing.draft;
  }

  addText(text: PartText): void {
    this.#part().texts.push(text);
  }

  addMedia(media: Media): void {
    this.#roomFor('media').media = media;
  }

  /** A document that can be read later. Until it is, its bytes are a medium, unless their text was added already. */
  addDocument(document: DocumentBytes): void {
    const part = this.#roomFor('media', 'document');
    part.document = document;
    if (document.text === undefined) part.media = document.media;
    document.bind(part);
  }

  /** One part has room for one medium and one document; a second one in the same block becomes a part of its own. */
  #roomFor(...fields: readonly ('media' | 'document')[]): Draft {
    const part = this.#part();
    if (fields.every((field) => part[field] === undefined)) return part;
    const { pointer, kind, role } = part;
    const other: Draft = { pointer, kind, role, texts: [] };
    this.parts.push(other);
    return other;
  }

  pointer(depth = this.path.length): string {
    let pointer = this.#prefix;
    for (let at = 0; at < depth; at++) pointer += `/${segment(this.path[at] ?? '')}`;
    return pointer;
  }

  #part(): Draft {
    this.#draft ??= this.#begin();
    return this.#draft;
  }

  #begin(): Draft {
    const draft: Draft = { pointer: this.pointer(this.#depth), kind: this.#kind, role: this.role, texts: [] };
    this.parts.push(draft);
    return draft;
  }
}

function segment(key: string | number): string {
  return typeof key === 'number' || plainName.test(key) ? String(key) : '*';
}
