import { crossSum, digitAt, weightedSum } from './checksums.ts';
import { contextWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

/** A letter as the two digits of its place in the alphabet. */
function letterAsDigits(letter: string): string {
  return String(letter.charCodeAt(0) - 64).padStart(2, '0');
}

const insuranceWeights = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2];

/** Health insurance numbers (KVNR): a letter, eight digits, a check digit over all of them. Source: § 290 SGB V; GKV-Spitzenverband, "Richtlinie zum Aufbau der Krankenversichertennummer". */
const healthInsurance: Identifier = {
  type: 'DE_HEALTH_INSURANCE',
  kind: 'code',
  forms: { 10: 'line' },
  words: contextWords(
    'kvnr',
    'kv-?(?:nummer|nr)',
    'kranken[a-z]*',
    'versicherten-?[a-z]*',
    'gesundheitskarte',
    'egk',
    'health insurance',
    'insurance (?:number|no)',
  ),
  valid: (value) =>
    /^[A-Z]\d{9}$/.test(value) &&
    crossSum(letterAsDigits(value) + value.slice(1), insuranceWeights) % 10 === digitAt(value, 9),
};

const pensionWeights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];

/**
 * Pension insurance numbers: area, date of birth, the initial of the name at birth, serial number, check digit. A day is counted up by 32 where the serial numbers
 * of a birthday are used up, and unknown days and months are 00. Source: § 2 VKVV; Deutsche Rentenversicherung, "Versicherungsnummer".
 */
const pensionInsurance: Identifier = {
  type: 'DE_SOCIAL_SECURITY',
  kind: 'code',
  forms: { 12: 'nothing', '2 6 1 3': 'nothing', '8 1 3': 'nothing', '2-6-1-3': 'nothing' },
  words: contextWords('sozialversicherung[a-z]*', 'rentenversicherung[a-z]*', 'rvnr', 'svnr', 'sv-?(?:nummer|nr)'),
  valid(value) {
    const [, day = '', month = '', initial = ''] = /^\d\d(\d\d)(\d\d)\d\d([A-Z])\d{3}$/.exec(value) ?? [];
    if (initial === '' || Number(day) > 63 || Number(month) > 12) return false;
    const digits = value.slice(0, 8) + letterAsDigits(initial) + value.slice(9);
    return crossSum(digits, pensionWeights) % 10 === digitAt(value, 11);
  },
};

const physicianWeights = [4, 9, 4, 9, 4, 9];

/** Physicians' lifetime numbers: six digits, a check digit with weights 4 and 9, and two digits of the specialty. Source: KBV, "Arztnummern-Richtlinie" (§ 75 Abs. 7 SGB V). */
const physicianNumber: Identifier = {
  type: 'DE_LANR',
  kind: 'digits',
  forms: { 9: 'line', '7 2': 'line', '7-2': 'line', '7/2': 'line' },
  words: contextWords('lanr', '(?:lebenslange )?arzt-?(?:nummer|nr)', 'arzt', '[aä]rztin', 'physician'),
  valid: (value) =>
    !value.endsWith('00') && (10 - (weightedSum(value, physicianWeights) % 10)) % 10 === digitAt(value, 6),
};

/** Areas of the associations of statutory health insurance physicians, and the numbers of hospitals and other places. */
const areas = /^(?:0[1-3]|17|20|3[58]|4[67]|5[0-2]|6[0-9]|7[1-8]|8[138]|9[38])/;

/** Places of practice (Betriebsstättennummer): the area and seven digits, without a check digit. Source: KBV, "Richtlinie zur Vergabe der Arzt-, Betriebsstätten-, Praxisnetz- und Netzverbundnummern". */
const practiceNumber: Identifier = {
  type: 'DE_BSNR',
  kind: 'digits',
  forms: { 9: 'line' },
  words: contextWords('bsnr', 'n?bsnr', 'betriebsst[aä]tten?-?[a-z]*', 'praxis', 'practice'),
  valid: (value) => areas.test(value) && !/^..0{7}/.test(value),
};

export const germanHealth: readonly Identifier[] = [healthInsurance, pensionInsurance, physicianNumber, practiceNumber];
