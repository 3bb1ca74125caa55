import { isAlphanumeric, isLetter, unitAt } from '../ascii-class.ts';
import type { Landmarks } from '../landmarks.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits, type Runs } from '../runs.ts';
import { beforeDigits } from '../starts.ts';

const gap = chars(' \\-', 0, 1);
const barred = /^(?:BG|GB|KN|NK|NT|TN|ZZ)/i;

/** National Insurance numbers: two letters (not D, F, I, Q, U, V; no O in second place; some pairs barred), six digits, A to D. Source: HMRC manual NIM39110. */
export const ukNino = patternDetector({
  name: 'uk-nino',
  type: 'UK_NATIONAL_INSURANCE_NUMBER',
  ignoreCase: true,
  starts: beforeDigits({
    lengths: lengthBits(6),
    after: 'A-Za-z \\-',
    next: 'A-Da-d \\-',
    room: 3,
    or: [{ lengths: lengthBits(2, 4), next: ' \\-', second: '0-9' }],
    lead: 3,
    begin: twoLetters,
  }),
  pattern: seq(
    start('A-CEGHJ-PR-TW-Z', 'A-Z0-9'),
    chars('A-CEGHJ-NPR-TW-Z'),
    gap,
    chars('0-9', 2),
    gap,
    chars('0-9', 2),
    gap,
    chars('0-9', 2),
    gap,
    chars('A-D'),
    notBefore('A-Z0-9'),
  ),
  check: (text, start, end) => (barred.test(text.slice(start, start + 2)) ? undefined : { start, end }),
});

function twoLetters(text: string, start: number, end: number, from: number, { digits }: Landmarks, at: number): number {
  if (!goesOn(digits, at, end - start)) return -1;
  const first = start - (isLetter(unitAt(text, start - 1)) ? 2 : 3);
  if (first < from || isAlphanumeric(unitAt(text, first - 1))) return -1;
  return isLetter(unitAt(text, first)) && isLetter(unitAt(text, first + 1)) ? first : -1;
}

/** Whether six digits stand there in pairs, some of them joined. */
function goesOn(digits: Runs, at: number, length: number): boolean {
  if (length === 6) return true;
  return length === 4 ? digits.goesOn(at, [2]) : digits.goesOn(at, [4]) || digits.goesOn(at, [2, 2]);
}
