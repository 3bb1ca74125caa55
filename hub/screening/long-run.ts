import { asciiClass, isAlphanumeric, isIn, unitAt } from './ascii-class.ts';
import { runEnd } from './run-end.ts';
import type { Starts } from './starts.ts';

const alphanumeric = Array.from({ length: 128 }, (_, unit) => unit).filter(isAlphanumeric);

/** What tells most tokens apart from those that are looked for. Classes are given as the inside of the brackets. */
interface TokenLook {
  /** Its first character. Default: any. */
  readonly first?: string;
  /** Whether it has exactly the length, and no more. */
  readonly isExact?: true;
  /** A last look in place. */
  readonly holds?: (text: string, start: number) => boolean;
}

/**
 * Where tokens begin: each whole run of at least `length` characters of a class. Only the long tokens of the text are looked at, which characters of the class
 * have to belong to (`Landmarks.tokens`).
 */
export function longTokens(members: string, length: number, look: TokenLook = {}): Starts {
  const table = asciiClass(members);
  const mayBegin = lookAt(table, length, look);
  const pastRun = pastRunOf(members);
  const hasLead = alphanumeric.every((unit) => isIn(table, unit));
  return {
    next(text, from, { tokens }) {
      const { bounds, size } = tokens;
      for (let at = tokens.around(from); at < size; at += 2) {
        const [begin, end] = [bounds[at] as number, bounds[at + 1] as number];
        // Up to here nothing but the token itself can be a run of the class.
        const lead = hasLead ? tokens.leadEnd(at) : begin;
        const isRun = from <= begin && lead - begin >= length;
        let run = isRun ? begin : findRun(table, text, pastRun(text, behind(lead, from, begin)), end, length);
        while (run >= 0) {
          if (mayBegin(text, run)) return run;
          run = findRun(table, text, pastRun(text, behind(lead, run + 1, begin)), end, length);
        }
      }
      return -1;
    },
  };
}

/** From where runs are looked for: in the middle of the lead of a token none begins. */
function behind(lead: number, from: number, begin: number): number {
  return from > begin ? Math.max(from, lead) : begin;
}

function lookAt(
  table: Uint8Array,
  length: number,
  { first, isExact, holds = () => true }: TokenLook,
): (text: string, start: number) => boolean {
  const firsts = first === undefined ? table : asciiClass(first);
  return (text, start) =>
    isIn(firsts, text.charCodeAt(start)) &&
    !(isExact === true && isIn(table, unitAt(text, start + length))) &&
    holds(text, start);
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
