import type { Landmarks } from './landmarks.ts';
import { enterSpecs, type Suitability } from './suitability.ts';

/** The first offset, at `from` or later, at which a match can begin; -1 where there is none. */
export type NextStart = (text: string, from: number, landmarks: Landmarks) => number;

/** Where matches of a pattern can begin. */
export interface Starts {
  /** Called again and again from left to right; linear over all calls for one text. */
  readonly next: NextStart;
  /** The first digit of a match stands at most so many characters after its beginning. Then a stream is not searched for open beginnings where there are no digits. */
  readonly lead?: number;
}

/** Which runs of digits can be the first of a match. Classes are given as the inside of the brackets, and speak of ASCII alone. */
interface FirstRun {
  /** How many digits it may have, as bits (`lengthBits`). */
  readonly lengths: number;
  /** Its first digit. Default: any. */
  readonly first?: string;
  /** What has to stand right behind it: one of these, or something beyond ASCII. Default: anything. */
  readonly next?: string;
  /** What has to stand behind that: one of these, or something beyond ASCII. Default: anything. */
  readonly second?: string;
  /** How many characters have to stand between it and the digits before it, the beginning of a text being one of them: those of the match, what divides it, the shortest word that tells. Default 0. */
  readonly room?: number;
}

interface FirstDigits extends FirstRun {
  /** What cannot stand right before it; or what has to, or something beyond ASCII. Default: anything can. */
  readonly notAfter?: string;
  readonly after?: string;
  /** What is otherwise where a match is written in other ways, in groups mostly. */
  readonly or?: readonly Partial<Run>[];
  /** A last look in place, cheaper than the pattern. `start` and `end` are those of the run, which stands at the place `at` of `digits.bounds`. */
  readonly holds?: (text: string, start: number, end: number, landmarks: Landmarks, at: number) => boolean;
}

/** Matches that begin with a run of digits. Most runs are passed over by their length and by what stands beside them. */
const ascii = '\\0-\\x7f';

export function atDigits({ notAfter = '', after = `^${notAfter}`, holds, ...runs }: FirstDigits): Starts {
  const suits = suitabilityOf({ ...runs, after });
  const search: NextStart = (text, from, landmarks) => {
    const { digits } = landmarks;
    const { bounds, size } = digits;
    for (let at = digits.nextSuited(digits.from(from), suits); at < size; at = digits.nextSuited(at + 2, suits)) {
      const start = bounds[at] as number;
      if (holds === undefined || holds(text, start, bounds[at + 1] as number, landmarks, at)) return start;
    }
    return -1;
  };
  return { next: search, lead: 0 };
}

interface Run extends FirstRun {
  /** What has to stand right before it: one of these, or something beyond ASCII. */
  readonly after: string;
}

interface LeadingLetters extends Run {
  /** What is otherwise where a match is written in other ways. */
  readonly or?: readonly Partial<Run>[];
  /** Most characters of the match before the run. */
  readonly lead: number;
  /**
   * Where a match with these first digits can begin, at `from` or later (no digit stands between); -1: nowhere. The run stands at the place `at` of `landmarks.digits.bounds`.
   */
  readonly begin: (text: string, start: number, end: number, from: number, landmarks: Landmarks, at: number) => number;
}

/** Matches in which letters stand before the first digits, glued to nothing before them: by default at least one, and what divides it from other digits. Digits are rare in prose and letters are not, so the search is for digits. */
export function beforeDigits({ lead, begin, room = 2, ...runs }: LeadingLetters): Starts {
  const suits = suitabilityOf({ ...runs, room });
  const search: NextStart = (text, from, landmarks) => {
    const { digits } = landmarks;
    const { bounds, size } = digits;
    for (let at = digits.nextSuited(digits.from(from), suits); at < size; at = digits.nextSuited(at + 2, suits)) {
      const floor = Math.max(digits.endBefore(at), from);
      const found = begin(text, bounds[at] as number, bounds[at + 1] as number, floor, landmarks, at);
      if (found >= 0) return found;
    }
    return -1;
  };
  return { next: search, lead };
}

/** Enters the runs of digits that a detector asks for, once and for all: call while modules load. */
export function suitabilityOf({ or = [], ...run }: Run & { readonly or?: readonly Partial<Run>[] }): Suitability {
  const ways = [run, ...or.map((other) => ({ ...run, ...other }))];
  return enterSpecs(
    ways.map(({ lengths, after, first = '0-9', next = ascii, second = ascii, room = 0 }) => ({
      lengths,
      after,
      first,
      next,
      second,
      room,
    })),
  );
}
