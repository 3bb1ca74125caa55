import { zeroWidthBits } from '../decoding/zero-width-bits.ts';

const zeroWidth = /\u200B|\u200C|\u200D|[\u2060-\u2064]|\uFEFF/g;
const eightInARow = /(?:\u200B|\u200C|\u200D|[\u2060-\u2064]|\uFEFF){8}/;
const longest = 16_000;

/** What all zero-width characters of a text spell together, also where they stand in groups between its letters; '' where that is nothing. */
export function spreadBits(text: string): string {
  if (!eightInARow.test(text)) return '';
  const marks = (text.match(zeroWidth) ?? []).slice(0, longest);
  return zeroWidthBits(marks.map((mark) => mark.charCodeAt(0)));
}
