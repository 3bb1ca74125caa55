import { beforeDigits } from '../before-digits.ts';
import { contextLength, precededBy } from '../context.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const contextWords = /\b(?:passport|travel document)s?\b[^\n]{0,28}$/i;

/** United States passport numbers: nine digits, or a letter and eight (Next Generation Passport; US Department of State), after words such as "passport". */
export const usPassportNumber = patternDetector({
  name: 'us-passport-number',
  type: 'US_PASSPORT_NUMBER',
  starts: beforeDigits({ digits: 8, letters: { members: /[A-Za-z]/, min: 0, max: 1 } }),
  pattern: seq(start('A-Za-z0-9', 'A-Za-z0-9.\\-'), chars('0-9', 8), notBefore('A-Za-z0-9\\-')),
  check: (text, start, end) => (precededBy(text, start, contextWords) ? { start, end } : undefined),
  lookBehind: contextLength,
});
