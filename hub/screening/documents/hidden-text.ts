import type { Attribute } from './markup-reader.ts';
import { saysSomething } from './prose-value.ts';
import { GrowingText, type TextCollector } from './text-collector.ts';

/** What a document says beside its text: properties, alternative texts, comments of its XML, formulas, field codes, link targets. Each once. */
export class HiddenText {
  readonly #collector: TextCollector;
  readonly #text: GrowingText;
  readonly #seen = new Set<string>();

  constructor(collector: TextCollector) {
    this.#collector = collector;
    this.#text = new GrowingText(collector);
  }

  add(value: string): void {
    const said = value.trim();
    if (said === '' || this.#seen.has(said)) return;
    this.#seen.add(said);
    this.#text.append(said);
    this.#text.endLine();
  }

  addAttributes(attributes: readonly Attribute[]): void {
    for (const { name, value } of attributes) {
      if (!name.startsWith('xmlns') && saysSomething(name, value)) this.add(value);
    }
  }

  finish(): void {
    this.#collector.hide(this.#text.text);
  }
}
