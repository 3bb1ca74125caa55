import type { DecodedRun } from './decoder.ts';
import { readableText } from './readable-text.ts';
import { zeroWidthBits } from './zero-width-bits.ts';

/** Characters that show nothing, several in a row. The soft hyphen is not among them: words have it. */
const hidden = /[\p{Default_Ignorable_Code_Point}--\u00ad]{4,}/gv;
/** A quick test: the engine does not even look at a text that it stores in Latin-1, as most are. */
const wide = /[\u0100-\uffff]/;
/** A flag of a region has up to six tag characters (Unicode Technical Standard 51, annex C); a message has more. */
const fewestTags = 7;
const fewestSelectors = 4;

/** The runs of characters that show nothing, from an offset on. */
export function* hiddenRuns(text: string, from = 0): Generator<{ readonly start: number; readonly end: number }> {
  if (!wide.test(text)) return;
  hidden.lastIndex = from;
  for (let run = hidden.exec(text); run !== null; run = hidden.exec(text)) {
    const start = run.index;
    const end = hidden.lastIndex;
    yield { start, end };
    hidden.lastIndex = end;
  }
}

/** Where the run begins that the text ends in, however short; its length where there is none. */
export function hiddenEnd(text: string, from: number): number {
  let start = text.length;
  while (start > from) {
    const unit = text.charCodeAt(start - 1);
    const before = unit >= 0xdc00 && unit <= 0xdfff ? start - 2 : start - 1;
    if (before < from || !isHidden(text.codePointAt(before) ?? 0)) break;
    start = before;
  }
  return start;
}

const one = /^[\p{Default_Ignorable_Code_Point}--\u00ad]$/v;

function isHidden(codePoint: number): boolean {
  return codePoint > 0xff && one.test(String.fromCodePoint(codePoint));
}

/**
 * What a run says to one who reads it as a code: tag characters are a shadow of ASCII, the 256 variation selectors spell bytes, two kinds of zero-width characters
 * spell bits. Each kind is read by itself, whatever stands between.
 */
export function hiddenReadings(run: string): string[] {
  let tags = '';
  const bytes: number[] = [];
  const marks: number[] = [];
  for (const character of run) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint >= 0xe0020 && codePoint <= 0xe007e) tags += String.fromCharCode(codePoint & 0x7f);
    else if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) bytes.push(codePoint - 0xfe00);
    else if (codePoint >= 0xe0100 && codePoint <= 0xe01ef) bytes.push(codePoint - 0xe0100 + 16);
    else marks.push(codePoint);
  }
  const spelled = bytes.length < fewestSelectors ? undefined : readableText(Buffer.from(bytes));
  const bits = zeroWidthBits(marks);
  return [
    ...(tags.length < fewestTags ? [] : [tags]),
    ...(spelled === undefined ? [] : [spelled]),
    ...(bits === '' ? [] : [bits]),
  ];
}

/** Text in characters that show nothing. */
export function* hiddenText(text: string): Generator<DecodedRun> {
  for (const { start, end } of hiddenRuns(text)) {
    for (const reading of hiddenReadings(text.slice(start, end))) yield { start, end, text: reading, encoding: 'tag' };
  }
}

const override = '\u202e';
const overridden = /\u202e([^\n\u202c\u202e]{2,4096})/g;

/** Text behind a right-to-left override (U+202E), which is stored backwards and shown forwards. Source: Unicode Standard Annex 9, 2.2. */
export function* reversedText(text: string): Generator<DecodedRun> {
  if (!text.includes(override)) return;
  for (const { 0: run, 1: stored = '', index } of text.matchAll(overridden)) {
    yield { start: index, end: index + run.length, text: Array.from(stored).reverse().join(''), encoding: 'reversed' };
  }
}
