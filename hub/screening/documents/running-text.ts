import type { HiddenText } from './hidden-text.ts';
import type { Attribute } from './markup-reader.ts';
import type { GrowingText } from './text-collector.ts';
import type { XmlHandler } from './xml-part.ts';

/** Elements that hold a piece of a line: what follows one goes on in the same word. */
const pieces = new Set(['t', 'r', 'rPh', 'fld', 'hyperlink', 'ins', 'del', 'smartTag', 'sdt', 'sdtContent']);
/** Text that Word does not show: deleted text, and the codes of fields. It would tear apart the words around it. */
const unseen = new Set(['delText', 'instrText', 'delInstrText']);
const lines = new Set(['p', 'tr', 'si', 'br', 'cr']);

/** Reads any part of a package that holds running text: the body, headers, notes, comments, drawings, properties, whatever custom XML there is. */
export class RunningText implements XmlHandler {
  readonly #shown: GrowingText;
  readonly #hidden: HiddenText;
  readonly #withAttributes: boolean;
  readonly #open: string[] = [];
  #code = '';

  constructor(shown: GrowingText, hidden: HiddenText, withAttributes: boolean) {
    this.#shown = shown;
    this.#hidden = hidden;
    this.#withAttributes = withAttributes;
  }

  open(name: string, attributes: readonly Attribute[]): void {
    this.#open.push(name);
    if (this.#withAttributes) this.#hidden.addAttributes(attributes);
    // A tab with attributes is a tab stop, not a tab.
    if (name === 'tab' && attributes.length === 0) this.#shown.append('\t');
    else if (name === 'noBreakHyphen') this.#shown.append('-');
  }

  close(name: string): void {
    this.#open.pop();
    if (name === 'tc') this.#shown.append('\t');
    else if (lines.has(name)) this.#endLine();
  }

  text(data: string): void {
    const element = this.#open.at(-1) ?? '';
    if (unseen.has(element)) this.#code += data;
    else if (pieces.has(element)) this.#shown.append(data);
    else this.#own(data);
  }

  comment(data: string): void {
    this.#hidden.add(data);
  }

  /** No more comes. */
  finish(): void {
    this.#endLine();
  }

  /** Text of an element that is no piece of a line, such as a property, is a line of its own. Between elements there is only white space. */
  #own(data: string): void {
    if (data.trim() === '') return;
    this.#shown.endLine();
    this.#shown.append(data);
    this.#shown.endLine();
  }

  #endLine(): void {
    this.#shown.endLine();
    if (this.#code === '') return;
    this.#hidden.add(this.#code);
    this.#code = '';
  }
}
