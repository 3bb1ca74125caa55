import { type TextWindow, textWindows, unitsOf, unitsOfRequest } from './text-windows.ts';

/** A window of one of the texts that are to be judged. */
export interface JudgedWindow extends TextWindow {
  /** Which text it is of. */
  readonly of: number;
}

/** The windows of all texts, put together into as few requests as the limit on one request allows: requests have a quota of their own. */
export function batchWindows(texts: readonly string[]): JudgedWindow[][] {
  const batches: JudgedWindow[][] = [];
  let left = 0;
  for (const [of, text] of texts.entries()) {
    for (const window of textWindows(text)) {
      const units = unitsOf(window.text);
      const batch = batches.at(-1);
      if (batch === undefined || units > left) {
        batches.push([{ of, ...window }]);
        left = unitsOfRequest - units;
      } else {
        batch.push({ of, ...window });
        left -= units;
      }
    }
  }
  return batches;
}
