import type { PartText } from '../parts.ts';

/** Why a document could not be read, in fixed words: they go into records and refusals, where content has no place. */
export type UnreadReason =
  /** A password is needed. */
  | 'encrypted'
  /** Broken, or put together so that two readers would read two things. */
  | 'damaged'
  /** Over a limit of `document-limits.ts`. */
  | 'too large'
  | 'too slow'
  | 'unknown format'
  /** The bytes are not what the request says that they are. */
  | 'format disagrees'
  /** Word and Excel before 2007. */
  | 'legacy format'
  /** Something inside it is a file of its own that cannot be read. */
  | 'embedded file'
  /** A form that is drawn by the reader's program (XFA). */
  | 'interactive form'
  /** Pages without text, such as scans. */
  | 'no readable text'
  | 'reader busy';

/** Bytes of a document inside a body: what reading needs of the API's dialect. */
export interface DocumentSource {
  /** The block's own name of the format: Converse's short name or a media type; `unknown` for anything that is not a plain name. */
  readonly format: string;
  /** The source of a document whose bytes are text (HTML). */
  readonly text: string | undefined;
  /** Whether a text stands in the body in place of the bytes: masking wrote it there. */
  readonly replaced: boolean;
  /** The bytes, decoded anew at each call; undefined where the base64 is not canonical, because decoders differ on what it says. */
  read(): Uint8Array | undefined;
  /** Puts a document of plain text in the place of the bytes. Absent where the body has no place for one. */
  readonly replaceWithText: ((text: string) => void) | undefined;
  /** Of a document whose bytes are text: puts another source in its place, format unchanged. */
  replaceInPlace(text: string): void;
  /** These are the texts of the document. They take the place of its raw text, where the part had that, and the part is no medium any more. */
  accept(texts: readonly PartText[]): void;
  /** The document stays a medium that nobody has read. */
  reject(reason: UnreadReason): void;
}
