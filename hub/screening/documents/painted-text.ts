import { documentLimits } from './document-limits.ts';
import type { TextCollector } from './text-collector.ts';

/** Operators of pdf.js's lists (its `OPS`, part of its public API) that place or show text, or paint something else. */
const operators = {
  setFont: 37,
  moveText: 40,
  setLeadingMoveText: 41,
  setTextMatrix: 42,
  nextLine: 43,
  showText: 44,
} as const;
/** transform, constructPath and the paintings of forms, shadings and pictures. */
const drawing = new Set([12, 20, 21, 22, 23, 24, 25, 26, 27, 62, 83, 84, 85, 86, 87, 88, 89, 90, 91]);

/** A TJ displacement of more than so many thousandths of the font's size is a space. */
const spaceThousandths = 200;
/** Private use or nothing: what a font without a mapping to Unicode gives its glyphs; or control characters, which are its own numbers. */
const unmapped = /^(?:[\uE000-\uF8FF\uFFFD]|)$/;

interface Glyph {
  readonly unicode: string;
  readonly width: number;
}

/** Text in the order in which a page paints it, wherever on the page or beside it, and however it is painted. */
export class PaintedText {
  readonly #collector: TextCollector;
  text = '';
  /** Glyphs that stand for a character other than white space, and glyphs of which nobody knows what they stand for. */
  mapped = 0;
  unmapped = 0;
  /** Whether anything but text is painted. */
  draws = false;
  #size = 1;
  /** Where the last text began, and how far it has come since. */
  #line = { x: 0, y: 0 };
  #advance = 0;

  constructor(collector: TextCollector) {
    this.#collector = collector;
  }

  read(functions: readonly number[], argumentLists: readonly unknown[]): void {
    functions.forEach((operator, at) => {
      const args = argumentLists[at];
      if (operator === operators.showText) this.#show(args);
      else if (operator === operators.setFont) this.#size = Math.abs(numberAt(args, 1)) || 1;
      else if (operator === operators.nextLine) this.#move(0, -1);
      else if (operator === operators.moveText || operator === operators.setLeadingMoveText) {
        this.#move(numberAt(args, 0), numberAt(args, 1));
      } else if (operator === operators.setTextMatrix) this.#jump(args);
      else if (drawing.has(operator)) this.draws = true;
    });
  }

  #jump(args: unknown): void {
    const matrix = Array.isArray(args) && args.length === 1 ? args[0] : args;
    this.#move(numberAt(matrix, 4) - this.#line.x, numberAt(matrix, 5) - this.#line.y);
  }

  #move(x: number, y: number): void {
    this.#line = { x: this.#line.x + x, y: this.#line.y + y };
    if (y !== 0) this.#append('\n');
    else if (Math.abs(x - this.#advance) > (this.#size * spaceThousandths) / 1000) this.#append(' ');
    this.#advance = 0;
  }

  #show(args: unknown): void {
    const glyphs = Array.isArray(args) ? args[0] : undefined;
    if (!Array.isArray(glyphs)) return;
    let shown = '';
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') {
        if (-glyph > spaceThousandths) shown += ' ';
        this.#advance -= (glyph * this.#size) / 1000;
      } else if (isGlyph(glyph)) {
        shown += glyph.unicode;
        this.#advance += (glyph.width * this.#size) / 1000;
        this.#judge(glyph.unicode);
      }
    }
    this.#append(shown);
  }

  #judge(unicode: string): void {
    if (unmapped.test(unicode) || unicode < ' ') this.unmapped += 1;
    else if (unicode.trim() !== '') this.mapped += 1;
  }

  #append(piece: string): void {
    // Counted once more when it is added: what the pages show and what they paint is mostly the same.
    if (this.text.length + piece.length > documentLimits.textUnits) this.#collector.count(documentLimits.textUnits);
    this.text += piece;
  }
}

function isGlyph(value: unknown): value is Glyph {
  return typeof value === 'object' && value !== null && 'unicode' in value && typeof value.unicode === 'string';
}

function numberAt(args: unknown, at: number): number {
  const value = (Array.isArray(args) || args instanceof Float32Array) && at < args.length ? (args[at] as unknown) : 0;
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
