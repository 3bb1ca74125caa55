import { asciiClass, isIn } from './ascii-class.ts';
import type { Landmarks } from './landmarks.ts';
import { lengthBit } from './runs.ts';

/** The first offset, at `from` or later, at which a match can begin; -1 where there is none. */
export type NextStart = (text: string, from: number, landmarks: Landmarks) => number;

/** Where matches of a pattern can begin. */
export interface Starts {
  /** Called again and again from left to right; linear over all calls for one text. */
  readonly next: NextStart;
  /** The first digit of a match stands at most so many characters after its beginning. Then a stream is not searched for open beginnings where there are no digits. */
  readonly lead?: number;
}

interface FirstDigits {
  /** How many digits the first run of a match may have, as bits of `Runs.lengths`. */
  readonly lengths: number;
  /** What cannot stand right before it. Classes are given as the inside of the brackets, and speak of ASCII alone. */
  readonly notAfter: string;
  /** Its first digit. Default: any. */
  readonly first?: string;
  /** What has to stand right behind it: one of these, or something beyond ASCII. Default: anything. */
  readonly next?: string;
  /** How many characters have to stand between it and the digits before it: the length of the shortest word that tells. Default 0. */
  readonly room?: number;
  /** A last look in place, cheaper than the pattern. `start` and `end` are those of the run. */
  readonly holds?: (text: string, start: number, end: number) => boolean;
}

/** Matches that begin with a run of digits. Most runs are passed over by their length and by what stands beside them. */
export function atDigits({
  lengths,
  notAfter,
  first = '0-9',
  next = '\\0-\\x7f',
  room = 0,
  holds,
}: FirstDigits): Starts {
  const [barred, firsts, nexts] = [asciiClass(notAfter), asciiClass(first), asciiClass(next)];
  const search: NextStart = (text, from, { digits }) => {
    if ((digits.lengths & lengths) === 0) return -1;
    const { bounds, size } = digits;
    let at = digits.from(from);
    for (let last = digits.endBefore(at); at < size; at += 2) {
      const start = bounds[at] ?? 0;
      const end = bounds[at + 1] ?? 0;
      const gap = start - last;
      last = end;
      if ((lengths & lengthBit(end - start)) === 0 || gap < room) continue;
      if (isIn(barred, text.charCodeAt(start - 1)) || !isIn(firsts, text.charCodeAt(start))) continue;
      const behind = text.charCodeAt(end);
      if (behind < 128 && nexts[behind] === 0) continue;
      if (holds === undefined || holds(text, start, end)) return start;
    }
    return -1;
  };
  return { next: search, lead: 0 };
}

interface LeadingLetters {
  /** How many digits the first run of a match may have, as bits of `Runs.lengths`. */
  readonly lengths: number;
  /** Fewest and most characters before the run. */
  readonly letters?: number;
  readonly lead: number;
  /** Where a match with these first digits can begin, at `from` or later (no digit stands between); -1: nowhere. */
  readonly begin: (text: string, start: number, end: number, from: number) => number;
}

/** Matches in which letters stand before the first digits. Digits are rare in prose and letters are not, so the search is for digits. */
export function beforeDigits({ lengths, letters = 1, lead, begin }: LeadingLetters): Starts {
  const next: NextStart = (text, from, { digits }) => {
    if ((digits.lengths & lengths) === 0) return -1;
    const { bounds, size } = digits;
    let at = digits.from(from);
    for (let last = digits.endBefore(at); at < size; at += 2) {
      const start = bounds[at] ?? 0;
      const end = bounds[at + 1] ?? 0;
      const least = Math.max(last, from);
      last = end;
      if (start - least < letters || (lengths & lengthBit(end - start)) === 0) continue;
      const first = begin(text, start, end, least);
      if (first >= 0) return first;
    }
    return -1;
  };
  return { next, lead };
}
