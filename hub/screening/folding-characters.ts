import { twinOf } from './folding-lookalikes.ts';

/** How a code point stands to what is beside it. */
export const standing = {
  /** Neither letter nor digit. */
  apart: 0,
  /** A letter, or a digit on the line. */
  onLine: 1,
  raised: 2,
  lowered: 3,
  enclosed: 4,
  /** A number of its own, whatever stands beside it: ½, ⑫. */
  alone: 5,
} as const;

export type Standing = (typeof standing)[keyof typeof standing];

/** What becomes of one code point. */
export type FoldedCharacter =
  /** `text` undefined: it stays as it is. */
  | { readonly kind: 'kept'; readonly text: string | undefined; readonly standing: Standing }
  /** Belongs to the character before it, and is left out with it. */
  | { readonly kind: 'mark' }
  /** A mark of a script that cannot be written without marks: left out where it decorates ASCII. */
  | { readonly kind: 'letter-mark' }
  /** Shows nothing and belongs to nothing. */
  | { readonly kind: 'ignorable' };

const mark: FoldedCharacter = { kind: 'mark' };
const letterMark: FoldedCharacter = { kind: 'letter-mark' };
const ignorable: FoldedCharacter = { kind: 'ignorable' };
const itself: Readonly<Record<0 | 1, FoldedCharacter>> = {
  [standing.apart]: { kind: 'kept', text: undefined, standing: standing.apart },
  [standing.onLine]: { kind: 'kept', text: undefined, standing: standing.onLine },
};

/** Filled as code points come, in pages of 256: a table of all of Unicode would cost what a whole start may cost. */
const pages: (FoldedCharacter | undefined)[][] = [];

export function foldedCharacter(codePoint: number): FoldedCharacter {
  let page = pages[codePoint >> 8];
  if (page === undefined) {
    page = new Array<undefined>(256).fill(undefined);
    pages[codePoint >> 8] = page;
  }
  let folded = page[codePoint & 255];
  if (folded === undefined) {
    folded = judge(codePoint);
    page[codePoint & 255] = folded;
  }
  return folded;
}

/** Control characters too, white space apart; interlinear annotation is not among the default ignorables. */
const invisible = /[[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]--[\t-\r]]/v;
/** The voicing marks of kana are no decoration: か and が are two letters. */
const decoration = /(?![\u3099\u309a])[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Cyrillic}]/u;
const anyMark = /\p{M}/u;
/** Scripts that are read for their resemblance to Latin; every other script keeps its letters. */
const alphabetic =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Coptic}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Common}\p{Script=Inherited}]/u;
/** Signs that decompose to letters and would grow onto the word before them: Acme™. */
const signs = /[™℠℗]/u;

function judge(codePoint: number): FoldedCharacter {
  // Half of a surrogate pair is no character: normalization would replace it.
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return itself[standing.apart];
  const character = String.fromCodePoint(codePoint);
  const twin = twinOf(codePoint);
  if (twin !== undefined) return kept(character, twin);
  if (invisible.test(character)) return ignorable;
  if (anyMark.test(character)) return decoration.test(character) ? mark : letterMark;
  return kept(character, reading(character, codePoint));
}

function reading(character: string, codePoint: number): string {
  if (/\p{Nd}/u.test(character)) return decimal(codePoint);
  if (/\p{Zs}/u.test(character)) return ' ';
  if (/\p{Pd}/u.test(character)) return '-';
  if (signs.test(character)) return character;
  const disc = numberInDisc(codePoint);
  if (disc !== undefined) return String(disc);
  if (alphabetic.test(character)) return decomposed(character);
  const composed = character.normalize('NFKC');
  return composed.length === 1 ? composed : character;
}

/** NFKD without marks, each character replaced by its twin. */
function decomposed(character: string): string {
  let text = '';
  for (const piece of character.normalize('NFKD')) {
    if (decoration.test(piece) && anyMark.test(piece)) continue;
    const codePoint = piece.codePointAt(0) ?? 0;
    text += /\p{Nd}/u.test(piece) ? decimal(codePoint) : (twinOf(codePoint) ?? piece);
  }
  return text === '' ? character : text;
}

/** Unicode lays out the digits of a script in one run, zero first; only the mathematical ones repeat within a run. */
function decimal(codePoint: number): string {
  let zero = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  // The mathematical digits are five sets in one run, so the place counts modulo ten.
  return String((codePoint - zero) % 10);
}

/** Numbers in discs and rings that Unicode gives no decomposition: where each run begins, with which number, and where it ends. */
const discs = [
  [0x2776, 1, 0x277f],
  [0x2780, 1, 0x2789],
  [0x278a, 1, 0x2793],
  [0x24eb, 11, 0x24f4],
  [0x24f5, 1, 0x24fe],
  [0x24ff, 0, 0x24ff],
  [0x1f10b, 0, 0x1f10b],
  [0x1f10c, 0, 0x1f10c],
] as const;

function numberInDisc(codePoint: number): number | undefined {
  for (const [first, number, last] of discs) {
    if (codePoint >= first && codePoint <= last) return number + codePoint - first;
  }
  return undefined;
}

function kept(character: string, text: string): FoldedCharacter {
  const place = standingOf(character, text);
  if (text !== character) return { kind: 'kept', text, standing: place };
  return place === standing.apart || place === standing.onLine
    ? itself[place]
    : { kind: 'kept', text, standing: place };
}

function standingOf(character: string, text: string): Standing {
  if (!/^[\p{L}\p{N}]/u.test(text)) return standing.apart;
  if (!/^\p{No}/u.test(character)) return standing.onLine;
  // What stays itself stands apart from its like, too: the fold of a fold must not part what the first did not.
  if (text.length > 1 || text === character) return standing.alone;
  if (/^[²³¹⁰-⁹]$/u.test(character)) return standing.raised;
  return /^[₀-₉]$/u.test(character) ? standing.lowered : standing.enclosed;
}
