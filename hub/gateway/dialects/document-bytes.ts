import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { DocumentSource, UnreadReason } from '../../screening/documents/document-source.ts';
import type { Media, PartText } from '../../screening/parts.ts';
import { ownString, setOwn } from './json-tree.ts';
import type { DocumentText } from './part-text.ts';

/** The field that names the format of the bytes inside `holder` or below it. */
export interface FormatPlace {
  readonly name: string;
  readonly holder: JsonObject | undefined;
  readonly field: string;
}

export const noFormat: FormatPlace = { name: 'unknown', holder: undefined, field: '' };

/** What of a part a document changes once it is read. */
export interface DocumentPart {
  readonly texts: PartText[];
  media?: Media;
}

/** A document that travels as base64 at `holder[key]`. */
export class DocumentBytes implements DocumentSource {
  readonly format: string;
  readonly replaceWithText: ((text: string) => void) | undefined;
  /** What the document is until it is read. */
  readonly media: Media;
  readonly #holder: JsonObject | Json[];
  readonly #key: string | number;
  readonly #raw: DocumentText | undefined;
  #encoded: string;
  #part: DocumentPart | undefined;
  /** The fields that a text document overwrote. */
  #original:
    | { readonly holder: JsonObject; readonly fields: readonly (readonly [name: string, value: string])[] }
    | undefined;

  /** `raw`: the bytes as text, where they are text. */
  constructor(
    holder: JsonObject | Json[],
    key: string | number,
    encoded: string,
    place: FormatPlace,
    raw?: DocumentText,
  ) {
    this.#holder = holder;
    this.#key = key;
    this.#encoded = encoded;
    this.#raw = raw;
    this.format = place.name;
    this.media = { format: place.name, bytes: decodedLength(encoded) };
    this.replaceWithText = this.#replacer(place);
  }

  bind(part: DocumentPart): void {
    this.#part = part;
  }

  get replaced(): boolean {
    return this.#original !== undefined;
  }

  get text(): string | undefined {
    return this.#raw?.text;
  }

  read(): Uint8Array | undefined {
    const bytes = Buffer.from(this.#encoded, 'base64');
    return bytes.toString('base64') === this.#encoded ? bytes : undefined;
  }

  replaceInPlace(text: string): void {
    const original = this.#original;
    if (original !== undefined) for (const [name, value] of original.fields) setOwn(original.holder, name, value);
    this.#original = undefined;
    this.#raw?.replace(text);
  }

  accept(texts: readonly PartText[]): void {
    const part = this.#part;
    if (part === undefined) return;
    const raw = this.#raw === undefined ? -1 : part.texts.indexOf(this.#raw);
    if (raw === -1) part.texts.push(...texts);
    else part.texts.splice(raw, 1, ...texts);
    delete part.media;
    // Read once: nothing decodes it again, and megabytes of base64 need not be kept for it.
    this.#encoded = '';
  }

  reject(unread: UnreadReason): void {
    if (this.#part !== undefined) this.#part.media = { ...this.media, unread };
  }

  /** Converse names a format beside bytes; Anthropic has a source of another type for text. */
  #replacer({ holder, field }: FormatPlace): ((text: string) => void) | undefined {
    const source = this.#holder;
    if (holder === undefined || Array.isArray(source) || ownString(holder, field) === undefined) return undefined;
    if (field === 'media_type' && holder === source) {
      return (text) => this.#write(holder, { type: 'text', media_type: 'text/plain' }, text);
    }
    if (field !== 'format') return undefined;
    return (text) => this.#write(holder, { format: 'txt' }, Buffer.from(text, 'utf8').toString('base64'));
  }

  #write(holder: JsonObject, fields: Readonly<Record<string, string>>, data: string): void {
    const names = Object.keys(fields);
    this.#original ??= { holder, fields: names.map((name) => [name, ownString(holder, name) ?? '']) };
    for (const name of names) setOwn(holder, name, fields[name] ?? '');
    setOwn(this.#holder, this.#key, data);
  }
}

/** How many bytes a base64 text stands for. */
export function decodedLength(encoded: string): number {
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  return Math.floor((encoded.length * 3) / 4) - padding;
}
