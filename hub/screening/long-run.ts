import { asciiClass, isIn } from './ascii-class.ts';
import { runEnd } from './run-end.ts';
import type { Starts } from './starts.ts';

/**
 * Where tokens begin: each whole run of at least `length` characters of a class. Only the long tokens of the text are looked at, which characters of the class
 * have to belong to (`Landmarks.tokens`).
 */
export function longTokens(members: string, length: number): Starts {
  const table = asciiClass(members);
  const pastRun = pastRunOf(members);
  return {
    next(text, from, { tokens }) {
      const { bounds, size } = tokens;
      for (let at = tokens.around(from); at < size; at += 2) {
        const end = bounds[at + 1] ?? 0;
        const run = findRun(table, text, pastRun(text, Math.max(from, bounds[at] ?? 0)), end, length);
        if (run >= 0) return run;
      }
      return -1;
    },
  };
}

/**
 * Where the first whole run of at least `length` characters of a class begins, at `from` or later; -1 where there is none. Looks at one character in `length` where there
 * are none, so that ordinary text costs next to nothing.
 */
export function nextLongRun(members: string, length: number): (text: string, from: number) => number {
  const table = asciiClass(members);
  const pastRun = pastRunOf(members);
  return (text, from) => findRun(table, text, pastRun(text, from), text.length, length);
}

/** A run that `from` stands in the middle of has begun before. */
function pastRunOf(members: string): (text: string, from: number) => number {
  const table = asciiClass(members);
  const end = runEnd(members);
  return (text, from) => (from > 0 && isIn(table, text.charCodeAt(from - 1)) ? end(text, from) : from);
}

/** The first run that begins at `from` or later and ends at `to` at the latest; -1: there is none. */
function findRun(table: Uint8Array, text: string, from: number, to: number, length: number): number {
  let least = from;
  for (let probe = from + length - 1; probe < to; ) {
    if (!isIn(table, text.charCodeAt(probe))) {
      least = probe + 1;
      probe += length;
      continue;
    }
    let first = probe;
    while (first > least && isIn(table, text.charCodeAt(first - 1))) first -= 1;
    let end = probe + 1;
    while (end < to && end - first < length && isIn(table, text.charCodeAt(end))) end += 1;
    if (end - first >= length) return first;
    least = end + 1;
    probe = end + length;
  }
  return -1;
}
