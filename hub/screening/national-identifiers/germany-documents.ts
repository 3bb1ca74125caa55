import { icaoCheckDigit } from './checksums.ts';
import { contextWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

/** Letters of serial numbers: no vowels, so that no words come out. */
const serial = /^[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8,9}$/;

const idCardWords = contextWords('personal-?ausweis[a-z-]*', 'ausweis[a-z-]*', 'identity card', 'id card', 'german id');
const passportWords = contextWords('reise-?pass[a-z-]*', 'pass-?(?:nummer|nr)', 'passport');

/** The check digit holds: the tenth character over nine, or the ninth over eight as many forms ask for it. */
function isChecked(value: string): boolean {
  return serial.test(value) && icaoCheckDigit(value.slice(0, -1)) === value.at(-1);
}

/** A serial number as it is printed on the document, without its check digit. */
function isPrinted(value: string): boolean {
  return serial.test(value);
}

/** Letters among its digits set a printed number apart from the article numbers that begin with one letter. */
function isMixed(value: string): boolean {
  return serial.test(value) && /[A-Z]/.test(value.slice(1, 8));
}

/**
 * Serial numbers of identity cards and passports: an authority's or a document's letter, eight letters and digits, and in the machine-readable zone a check digit.
 * Source: Anlage zur PAuswV and PassV; BSI TR-03105; ICAO Doc 9303-5.
 */
function documentNumber(type: string, words: RegExp): readonly Identifier[] {
  return [
    { type, kind: 'code', forms: { 9: 'line', 10: 'line' }, words, valid: isChecked },
    { type, kind: 'code', forms: { 9: 'line' }, words, valid: isMixed },
    { type, kind: 'code', forms: { 9: 'words' }, words, valid: isPrinted },
  ];
}

export const germanDocuments: readonly Identifier[] = [
  ...documentNumber('DE_ID_CARD', idCardWords),
  ...documentNumber('DE_PASSPORT', passportWords),
];
