import { digitAt, isLuhn, weightedSum } from './checksums.ts';
import { contextWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

const letter = '[AC-HJKMNP-RT-Y]';
const either = '[0-9AC-HJKMNP-RT-Y]';
const beneficiary = new RegExp(`^[1-9]${letter}${either}\\d${letter}${either}\\d${letter}{2}\\d\\d$`);

/** Medicare Beneficiary Identifiers: eleven characters, each place with its own class, without S, L, O, I, B, Z. Source: CMS, "Understanding the MBI format". */
const mbi: Identifier = {
  type: 'US_MBI',
  kind: 'code',
  forms: { 11: 'nothing', '4-3-4': 'nothing', '4 3 4': 'nothing' },
  words: contextWords('mbi', 'medicare'),
  valid: (value) => beneficiary.test(value),
};

/** National Provider Identifiers: ten digits, the first 1 or 2, Luhn after the prefix 80840. Source: CMS, "Requirements for NPI and NPI check digit"; 45 CFR 162.406. */
const npi: Identifier = {
  type: 'US_NPI',
  kind: 'digits',
  forms: { '4 3 3': 'line', '4-3-3': 'line', 10: 'line' },
  words: contextWords('npi', 'provider', 'nppes', 'prescriber'),
  valid: (value) => /^[12]/.test(value) && !/^(?:\d)0{9}/.test(value) && isLuhn(`80840${value}`),
};

const deaWeights = [1, 2, 1, 2, 1, 2];

/** Registration of those who may prescribe controlled substances (DEA number): kind, initial, six digits, check digit. Source: 21 CFR 1301; DEA Diversion Control, "Registrant validation". */
const dea: Identifier = {
  type: 'US_MEDICAL_LICENSE',
  kind: 'code',
  forms: { 9: 'line', '2 7': 'line', '2-7': 'line' },
  words: contextWords(
    'dea',
    'licen[sc]e',
    'prescrib[a-z]*',
    'practitioner',
    'physician',
    'doctor',
    'dr',
    'certificate',
  ),
  valid: (value) =>
    /^[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}$/.test(value) &&
    weightedSum(value.slice(2), deaWeights) % 10 === digitAt(value, 8),
};

export const american: readonly Identifier[] = [mbi, npi, dea];
