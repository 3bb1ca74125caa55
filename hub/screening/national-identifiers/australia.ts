import { digitAt, weightedSum } from './checksums.ts';
import { contextWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

const abnWeights = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
const acnWeights = [8, 7, 6, 5, 4, 3, 2, 1];
const tfnWeights = [1, 4, 3, 7, 5, 8, 6, 9, 10];
const oldTfnWeights = [10, 7, 8, 4, 6, 3, 5, 1];
const medicareWeights = [1, 3, 7, 9, 1, 3, 7, 9];

const companyWords = ['abn', 'acn', 'arbn', 'business number', 'company number', 'pty', 'asic'] as const;

/** Australian Business Numbers: eleven digits; one less in first place, weighted, they make a multiple of 89. Source: Australian Business Register, "Format of the ABN". */
const abn: Identifier = {
  type: 'AU_ABN',
  kind: 'digits',
  forms: { '2 3 3 3': 'nothing', '2-3-3-3': 'nothing', 11: 'nothing' },
  words: contextWords(...companyWords),
  valid: (value) => value[0] !== '0' && (weightedSum(value, abnWeights) - 10) % 89 === 0,
};

/** Australian Company Numbers: nine digits, the last the complement of a weighted sum modulo 10. Source: ASIC, "Australian Company Number digit check". */
const acn: Identifier = {
  type: 'AU_ACN',
  kind: 'digits',
  forms: { '3 3 3': 'line', '3-3-3': 'line', 9: 'line' },
  words: contextWords(...companyWords),
  valid: (value) => (10 - (weightedSum(value, acnWeights) % 10)) % 10 === digitAt(value, 8),
};

/** Tax File Numbers: nine digits (eight in old ones), weighted a multiple of 11. Source: ATO, "TFN algorithm" of the software developers' site. */
const tfn: Identifier = {
  type: 'AU_TFN',
  kind: 'digits',
  forms: { '3 3 3': 'line', '3-3-3': 'line', 9: 'line', '3 3 2': 'words', 8: 'words' },
  words: contextWords('tfn', 'tax file', 'tax (?:number|no)', 'ato'),
  valid: (value) =>
    !/^(\d)\1+$/.test(value) && weightedSum(value, value.length === 9 ? tfnWeights : oldTfnWeights) % 11 === 0,
};

/**
 * Medicare card numbers: 2 to 6, seven digits more, a check digit and the number of the card's issue; then perhaps the person's own digit.
 * Source: Australian Digital Health Agency and METEOR identifier 270101, "Medicare card number".
 */
const medicare: Identifier = {
  type: 'AU_MEDICARE',
  kind: 'digits',
  forms: {
    '4 5 1': 'nothing',
    '4-5-1': 'nothing',
    '4 5 1/1': 'nothing',
    '4 5 1 1': 'nothing',
    10: 'line',
    '10/1': 'line',
    11: 'words',
  },
  words: contextWords('medicare'),
  valid: (value) => /^[2-6].{8}[1-9]/.test(value) && weightedSum(value, medicareWeights) % 10 === digitAt(value, 8),
};

export const australian: readonly Identifier[] = [abn, acn, tfn, medicare];
