import { isVerhoeff } from './checksums.ts';
import { contextWords, identityWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

/** National Identification Numbers: eleven digits, the last Verhoeff's check. Source: NIMC, "About the NIN" (NIMC Act 2007). */
const identificationNumber: Identifier = {
  type: 'NG_NIN',
  kind: 'digits',
  forms: { 11: 'line', '4 3 4': 'line', '4-3-4': 'line' },
  words: contextWords('nin', 'nimc', 'national identification', ...identityWords),
  valid: (value) => !/^(\d)\1+$/.test(value) && isVerhoeff(value),
};

export const nigerian: readonly Identifier[] = [identificationNumber];
