import { contextWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

const controlLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** The letter that belongs to a number of up to eight digits: its remainder modulo 23. */
function controlLetter(digits: string): string | undefined {
  return controlLetters[Number(digits) % 23];
}

function isPersonNumber(value: string): boolean {
  return /^\d{7,8}[A-Z]$/.test(value) && controlLetter(value.slice(0, -1)) === value.at(-1);
}

const taxWords = contextWords(
  'nif',
  'dni',
  'documento nacional(?: de identidad)?',
  'n[uú]mero de identificaci[oó]n',
  'cif',
  'fiscal',
);

/** Numbers of the identity document (DNI), which are the tax numbers (NIF) of Spaniards: eight digits and a control letter. Source: Ministerio del Interior, "Cálculo del dígito de control del NIF/NIE". */
const nif: Identifier = {
  type: 'ES_NIF',
  kind: 'code',
  forms: {
    9: 'nothing',
    '8-1': 'nothing',
    '8 1': 'line',
    '2.3.3-1': 'nothing',
    '2.3.3 1': 'line',
    8: 'line',
    '7-1': 'line',
  },
  words: taxWords,
  valid: isPersonNumber,
};

/** Tax numbers of children under 14 (K), Spaniards abroad (L) and foreigners without NIE (M). Source: Real Decreto 1065/2007, art. 19 and 20. */
const otherNif: Identifier = {
  type: 'ES_NIF',
  kind: 'code',
  forms: { 9: 'line', '8-1': 'line' },
  words: taxWords,
  valid: (value) => /^[KLM]\d{7}[A-Z]$/.test(value) && controlLetter(value.slice(1, 8)) === value.at(-1),
};

/** Foreigners' numbers (NIE): X, Y or Z (which count as 0, 1, 2), seven digits and the control letter of the NIF. Source: as above; Orden INT/2058/2008. */
const nie: Identifier = {
  type: 'ES_NIE',
  kind: 'code',
  forms: { 9: 'nothing', '8-1': 'nothing', '1-7-1': 'nothing', '8 1': 'line' },
  words: contextWords('nie', 'extranjer[oa]s?', 'n[uú]mero de identificaci[oó]n'),
  valid: (value) =>
    /^[XYZ]\d{7}[A-Z]$/.test(value) &&
    controlLetter('XYZ'.indexOf(value[0] ?? '') + value.slice(1, 8)) === value.at(-1),
};

/** Passports: three letters and six digits, without a check digit. Source: PRADO, "ESP-AO". */
const passport: Identifier = {
  type: 'ES_PASSPORT',
  kind: 'code',
  forms: { 9: 'words', '3-6': 'words' },
  words: contextWords('pasaporte', 'passport'),
  valid: (value) => /^[A-Z]{3}\d{6}$/.test(value),
};

export const spanish: readonly Identifier[] = [nif, otherNif, nie, passport];
