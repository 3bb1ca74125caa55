import { asciiClass, isAlphanumeric, isIn, unitAt } from '../ascii-class.ts';
import { shortestWord } from '../context.ts';
import { lengthBits, lengthsBetween, type Runs } from '../runs.ts';
import { type Starts, suitabilityOf } from '../starts.ts';

const [bracket, plus, hyphen, dot, zero] = [40, 43, 45, 46, 48];
const fewestDigits = 6;
const mostDigits = 15;
/** A number is read as seven runs of digits at most, of up to eleven digits each behind the first. */
const mostRuns = 7;
const longestRun = 11;
const longestGap = 3;
const separatorMembers = ' .()\\-/';
const separators = asciiClass(separatorMembers);
const beforeLabel = asciiClass(' \\t(');
/** How extensions and the labels behind a number begin. */
const labelInitials = asciiClass('cdeflmoxCDEFLMOX');

/** Fewer digits than a number has go on behind a separator. Glued to letters, a list or a path, only North American numbers are found, by their area or by the 1 before it. */
const suits = suitabilityOf({
  lengths: lengthsBetween(fewestDigits),
  after: '^0-9A-Za-z.,/',
  or: [
    { lengths: lengthsBetween(1, fewestDigits - 1), next: separatorMembers },
    { lengths: lengthBits(3, 4), after: 'A-Za-z,/', first: '2-9', next: separatorMembers },
    { lengths: lengthBits(1), after: ',/', first: '1', next: separatorMembers },
  ],
});

/**
 * Where telephone numbers can begin: at a run of digits, or at the `(` or `+` before it. Most numbers in a text are told apart by how many digits stand together, too few
 * or too many, or by nothing in them or around them that says "telephone".
 */
export const phoneStarts: Starts = {
  lead: 2,
  next(text, from, { digits }) {
    const { bounds, size } = digits;
    let telling = 0;
    for (let at = digits.nextSuited(digits.from(from), suits); at < size; at = digits.nextSuited(at + 2, suits)) {
      const start = bounds[at] as number;
      if (isAmongDigits(text, start, digits.endBefore(at)) && !isTurkish(bounds, at)) {
        // In a list of digits one look at each run is enough for all numbers that it may be part of.
        const last = Math.min(size, at + 2 * mostRuns);
        telling = nextTelling(text, digits, Math.max(at, telling), last);
        if (telling === last) continue;
      }
      for (let first = Math.max(from, firstSign(text, start)); first <= start; first += 1) {
        if (mayFollow(text, first, start) && mayBePhone(text, first, digits, at)) return first;
      }
    }
    return -1;
  },
};

/** Whether nothing before a run of digits may say what it is, nor its first digit: no word, no sign, no zero. */
function isAmongDigits(text: string, start: number, last: number): boolean {
  if (start - last >= shortestWord) return false;
  const before = unitAt(text, start - 1);
  return before !== plus && before !== bracket && unitAt(text, start) !== zero;
}

/** Whether groups of three, three, two and two digits may begin there. */
function isTurkish(bounds: Int32Array, at: number): boolean {
  return lengthOf(bounds, at) === 3 && lengthOf(bounds, at + 6) === 2;
}

function lengthOf(bounds: Int32Array, at: number): number {
  return at + 1 < bounds.length ? (bounds[at + 1] as number) - (bounds[at] as number) : 0;
}

/** The place of the first run in which a number can end that says itself what it is: as North American ones end, or before a label; `last`: none before it is. */
function nextTelling(text: string, { bounds }: Runs, from: number, last: number): number {
  let at = from;
  let before = at === 0 ? 0 : lengthOf(bounds, at - 2);
  for (; at < last; at += 2) {
    const length = lengthOf(bounds, at);
    if (endsNorthAmerican(before, length) || mayHaveLabel(text, bounds[at + 1] as number)) return at;
    before = length;
  }
  return last;
}

/** Where the `+`, the `(` or the `+(` before the first digits stands. */
function firstSign(text: string, start: number): number {
  const before = unitAt(text, start - 1);
  if (before === plus) return start - 1;
  if (before !== bracket) return start;
  return unitAt(text, start - 2) === plus ? start - 2 : start - 1;
}

/** A dash may join it to what stands before it, as in a UUID; a dot makes it the end of a longer number. */
function mayFollow(text: string, first: number, start: number): boolean {
  const before = unitAt(text, first - 1);
  return before === hyphen ? !isAlphanumeric(unitAt(text, first - 2)) : before !== dot || first < start;
}

/** Whether the runs of digits from a place in `bounds` on can be a telephone number that begins at `first`. */
function mayBePhone(text: string, first: number, runs: Runs, at: number): boolean {
  const { bounds, size } = runs;
  const international = unitAt(text, first) === plus;
  const shortestRun = international ? 1 : 2;
  const start = bounds[at] ?? 0;
  let end = bounds[at + 1] ?? 0;
  let digits = end - start;
  /** Three, three, two and two. */
  const isTurkish = digits === 3;
  let shaped = false;
  let last = digits;
  for (let next = at + 2; next < Math.min(size, at + 2 * mostRuns); next += 2) {
    const begin = bounds[next] ?? 0;
    const length = (bounds[next + 1] ?? 0) - begin;
    if (length < shortestRun || length > longestRun || !isGap(text, end, begin)) break;
    shaped ||= endsNorthAmerican(last, length) || (length === 2 && next === at + 6 && isTurkish);
    last = length;
    digits += length;
    end = begin + length;
  }
  if (digits < fewestDigits || (digits > mostDigits && !shaped)) return false;
  if (international || shaped || unitAt(text, start) === zero) return true;
  return first - runs.endBefore(at) >= shortestWord || mayHaveLabel(text, end);
}

/** The last two groups of such a number: 3 and 4 digits, what stands before them joined to the 3 or not. */
function endsNorthAmerican(last: number, length: number): boolean {
  return length === 4 && (last === 3 || last === 6 || last === 7);
}

function isGap(text: string, from: number, to: number): boolean {
  if (to - from === 1) return isIn(separators, text.charCodeAt(from)) || isWideSeparator(text.charCodeAt(from));
  if (to - from > longestGap) return false;
  for (let at = from; at < to; at += 1) {
    if (!isIn(separators, text.charCodeAt(at)) && !isWideSeparator(text.charCodeAt(at))) return false;
  }
  return true;
}

function isWideSeparator(unit: number): boolean {
  return unit === 0xa0 || unit === 0x2011;
}

/** A few characters further, a letter with which an extension or a label begins. */
function mayHaveLabel(text: string, end: number): boolean {
  let at = end;
  while (at - end < longestGap && isIn(beforeLabel, unitAt(text, at))) at += 1;
  return isIn(labelInitials, unitAt(text, at));
}
