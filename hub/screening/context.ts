/** How far before a number its context words may stand. */
export const contextLength = 48;

/** Whether the text right before `start` matches `words`, an expression that ends in `$`. */
export function precededBy(text: string, start: number, words: RegExp): boolean {
  return words.test(text.slice(Math.max(0, start - contextLength), start));
}
