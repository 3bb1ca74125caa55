import { isDate, twoDigits } from './calendar.ts';
import { digitAt, weightedSum } from './checksums.ts';
import { contextWords, identityWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

/** The month is counted up by 20 for each century after the 1900s, and by 80 for the 1800s. */
const centuries = [1900, 2000, 2100, 2200, 1800];

function isBirthday(value: string): boolean {
  const month = twoDigits(value, 2);
  const year = (centuries[Math.floor(month / 20)] ?? 0) + twoDigits(value, 0);
  return isDate(year, month % 20, twoDigits(value, 4));
}

/** PESEL numbers: birthday, serial with the sex, check digit. Source: Ustawa o ewidencji ludności (2010), art. 15; gov.pl, "Czym jest numer PESEL". */
const pesel: Identifier = {
  type: 'PL_PESEL',
  kind: 'digits',
  forms: { 11: 'line' },
  words: contextWords('pesel', 'numer ewidencyjny', ...identityWords),
  valid: (value) => isBirthday(value) && (10 - (weightedSum(value, weights) % 10)) % 10 === digitAt(value, 10),
};

export const polish: readonly Identifier[] = [pesel];
