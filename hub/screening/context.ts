import { isIn } from './ascii-class.ts';

/** How far before a number its context words may stand. */
export const contextLength = 48;
/** Most characters between telling words and what they tell of, where these have to stand right before it. */
const mostConnectors = 12;

/** Whether the text right before `start` matches `words`, an expression that ends in `$`. */
export function precededBy(text: string, start: number, words: RegExp): boolean {
  return words.test(text.slice(Math.max(0, start - contextLength), start));
}

/**
 * Whether, behind a few connectors, one of the characters stands before `start` that telling words end in: a look in place, because most numbers follow no such words. Both are
 * tables of `asciiClass`.
 */
export function mayFollowWords(text: string, start: number, connectors: Uint8Array, lasts: Uint8Array): boolean {
  let at = start - 1;
  while (start - at <= mostConnectors && isIn(connectors, text.charCodeAt(at))) at -= 1;
  return isIn(lasts, text.charCodeAt(at));
}

const edges = '\n\r\t"|;';

/**
 * Whether a span is all there is: a whole text, a line, a cell of a table, a quoted value. Then no words around it could say what it is, and a checksum has to do.
 * The pattern must have looked at the character after `end`.
 */
export function standsAlone(text: string, start: number, end: number): boolean {
  return (
    (start === 0 || edges.includes(text[start - 1] ?? '')) && (end === text.length || edges.includes(text[end] ?? ''))
  );
}
