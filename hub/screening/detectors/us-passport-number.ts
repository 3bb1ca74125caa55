import { isAlphanumeric, isLetter, unitAt } from '../ascii-class.ts';
import { contextLength, precededBy } from '../context.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { beforeDigits } from '../starts.ts';

const contextWords = /\b(?:passport|travel document)s?\b[^\n]{0,28}$/i;

/** United States passport numbers: nine digits, or a letter and eight (Next Generation Passport; US Department of State), after words such as "passport". */
export const usPassportNumber = patternDetector({
  name: 'us-passport-number',
  type: 'US_PASSPORT_NUMBER',
  starts: beforeDigits({ lengths: lengthBits(8, 9), after: '^0-9', room: 0, lead: 1, begin: firstOfNine }),
  pattern: seq(start('A-Za-z0-9', 'A-Za-z0-9.\\-'), chars('0-9', 8), notBefore('A-Za-z0-9\\-')),
  check: (text, start, end) => (precededBy(text, start, contextWords) ? { start, end } : undefined),
  lookBehind: contextLength,
});

function firstOfNine(text: string, start: number, end: number, from: number): number {
  const first = end - 9;
  if (first < from || isAlphanumeric(unitAt(text, first - 1))) return -1;
  return first === start || isLetter(unitAt(text, first)) ? first : -1;
}
