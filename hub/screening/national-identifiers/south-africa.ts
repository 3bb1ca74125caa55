import { isBirthDate } from './calendar.ts';
import { isLuhn } from './checksums.ts';
import { contextWords, identityWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

/** Identity numbers: birthday, serial with the sex, citizen (0), resident (1) or refugee (2), a digit that is 8 or 9 today, Luhn. Source: Identification Act 68 of 1997; Department of Home Affairs. */
const identityNumber: Identifier = {
  type: 'ZA_ID_NUMBER',
  kind: 'digits',
  forms: { 13: 'nothing', '6 4 3': 'nothing', '6 4 2 1': 'nothing', '6 4 1 1 1': 'nothing', '6-4-3': 'nothing' },
  words: contextWords('rsa id', 'sa id', 'south african id', ...identityWords),
  valid: (value) => isBirthDate(value) && /^\d{10}[0-2]\d\d$/.test(value) && isLuhn(value),
};

export const southAfrican: readonly Identifier[] = [identityNumber];
