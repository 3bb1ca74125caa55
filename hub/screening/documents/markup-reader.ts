/** Markup as a stream of events, from htmlparser2's tokenizer: linear, whatever the nesting, because it keeps no tree and no stack. */
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

export interface MarkupHandler {
  /** A start tag; `attributes` are decoded, in the order of the source, the same name possibly more than once. */
  open(name: string, attributes: readonly Attribute[]): void;
  close(name: string): void;
  /** Character data with entities decoded, possibly in several pieces. */
  text(data: string): void;
  /** Comments, and in HTML whatever a browser takes for one. */
  comment(data: string): void;
  /** `<!DOCTYPE …>` and its kind. */
  declaration(data: string): void;
  /** `<?…?>` in XML. */
  instruction(data: string): void;
}

export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** Reads a whole text. HTML names come in lower case; XML names as they are written. */
export function readMarkup(source: string, mode: 'html' | 'xml', handler: MarkupHandler): void {
  const xmlMode = mode === 'xml';
  const tokenizer = new Tokenizer(
    { xmlMode, decodeEntities: true, recognizeSelfClosing: xmlMode },
    new Events(source, xmlMode, handler),
  );
  tokenizer.write(source);
  tokenizer.end();
}

class Events implements TokenizerCallbacks {
  readonly #source: string;
  readonly #xml: boolean;
  readonly #handler: MarkupHandler;
  #tag = '';
  #attributes: Attribute[] = [];
  #attributeName = '';
  #value = '';

  constructor(source: string, xml: boolean, handler: MarkupHandler) {
    this.#source = source;
    this.#xml = xml;
    this.#handler = handler;
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#name(start, end);
    this.#attributes = [];
  }

  onattribname(start: number, end: number): void {
    this.#attributeName = this.#name(start, end);
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    this.#value += this.#source.slice(start, end);
  }

  onattribentity(codepoint: number): void {
    this.#value += String.fromCodePoint(codepoint);
  }

  onattribend(): void {
    this.#attributes.push({ name: this.#attributeName, value: this.#value });
  }

  onopentagend(): void {
    const attributes = this.#attributes;
    this.#attributes = [];
    this.#handler.open(this.#tag, attributes);
  }

  onselfclosingtag(): void {
    this.onopentagend();
    if (this.#xml) this.#handler.close(this.#tag);
  }

  onclosetag(start: number, end: number): void {
    this.#handler.close(this.#name(start, end));
  }

  ontext(start: number, end: number): void {
    this.#handler.text(this.#source.slice(start, end));
  }

  ontextentity(codepoint: number): void {
    this.#handler.text(String.fromCodePoint(codepoint));
  }

  oncdata(start: number, end: number, endOffset: number): void {
    const data = this.#source.slice(start, end - endOffset);
    if (this.#xml) this.#handler.text(data);
    else this.#handler.comment(data);
  }

  oncomment(start: number, end: number, endOffset: number): void {
    this.#handler.comment(this.#source.slice(start, end - endOffset));
  }

  ondeclaration(start: number, end: number): void {
    this.#handler.declaration(this.#source.slice(start, end));
  }

  onprocessinginstruction(start: number, end: number): void {
    this.#handler.instruction(this.#source.slice(start, end));
  }

  onend(): void {
    // A tag that never ends: what it has so far is not lost.
    if (this.#attributes.length > 0) this.onopentagend();
  }

  #name(start: number, end: number): string {
    const name = this.#source.slice(start, end);
    return this.#xml ? name : name.toLowerCase();
  }
}
