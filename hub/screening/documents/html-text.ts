import { type Attribute, type MarkupHandler, readMarkup } from './markup-reader.ts';
import { saysSomething } from './prose-value.ts';
import { GrowingText, TextCollector } from './text-collector.ts';

/** Elements that do not end a line: a word may run through them, and so may a card number. */
const inline = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
const cells = new Set(['td', 'th']);
/** Elements without content, which nothing closes. */
const empty = new Set(
  'area base br col embed hr img input link meta param source track wbr basefont frame keygen'.split(' '),
);
/** Elements whose content a browser does not show. */
const unseen = new Set('script style template noscript title head textarea noembed noframes iframe object'.split(' '));
/** Attributes that only lay out, and that are long. */
const layout = new Set('class style d points transform viewbox integrity srcset sizes media xmlns'.split(' '));
/** Styles that keep an element from being seen. Only short, bounded repeats. */
const hiding =
  /display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden|font-size\s{0,4}:\s{0,4}0|opacity\s{0,4}:\s{0,4}0(?![.\d])/i;

/**
 * The texts of a page: what its reader sees, as lines; then what is hidden in it (elements that are not shown, comments, attributes, scripts), where instructions for
 * models hide. White or tiny text counts as seen. Nothing is run or fetched. Throws `UnreadableDocument` beyond the limit of text.
 */
export function readHtml(source: string): string[] {
  const page = new Page(new TextCollector());
  readMarkup(source, 'html', page);
  return page.texts();
}

class Page implements MarkupHandler {
  readonly #shown: GrowingText;
  readonly #hidden: GrowingText;
  /** The outermost element that is not shown, and how many of its name are open inside it. */
  #unseen: { readonly name: string; depth: number } | undefined;
  #space = false;

  constructor(collector: TextCollector) {
    this.#shown = new GrowingText(collector);
    this.#hidden = new GrowingText(collector);
  }

  open(name: string, attributes: readonly Attribute[]): void {
    this.#boundary(name);
    for (const { name: attribute, value } of attributes) {
      if (!layout.has(attribute) && saysSomething(attribute, value) && !value.startsWith('data:image/'))
        this.#hide(value);
    }
    if (this.#unseen?.name === name) this.#unseen.depth += 1;
    else if (this.#unseen === undefined && !empty.has(name) && isUnseen(name, attributes)) {
      this.#unseen = { name, depth: 1 };
    }
  }

  close(name: string): void {
    if (this.#unseen?.name === name) {
      this.#unseen.depth -= 1;
      if (this.#unseen.depth === 0) {
        this.#unseen = undefined;
        this.#hidden.endLine();
      }
    }
    this.#boundary(name);
  }

  text(data: string): void {
    if (this.#unseen !== undefined) this.#hidden.append(data);
    else this.#show(data);
  }

  comment(data: string): void {
    this.#hide(data);
  }

  declaration(data: string): void {
    if (!/^!doctype html$/i.test(data)) this.#hide(data);
  }

  instruction(data: string): void {
    this.#hide(data);
  }

  texts(): string[] {
    return [this.#shown.text, this.#hidden.text].filter((text) => text !== '');
  }

  /** Runs of white space are one space, as a browser shows them. */
  #show(data: string): void {
    const words = data.replace(/[ \t\r\n\f]+/g, ' ');
    this.#shown.append(this.#space && words.startsWith(' ') ? words.slice(1) : words);
    this.#space = words.endsWith(' ') || (this.#space && words === '');
  }

  #hide(text: string): void {
    this.#hidden.endLine();
    this.#hidden.append(text);
    this.#hidden.endLine();
  }

  #boundary(name: string): void {
    const text = this.#unseen === undefined ? this.#shown : this.#hidden;
    if (cells.has(name)) text.append('\t');
    else if (!inline.has(name)) text.endLine();
    else return;
    this.#space = this.#unseen === undefined;
  }
}

function isUnseen(name: string, attributes: readonly Attribute[]): boolean {
  if (unseen.has(name)) return true;
  return attributes.some(
    (attribute) => attribute.name === 'hidden' || (attribute.name === 'style' && hiding.test(attribute.value)),
  );
}
