import { isMod11Mod10 } from './checksums.ts';
import { contextWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

/**
 * Tax identification numbers (Steuer-ID): eleven digits, the first not 0, ISO/IEC 7064 MOD 11,10; no digit more than three times among the first ten. That one digit
 * has to be repeated is not asked for: samples and tests ignore it, and the check digit decides. Source: BZSt, § 139b AO.
 */
const taxId: Identifier = {
  type: 'DE_TAX_ID',
  kind: 'digits',
  forms: { '2 3 3 3': 'line', '2/3/3/3': 'line', 11: 'line' },
  words: contextWords(
    'steuer-?(?:id|identifikation[a-z]*|ident[a-z-]*|nummer)',
    'steuerliche identifikation[a-z]*',
    'idnr',
    'identifikationsnummer',
    'tin',
    'tax (?:id|identification|number|no)',
  ),
  valid: (value) =>
    /^[1-9]/.test(value) && !/^(?=\d{0,6}(\d)(?:\d{0,6}\1){3}).{10}/.test(value.slice(0, 10)) && isMod11Mod10(value),
};

/** How all states' numbers are written in electronic returns: the state and its office, 0, district and serial. */
const electronic = /^(?:1[01]\d\d|2[1-46-8]\d\d|3[0-2]\d\d|4[01]\d\d|[59]\d{3})0\d{8}$/;

const taxNumberWords = contextWords('steuer-?(?:nummer|nr)', 'st\\.?-?nr', 'finanzamt', 'tax (?:number|no)');

/** Tax numbers (Steuernummer) of persons and firms. Their check digits differ by state and are not published for all. Source: ELSTER, "Prüfung der Steuernummern"; § 139 AO. */
const taxNumber: Identifier = {
  type: 'DE_TAX_NUMBER',
  kind: 'digits',
  forms: {
    '2/3/5': 'nothing',
    '3/3/5': 'nothing',
    '3/4/4': 'nothing',
    '5/5': 'line',
    '3 3 5': 'line',
    '2 3 5': 'line',
  },
  words: taxNumberWords,
  valid: (value) => !/^0+$/.test(value),
};

const electronicTaxNumber: Identifier = {
  type: 'DE_TAX_NUMBER',
  kind: 'digits',
  forms: { 13: 'line', 10: 'words', 11: 'words' },
  words: taxNumberWords,
  valid: (value) => value.length < 13 || electronic.test(value),
};

export const germanTax: readonly Identifier[] = [taxId, taxNumber, electronicTaxNumber];
