import { digitAt, weightedSum } from './checksums.ts';
import { contextWords, identityWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

const weights = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];

/** Codes of the provinces that issue numbers, after the digit of the kind of person. */
const kindAndProvince = /^[1-8](?:1[0-9]|2[0-7]|3[0-9]|4[0-9]|5[0-8]|6[0-7]|7[0-7]|8[0-6]|9[0-6])/;

/** National identity numbers, which are tax numbers, too: kind of person, province, district, serial, check digit modulo 11. Source: Department of Provincial Administration; Revenue Department, "TIN structure" (OECD). */
const identityNumber: Identifier = {
  type: 'TH_TNIN',
  kind: 'digits',
  forms: { '1-4-5-2-1': 'nothing', '1 4 5 2 1': 'nothing', 13: 'line' },
  words: contextWords(
    'เลขบัตรประชาชน',
    'เลขประจ[^ ]{1,3}ตัวประชาชน',
    'บัตรประชาชน',
    'เลขประจ[^ ]{1,3}ตัวผู้เสียภาษี',
    'tnin',
    'thai(?:land)?(?: national)?(?: identification| identity| id)?',
    'tax id',
    ...identityWords,
  ),
  valid: (value) =>
    kindAndProvince.test(value) && (11 - (weightedSum(value, weights) % 11)) % 10 === digitAt(value, 12),
};

export const thai: readonly Identifier[] = [identityNumber];
