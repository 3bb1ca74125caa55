import { contextWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

const passportWords = contextWords('passport');
const passportForms = { 9: 'words', '3 3 3': 'words' } as const;

/** Passports: nine digits, or two letters and seven digits in the newest; no check digit on the page. Source: HM Passport Office; PRADO, "GBR-AO". */
const passport: readonly Identifier[] = [
  { type: 'UK_PASSPORT', kind: 'digits', forms: passportForms, words: passportWords, valid: () => true },
  {
    type: 'UK_PASSPORT',
    kind: 'code',
    forms: { 9: 'words' },
    words: passportWords,
    valid: (value) => /^[A-Z]{2}\d{7}$/.test(value),
  },
];

/** Postcode areas, those of the crown dependencies and the forces included. */
const areas = new Set(
  (
    'AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR ' +
    'HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM ' +
    'SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE'
  ).split(' '),
);

/** Area, district, sector and unit; the unit has none of C, I, K, M, O, V. GIR 0AA was a bank's own. */
const structure = /^([A-Z]{1,2})\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}$/;

/** Postcodes. Source: Royal Mail, PAF Programmers' Guide; BS 7666. */
const postcode: Identifier = {
  type: 'UK_POSTCODE',
  kind: 'code',
  forms: { '2 3': 'nothing', '3 3': 'nothing', '4 3': 'nothing', 5: 'line', 6: 'line', 7: 'line' },
  words: contextWords('post code', 'address', 'zip'),
  valid: (value) => value === 'GIR0AA' || areas.has(structure.exec(value)?.[1] ?? ''),
};

export const british: readonly Identifier[] = [...passport, postcode];
