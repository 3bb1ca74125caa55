import { isAlphanumeric, isLetter } from '../ascii-class.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { beforeDigits } from '../starts.ts';

const gap = chars(' \\-', 0, 1);
const barred = /^(?:BG|GB|KN|NK|NT|TN|ZZ)/i;

/** National Insurance numbers: two letters (not D, F, I, Q, U, V; no O in second place; some pairs barred), six digits, A to D. Source: HMRC manual NIM39110. */
export const ukNino = patternDetector({
  name: 'uk-nino',
  type: 'UK_NATIONAL_INSURANCE_NUMBER',
  ignoreCase: true,
  starts: beforeDigits({
    lengths: lengthBits(2, 4, 6),
    after: 'A-Za-z \\-',
    next: 'A-Da-d \\-',
    letters: 2,
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

function twoLetters(text: string, start: number, _end: number, from: number): number {
  const first = start - (isLetter(text.charCodeAt(start - 1)) ? 2 : 3);
  if (first < from || isAlphanumeric(text.charCodeAt(first - 1))) return -1;
  return isLetter(text.charCodeAt(first)) && isLetter(text.charCodeAt(first + 1)) ? first : -1;
}
