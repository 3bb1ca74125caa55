import { asciiClass, isIn } from './ascii-class.ts';

/** How far before a number its context words may stand. */
export const contextLength = 48;
/** Most characters between telling words and what they tell of, where these have to stand right before it. */
const mostConnectors = 12;
const ascii = 128;

/** Whether the text right before `start` matches `words`, an expression that ends in `$`. */
export function precededBy(text: string, start: number, words: RegExp): boolean {
  return words.test(text.slice(Math.max(0, start - contextLength), start));
}

/**
 * Whether, behind a few connectors (the inside of a class), two characters stand before `start` that telling words end in, given in small letters: a look in place, because most numbers
 * follow no such words.
 */
export function mayFollowWords(
  connectors: string,
  endings: readonly string[],
): (text: string, start: number) => boolean {
  const between = asciiClass(connectors);
  const telling = new Uint8Array(ascii * ascii);
  for (const [last, other] of endings.flatMap(spellings)) telling[last * ascii + other] = 1;
  return (text, start) => {
    const least = Math.max(1, start - mostConnectors);
    let at = start - 1;
    while (at >= least && isIn(between, text.charCodeAt(at))) at -= 1;
    if (at < 1) return false;
    const [last, other] = [text.charCodeAt(at), text.charCodeAt(at - 1)];
    return last < ascii && other < ascii && telling[last * ascii + other] === 1;
  };
}

/** An ending of two characters, the last one first, in small letters and in large ones. */
function spellings(ending: string): readonly (readonly [last: number, other: number])[] {
  const [small, large] = [ending, ending.toUpperCase()];
  return [small, large].flatMap((last) =>
    [small, large].map((other) => [last.charCodeAt(1), other.charCodeAt(0)] as const),
  );
}

/** Shortest word that tells what a number is. */
export const shortestWord = 3;

const edges = asciiClass('\\n\\r\\t"|;');

/**
 * Whether what begins at `start` can be told by words of at least three letters, or by standing alone: a look in place, because most numbers stand among others. `last`: where
 * the digits before it end, among which there are no words.
 */
export function mayBeTold(text: string, start: number, last: number): boolean {
  return start - last >= shortestWord || start === 0 || isIn(edges, text.charCodeAt(start - 1));
}

/**
 * Whether a span is all there is: a whole text, a line, a cell of a table, a quoted value. Then no words around it could say what it is, and a checksum has to do.
 * The pattern must have looked at the character after `end`.
 */
export function standsAlone(text: string, start: number, end: number): boolean {
  return (
    (start === 0 || isIn(edges, text.charCodeAt(start - 1))) &&
    (end === text.length || isIn(edges, text.charCodeAt(end)))
  );
}
