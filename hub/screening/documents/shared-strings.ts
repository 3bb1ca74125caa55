import type { HiddenText } from './hidden-text.ts';
import type { Attribute } from './markup-reader.ts';
import type { TextCollector } from './text-collector.ts';
import { UnreadableDocument } from './unreadable-document.ts';
import type { XmlHandler } from './xml-part.ts';

/** The table of strings of a workbook, which its cells name by number. */
export class SharedStrings implements XmlHandler {
  readonly #collector: TextCollector;
  readonly #strings: string[] = [];
  readonly #used = new Set<number>();
  #item = '';

  constructor(collector: TextCollector) {
    this.#collector = collector;
  }

  open(name: string, _attributes: readonly Attribute[]): void {
    if (name === 'si') this.#item = '';
  }

  close(name: string): void {
    if (name === 'si') this.#strings.push(this.#item);
  }

  text(data: string): void {
    this.#collector.count(data.length);
    this.#item += data;
  }

  comment(data: string): void {
    this.#item += data;
  }

  /** The string of a cell. */
  use(index: number): string {
    const string = this.#strings[index];
    if (string === undefined) throw new UnreadableDocument('damaged');
    this.#used.add(index);
    return string;
  }

  /** Strings that no cell shows are in the file all the same. */
  addUnused(hidden: HiddenText): void {
    this.#strings.forEach((string, index) => {
      if (!this.#used.has(index)) hidden.add(string);
    });
  }
}
