import type { HiddenText } from './hidden-text.ts';
import type { Attribute } from './markup-reader.ts';
import type { SharedStrings } from './shared-strings.ts';
import type { GrowingText } from './text-collector.ts';
import type { XmlHandler } from './xml-part.ts';

/** Reads a worksheet as lines of cells, with tabs between them. Hidden rows, columns and sheets are read like others; formulas count as hidden text. */
export class SheetText implements XmlHandler {
  readonly #shown: GrowingText;
  readonly #hidden: HiddenText;
  readonly #strings: SharedStrings;
  readonly #open: string[] = [];
  #cell: { readonly type: string; value: string } | undefined;
  #aside = '';

  constructor(shown: GrowingText, hidden: HiddenText, strings: SharedStrings) {
    this.#shown = shown;
    this.#hidden = hidden;
    this.#strings = strings;
  }

  open(name: string, attributes: readonly Attribute[]): void {
    this.#open.push(name);
    if (name === 'c') this.#cell = { type: attributes.find((one) => one.name === 't')?.value ?? 'n', value: '' };
    else if (name !== 'row') this.#hidden.addAttributes(attributes);
  }

  close(name: string): void {
    this.#open.pop();
    this.#endAside();
    if (name === 'row') this.#shown.endLine();
    else if (name === 'c') this.#endCell();
  }

  text(data: string): void {
    const element = this.#open.at(-1);
    if (this.#cell !== undefined && (element === 'v' || element === 't')) this.#cell.value += data;
    else this.#aside += data;
  }

  comment(data: string): void {
    this.#hidden.add(data);
  }

  #endAside(): void {
    this.#hidden.add(this.#aside);
    this.#aside = '';
  }

  #endCell(): void {
    const cell = this.#cell;
    this.#cell = undefined;
    if (cell === undefined || cell.value === '') return;
    if (cell.type === 's') this.#shown.append(this.#strings.use(Number(cell.value)));
    else this.#shown.append(cell.type === 'n' ? wholeNumber(cell.value) : cell.value);
    this.#shown.append('\t');
  }
}

const scientific = /^\d(?:\.\d{1,17})?E\+?\d{1,2}$/i;

/** Excel shows a long number in full where a file may have it in scientific notation: `4.111111111111E+15` is a card number. */
function wholeNumber(value: string): string {
  if (!scientific.test(value)) return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? String(number) : value;
}
