import { isBirthDate } from './calendar.ts';
import { digitAt, weightedSum } from './checksums.ts';
import { contextWords, identityWords } from './context-words.ts';
import type { Evidence, Identifier } from './identifier.ts';

const registrationWeights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
const businessWeights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
const residentWords = contextWords('주민(?:등록)?(?:번호)?', 'rrn', 'resident registration', 'ssn', ...identityWords);
const foreignerWords = contextWords(
  '외국인(?:등록)?(?:번호)?',
  'frn',
  'foreign(?:er)?(?: resident)?(?: registration)?',
  'alien registration',
  'arc',
  ...identityWords,
);

/** Numbers given since October 2020 are random after the digit for sex and century, so a date of birth has to do where the hyphen shows the form. */
const checkedForms: Readonly<Record<string, Evidence>> = { '6-7': 'nothing', 13: 'nothing', '6 7': 'line' };
const uncheckedForms: Readonly<Record<string, Evidence>> = { '6-7': 'nothing', 13: 'line', '6 7': 'words' };

/** Birthday, then the sex and the century: 1 to 4 for Koreans, 5 to 8 for foreigners. */
function isDated(value: string, from: number, to: number): boolean {
  const sex = digitAt(value, 6);
  return sex >= from && sex <= to && isBirthDate(value);
}

/** The check digit of numbers up to 2020: 11 (foreigners: 13) less the weighted sum modulo 11. */
function isChecked(value: string, complement: number): boolean {
  return (complement - (weightedSum(value, registrationWeights) % 11)) % 10 === digitAt(value, 12);
}

/** Resident registration numbers. Source: Resident Registration Act and its Enforcement Rule, art. 2; Ministry of the Interior and Safety. */
const resident: readonly Identifier[] = [
  {
    type: 'KR_RRN',
    kind: 'digits',
    forms: checkedForms,
    words: residentWords,
    valid: (value) => isDated(value, 1, 4) && isChecked(value, 11),
  },
  {
    type: 'KR_RRN',
    kind: 'digits',
    forms: uncheckedForms,
    words: residentWords,
    valid: (value) => isDated(value, 1, 4),
  },
];

/** Foreigners' registration numbers. Source: Immigration Act, art. 31-5, and its Enforcement Rule. */
const foreigner: readonly Identifier[] = [
  {
    type: 'KR_FRN',
    kind: 'digits',
    forms: checkedForms,
    words: foreignerWords,
    valid: (value) => isDated(value, 5, 8) && isChecked(value, 13),
  },
  {
    type: 'KR_FRN',
    kind: 'digits',
    forms: uncheckedForms,
    words: foreignerWords,
    valid: (value) => isDated(value, 5, 8),
  },
];

/** Business registration numbers: office, kind, serial and a check digit. Source: National Tax Service, "Business registration number structure". */
const business: Identifier = {
  type: 'KR_BRN',
  kind: 'digits',
  forms: { '3-2-5': 'nothing', 10: 'line', '3 2 5': 'line' },
  words: contextWords('사업자(?:등록)?(?:번호)?', 'brn', 'business registration', 'business (?:number|no)'),
  valid(value) {
    if (value < '1') return false;
    const sum = weightedSum(value, businessWeights) + Math.floor((digitAt(value, 8) * 5) / 10);
    return (10 - (sum % 10)) % 10 === digitAt(value, 9);
  },
};

const passportWords = contextWords('여권(?:번호)?', 'passport');

/** Passports: a letter of the kind, three digits, a letter, four digits; until 2021 eight digits. Source: Ministry of Foreign Affairs, "Next-generation e-passport". */
const passport: readonly Identifier[] = [
  {
    type: 'KR_PASSPORT',
    kind: 'code',
    forms: { 9: 'line' },
    words: passportWords,
    valid: (value) => /^[MSROD]\d{3}[A-Z]\d{4}$/.test(value),
  },
  {
    type: 'KR_PASSPORT',
    kind: 'code',
    forms: { 9: 'words', 10: 'words' },
    words: passportWords,
    valid: (value) => /^(?:[MSRODG]|PM|PS|PR|PO|PD)\d{8}$/.test(value),
  },
];

export const korean: readonly Identifier[] = [...resident, ...foreigner, business, ...passport];
