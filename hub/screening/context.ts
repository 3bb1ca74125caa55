import { asciiClass, isIn } from './ascii-class.ts';

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
 * the insides of classes.
 */
export function mayFollowWords(connectors: string, lasts: string): (text: string, start: number) => boolean {
  const [between, telling] = [asciiClass(connectors), asciiClass(lasts)];
  return (text, start) => {
    const least = Math.max(0, start - mostConnectors);
    let at = start - 1;
    while (at >= least && isIn(between, text.charCodeAt(at))) at -= 1;
    return at >= 0 && isIn(telling, text.charCodeAt(at));
  };
}

/** Shortest word that tells what a number is. */
export const shortestWord = 3;

const edges = '\n\r\t"|;';

/**
 * Whether what begins at `start` can be told by words of at least three letters, or by standing alone: a look in place, because most numbers stand among others. `last`: where
 * the digits before it end, among which there are no words.
 */
export function mayBeTold(text: string, start: number, last: number): boolean {
  return start - last >= shortestWord || start === 0 || edges.includes(text.charAt(start - 1));
}

/**
 * Whether a span is all there is: a whole text, a line, a cell of a table, a quoted value. Then no words around it could say what it is, and a checksum has to do.
 * The pattern must have looked at the character after `end`.
 */
export function standsAlone(text: string, start: number, end: number): boolean {
  return (
    (start === 0 || edges.includes(text[start - 1] ?? '')) && (end === text.length || edges.includes(text[end] ?? ''))
  );
}
