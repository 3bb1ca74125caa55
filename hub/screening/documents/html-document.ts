import type { PartText } from '../parts.ts';
import type { DocumentSource } from './document-source.ts';
import { fixedText } from './extracted-text.ts';
import { readHtml } from './html-text.ts';
import { textSeparator } from './text-collector.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/**
 * The texts of an HTML document: its source, as before, and what a reader sees of it and what is hidden in it. Masks are laid over each of them. The document stays HTML as long
 * as its masked source reads like the masked texts; where it does not (a number that tags run through is masked in the text alone), the texts take its place.
 */
export function htmlTexts(source: DocumentSource, html: string): PartText[] {
  const document = new HtmlDocument(source, html);
  return document.texts;
}

class HtmlDocument {
  readonly texts: PartText[];
  readonly #source: DocumentSource;
  readonly #views: readonly PartText[];
  #html: string;

  constructor(source: DocumentSource, html: string) {
    this.#source = source;
    this.#html = html;
    const readings = readHtml(html);
    const fixed = source.replaceWithText === undefined;
    this.#views = readings.map((text) => (fixed ? fixedText(text) : new HtmlView(text, () => this.#write())));
    this.texts = [new HtmlView(html, (masked) => this.#mask(masked)), ...this.#views];
  }

  #mask(html: string): void {
    this.#html = html;
    this.#write();
  }

  #write(): void {
    const texts = this.#views.map(({ text }) => text);
    const { replaceWithText } = this.#source;
    if (replaceWithText === undefined || readsLike(this.#html, texts)) this.#source.replaceInPlace(this.#html);
    else replaceWithText(texts.join(textSeparator));
  }
}

class HtmlView implements PartText {
  text: string;
  readonly #changed: (text: string) => void;

  constructor(text: string, changed: (text: string) => void) {
    this.text = text;
    this.#changed = changed;
  }

  replace(masked: string): void {
    this.text = masked;
    this.#changed(masked);
  }
}

function readsLike(html: string, texts: readonly string[]): boolean {
  try {
    const views = readHtml(html);
    return views.length === texts.length && views.every((view, at) => view === texts[at]);
  } catch (error) {
    // Masks may be longer than what they cover; over the limit the texts stand for the page.
    if (error instanceof UnreadableDocument) return false;
    throw error;
  }
}
