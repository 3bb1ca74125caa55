import type { DecodedRun } from './decoder.ts';
import { readableText } from './readable-text.ts';

/** A flag of a region has up to six tag characters (Unicode Technical Standard 51, annex C); a message has more. */
const tags = /[\u{e0020}-\u{e007e}]{7,}/gu;
const selectors = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{4,}/gu;
/** First unit of the surrogate pairs of both. */
const highSurrogate = '\udb40';

/** Text in characters that show nothing: tag characters are a shadow of ASCII, and the 256 variation selectors spell bytes. */
export function* hiddenText(text: string): Generator<DecodedRun> {
  if (!text.includes(highSurrogate)) return;
  for (const { 0: run, index } of text.matchAll(tags)) {
    const decoded = Array.from(run, (tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) & 0x7f)).join('');
    yield { start: index, end: index + run.length, text: decoded, encoding: 'tag' };
  }
  for (const { 0: run, index } of text.matchAll(selectors)) {
    const decoded = readableText(Buffer.from(Array.from(run, byteOf)));
    if (decoded !== undefined) yield { start: index, end: index + run.length, text: decoded, encoding: 'tag' };
  }
}

function byteOf(selector: string): number {
  const codePoint = selector.codePointAt(0) ?? 0;
  return codePoint < 0x10000 ? codePoint - 0xfe00 : codePoint - 0xe0100 + 16;
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
