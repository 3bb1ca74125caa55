import { isLuhn } from './checksums.ts';
import { contextWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

/** Surname, name, year, month, day (women's counted up by 40), municipality, control. Digits may be letters where two people would have the same code (omocodia). */
const digit = '[0-9LMNP-V]';
const fiscalStructure = new RegExp(`^[A-Z]{6}${digit}{2}[ABCDEHLMPRST]${digit}{2}[A-Z]${digit}{3}[A-Z]$`);
const omocodia = 'LMNPQRSTUV';

function isDay(value: string): boolean {
  const digits = value.slice(9, 11).replace(/[A-Z]/g, (letter) => String(omocodia.indexOf(letter)));
  const day = Number(digits) % 40;
  return day <= 31 && Number(digits) <= 71;
}

/**
 * Fiscal codes of persons. Nothing else looks like one, and a misspelt code still tells the birthday and the place of birth, so the control character is not
 * asked for. Source: Decreto ministeriale 23 dicembre 1976; Agenzia delle Entrate, "Codice fiscale: come si calcola".
 */
const fiscalCode: Identifier = {
  type: 'IT_FISCAL_CODE',
  kind: 'code',
  forms: { 16: 'nothing' },
  words: contextWords('codice fiscale', 'cod\\.? fisc\\.?', 'c\\.?f\\.?', 'fiscal code', 'tax code'),
  valid: (value) => fiscalStructure.test(value) && isDay(value),
};

/** Offices of the provinces, and those for foreigners and for groups. */
function isOffice(office: number): boolean {
  return (office >= 1 && office <= 100) || office === 120 || office === 121 || office === 888 || office === 999;
}

const vatWords = contextWords('p(?:artita)?\\.? iva', 'piva', 'vat', 'iva', 'codice fiscale');

function isVatNumber(value: string): boolean {
  return value.slice(0, 7) !== '0000000' && isOffice(Number(value.slice(7, 10))) && isLuhn(value);
}

/** VAT numbers (partita IVA): seven digits, the office, a Luhn digit. Source: DPR 633/1972, art. 35; Agenzia delle Entrate. */
const vat: Identifier = {
  type: 'IT_VAT_CODE',
  kind: 'digits',
  forms: { 11: 'line' },
  words: vatWords,
  valid: isVatNumber,
};

const vatWithCountry: Identifier = {
  type: 'IT_VAT_CODE',
  kind: 'code',
  forms: { 13: 'nothing' },
  words: vatWords,
  valid: (value) => /^IT\d{11}$/.test(value) && isVatNumber(value.slice(2)),
};

/** Passports: two letters and seven digits, without a check digit. Source: PRADO, "ITA-AO". */
const passport: Identifier = {
  type: 'IT_PASSPORT',
  kind: 'code',
  forms: { 9: 'words', '2 7': 'words' },
  words: contextWords('passaporto', 'passport'),
  valid: (value) => /^[A-Z]{2}\d{7}$/.test(value),
};

export const italian: readonly Identifier[] = [fiscalCode, vat, vatWithCountry, passport];
