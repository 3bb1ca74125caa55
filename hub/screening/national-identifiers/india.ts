import { isVerhoeff } from './checksums.ts';
import { contextWords, identityWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

/** Aadhaar numbers: twelve digits, the first 2 to 9, the last Verhoeff's check; no palindromes. Source: UIDAI, "Aadhaar number" (Regulation 2(1)) and its numbering paper. */
const aadhaar: Identifier = {
  type: 'IN_AADHAAR',
  kind: 'digits',
  forms: { '4 4 4': 'nothing', '4-4-4': 'nothing', '4:4:4': 'nothing', 12: 'line' },
  words: contextWords('aadhaar', 'aadhar', 'adhaar', 'uidai', 'uid', ...identityWords),
  valid: (value) => value > '2' && isVerhoeff(value) && value.slice(0, 6) !== [...value.slice(6)].reverse().join(''),
};

/** The fourth letter is the kind of holder: person, company, firm, trust, government and so on. */
const accountNumber = /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/;

/** Permanent Account Numbers: five letters, the fourth of them the kind of holder, four digits, a letter. Source: Income Tax Department, "PAN: Structure". */
const pan: Identifier = {
  type: 'IN_PAN',
  kind: 'code',
  forms: { 10: 'nothing' },
  words: contextWords('pan', 'permanent account'),
  valid: (value) => accountNumber.test(value) && value.slice(5, 9) !== '0000',
};

/** After "PAN" a kind of holder that is not in the table counts, too. */
const declaredPan: Identifier = {
  ...pan,
  forms: { 10: 'words' },
  valid: (value) => /^[A-Z]{5}\d{4}[A-Z]$/.test(value),
};

/** States and union territories, other territory, centre jurisdiction. */
const states = /^(?:0[1-9]|[12]\d|3[0-7]|9[679])/;

/**
 * Tax numbers of businesses (GSTIN): state, PAN, number of the registration, Z (or the kind of registration), check character. The structure alone is like nothing
 * else, and a misspelt one still holds the PAN, so the check character is not asked for. Source: CBIC, CGST Rules 2017, rule 10; GSTN, "GSTIN format".
 */
const gstin: Identifier = {
  type: 'IN_GSTIN',
  kind: 'code',
  forms: { 15: 'nothing' },
  words: contextWords('gst', 'gstin'),
  valid: (value) => states.test(value) && /^\d\d[A-Z]{5}\d{4}[A-Z][1-9A-Z][Z1-9A-J][0-9A-Z]$/.test(value),
};

/** Passports: a letter and seven digits, neither the first nor the last of them 0. Source: Ministry of External Affairs, passport specimen (ICAO PKD). */
const passport: Identifier = {
  type: 'IN_PASSPORT',
  kind: 'code',
  forms: { 8: 'words', '1 7': 'words', '3 5': 'words' },
  words: contextWords('passport'),
  valid: (value) => /^[A-PR-WY][1-9]\d{5}[1-9]$/.test(value),
};

export const indian: readonly Identifier[] = [aadhaar, pan, declaredPan, gstin, passport];
