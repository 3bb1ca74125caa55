/** How far before a number its context words may stand. */
export const contextLength = 48;

/** Whether the text right before `start` matches `words`, an expression that ends in `$`. */
export function precededBy(text: string, start: number, words: RegExp): boolean {
  return words.test(text.slice(Math.max(0, start - contextLength), start));
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
