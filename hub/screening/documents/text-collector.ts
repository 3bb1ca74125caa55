import { documentLimits } from './document-limits.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/** Between texts that become one. */
export const textSeparator = '\n\n';

/**
 * The text of one document while it is read: what it shows, and what is hidden in it. Two texts, however many pages and sheets there are, because each text that is masked
 * writes the document anew. Counts, because a small file can hold an endless text (one string in a million cells).
 */
export class TextCollector {
  readonly #shown: string[] = [];
  readonly #hidden: string[] = [];
  readonly #limit: number;
  #units = 0;

  constructor(limit: number = documentLimits.textUnits) {
    this.#limit = limit;
  }

  /** Counts text that somebody collects for this document. */
  count(units: number): void {
    this.#units += units;
    if (this.#units > this.#limit) throw new UnreadableDocument('too large');
  }

  /** Adds a text that was counted piece by piece. */
  show(text: string): void {
    this.#shown.push(text);
  }

  hide(text: string): void {
    this.#hidden.push(text);
  }

  /** What is shown, and what is hidden; without blank texts, which say nothing. */
  texts(): string[] {
    return [this.#shown, this.#hidden]
      .map((texts) => texts.filter((text) => text !== '').join(textSeparator))
      .filter((text) => text !== '');
  }
}

/** One text that grows piece by piece. */
export class GrowingText {
  readonly #collector: TextCollector;
  #text = '';
  /** Kept apart: looking at the end of a string that grows would flatten it each time. */
  #lineBegins = true;

  constructor(collector: TextCollector) {
    this.#collector = collector;
  }

  append(piece: string): void {
    if (piece === '') return;
    this.#collector.count(piece.length);
    this.#lineBegins = piece.endsWith('\n');
    this.#text += piece;
  }

  /** Ends a line, unless it is empty already. */
  endLine(): void {
    if (!this.#lineBegins) this.append('\n');
  }

  /** The text so far, without white space around it. */
  get text(): string {
    return this.#text.trim();
  }
}
