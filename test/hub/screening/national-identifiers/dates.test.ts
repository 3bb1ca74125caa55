import { describe, expect, it } from 'vitest';
import { found } from './support/found.ts';

const dates: readonly (readonly [string, readonly string[]])[] = [
  ['due 2031-04-09.', ['2031-04-09']],
  ['at 2031-04-09T08:15:30.25Z sharp', ['2031-04-09T08:15:30.25Z']],
  ['at 2031-04-09T08:15-03:00', ['2031-04-09T08:15-03:00']],
  ['2031/04/09 and 09/04/2031 and 4/29/2031', ['2031/04/09', '09/04/2031', '4/29/2031']],
  ['4-29-31, 29/04/31', ['4-29-31', '29/04/31']],
  ['29.04.31 or 29.4.2031', ['29.04.31', '29.4.2031']],
  ['today is 9.4.31', ['9.4.31']],
  ['valid from 4/2031', ['4/2031']],
  ['9 April, 9th of April 2031, 09-Apr-31', ['9 April', '9th of April 2031', '09-Apr-31']],
  ['am 9. April 2031', ['9. April 2031']],
  ['el 9 de abril de 2031', ['9 de abril de 2031']],
  ['le 1 août 2031', ['1 août 2031']],
  ['April 9, Apr. 9, April 9th, 2031, April 2031', ['April 9', 'Apr. 9', 'April 9th, 2031', 'April 2031']],
  ['OCT-2031', ['OCT-2031']],
  ['on 3 May and May 3', ['3 May', 'May 3']],
  ['from 08:15 to 23:59:59', ['08:15', '23:59:59']],
  ['at 8:15 pm, 8 a.m, 12 PM', ['8:15 pm', '8 a.m', '12 PM']],
];

const others = [
  'on 2031-13-09, 2031-02-30, 32/01/2031, 30.02.2031',
  'version 9.4.31 and 1.2.2031.4',
  'file-2031-04-09 of x2031-04-09y',
  'a ratio of 4/5, 3-4 or 24/7',
  'verse 3:16 and 99:99 and 8:61',
  'rule 5 may apply; he will march 9 miles',
  'in 2031 and 1984',
  'April 31, April 99999, 32 April',
  '13 pm and 8 amps',
  'phone 555-01-2031-4',
  '192.168.1.20',
];

describe('dates and times', () => {
  for (const [text, expected] of dates) {
    it(`in "${text}"`, () => expect(found('DATE_TIME', text)).toEqual(expected));
  }
  for (const text of others) {
    it(`none in "${text}"`, () => expect(found('DATE_TIME', text)).toEqual([]));
  }
});
