import { digitAt, weightedSum } from './checksums.ts';
import { contextWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

const weights = [9, 8, 7, 6, 5, 4, 3, 2];

/** Taxpayer Identification Numbers: eight digits, a check digit modulo 11, and perhaps a branch. Source: Bureau of Internal Revenue, "TIN"; OECD, TIN rules of the Philippines. */
const taxpayerNumber: Identifier = {
  type: 'PH_TIN',
  kind: 'digits',
  forms: {
    '3-3-3-3': 'nothing',
    '3-3-3-5': 'nothing',
    '3-3-3': 'line',
    '3 3 3 3': 'words',
    '3 3 3': 'words',
    12: 'line',
    9: 'line',
    14: 'words',
  },
  words: contextWords('tin', 'bir', 'tax(?:payer)?(?: id| identification)?'),
  valid: (value) => !value.startsWith('000000000') && weightedSum(value, weights) % 11 === digitAt(value, 8),
};

export const philippine: readonly Identifier[] = [taxpayerNumber];
