/** XML inside a package: bytes to text, and text to events. */
import { isUtf8 } from 'node:buffer';
import { type Attribute, type MarkupHandler, readMarkup } from './markup-reader.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/** What a reader of one part of a package is told. Names come without their namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: readonly Attribute[]): void;
  close(name: string): void;
  text(data: string): void;
  comment(data: string): void;
}

const declaredEncoding = /^<\?xml[^>]{0,200}?\sencoding\s{0,8}=\s{0,8}["']([\w.-]{1,40})["']/;
/** The XML declaration where it says nothing else. */
const plainDeclaration =
  /^\??xml\s{1,8}version=["']1\.[01]["'](?:\s{1,8}encoding=["'][\w.-]{1,40}["'])?(?:\s{1,8}standalone=["'](?:yes|no)["'])?\s{0,8}\??$/;
const readEncodings = new Set(['utf-8', 'utf-16', 'us-ascii']);

/** The text of a part. Another encoding than Unicode's could be read in two ways, and no office program writes one. */
export function xmlText(bytes: Uint8Array): string {
  const source = decode(bytes);
  const encoding = declaredEncoding.exec(source.slice(0, 400))?.[1];
  if (encoding !== undefined && !readEncodings.has(encoding.toLowerCase())) throw new UnreadableDocument('damaged');
  return source;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  if (utf16 === undefined && !isUtf8(bytes)) throw new UnreadableDocument('damaged');
  return new TextDecoder(utf16 ?? 'utf-8').decode(bytes);
}

/**
 * Reads a part. Tags have to match, and a document type declaration (entities, which no parser here expands) is not allowed by ECMA-376, part 2, 6.2.5: what breaks
 * these rules is read by others in ways that cannot be foretold.
 */
export function readXml(source: string, handler: XmlHandler): void {
  const checked = new Checked(handler);
  readMarkup(source, 'xml', checked);
  checked.finish();
}

class Checked implements MarkupHandler {
  readonly #handler: XmlHandler;
  readonly #open: string[] = [];

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  open(name: string, attributes: readonly Attribute[]): void {
    this.#open.push(name);
    this.#handler.open(localName(name), attributes);
  }

  close(name: string): void {
    if (this.#open.pop() !== name) throw new UnreadableDocument('damaged');
    this.#handler.close(localName(name));
  }

  text(data: string): void {
    this.#handler.text(data);
  }

  comment(data: string): void {
    this.#handler.comment(data);
  }

  declaration(): void {
    throw new UnreadableDocument('damaged');
  }

  instruction(data: string): void {
    if (!plainDeclaration.test(data)) this.#handler.comment(data);
  }

  finish(): void {
    if (this.#open.length > 0) throw new UnreadableDocument('damaged');
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The name of the outermost element. */
export function rootName(source: string): string | undefined {
  let root: string | undefined;
  // The beginning is enough: what stands before the root of a part is a declaration and perhaps a comment.
  readMarkup(source.slice(0, 4_096), 'xml', {
    open: (name) => {
      root ??= localName(name);
    },
    close: () => undefined,
    text: () => undefined,
    comment: () => undefined,
    declaration: () => undefined,
    instruction: () => undefined,
  });
  return root;
}
