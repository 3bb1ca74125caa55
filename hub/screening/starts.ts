import type { Landmarks } from './landmarks.ts';
import { Suitability } from './suitability.ts';

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

const ascii = '\\0-\\x7f';

/** Matches that begin with a run of digits. Most runs are passed over by their length and by what stands beside them. */
export function atDigits({ lengths, notAfter, first = '0-9', next = ascii, room = 0, holds }: FirstDigits): Starts {
  const suits = new Suitability({ lengths, before: `^${notAfter}`, first, next, room });
  const search: NextStart = (text, from, { digits }) => {
    const { bounds, size } = digits;
    const stride = suits.stride(digits);
    for (let at = suits.firstPlace(digits, from, stride); at < size; at += stride) {
      const start = bounds[at] ?? 0;
      const end = bounds[at + 1] ?? 0;
      if (suits.allows(text, digits.endBefore(at), start, end) && (holds === undefined || holds(text, start, end)))
        return start;
    }
    return -1;
  };
  return { next: search, lead: 0 };
}

interface LeadingLetters {
  /** How many digits the first run of a match may have, as bits of `Runs.lengths`. */
  readonly lengths: number;
  /** What has to stand right before it: one of these, or something beyond ASCII. */
  readonly after: string;
  /** What has to stand right behind it: one of these, or something beyond ASCII. Default: anything. */
  readonly next?: string;
  /** Fewest and most characters of the match before the run. */
  readonly letters?: number;
  readonly lead: number;
  /** Where a match with these first digits can begin, at `from` or later (no digit stands between); -1: nowhere. */
  readonly begin: (text: string, start: number, end: number, from: number) => number;
}

/** Matches in which letters stand before the first digits. Digits are rare in prose and letters are not, so the search is for digits. */
export function beforeDigits({ lengths, after, next = ascii, letters = 1, lead, begin }: LeadingLetters): Starts {
  const suits = new Suitability({ lengths, before: after, first: '0-9', next, room: letters });
  const search: NextStart = (text, from, { digits }) => {
    const { bounds, size } = digits;
    const stride = suits.stride(digits);
    for (let at = suits.firstPlace(digits, from, stride); at < size; at += stride) {
      const start = bounds[at] ?? 0;
      const end = bounds[at + 1] ?? 0;
      const last = digits.endBefore(at);
      const found = suits.allows(text, last, start, end) ? begin(text, start, end, Math.max(last, from)) : -1;
      if (found >= 0) return found;
    }
    return -1;
  };
  return { next: search, lead };
}
