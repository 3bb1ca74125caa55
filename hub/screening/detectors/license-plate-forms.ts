import { chars, type Pattern, seq, start } from '../pattern.ts';

/** How the plates of a country are written. */
export interface PlateForm {
  readonly pattern: Pattern;
  /** What the form demands beyond the pattern; `plate` in capitals. Default: nothing. */
  readonly isPlate?: (plate: string) => boolean;
  /** Whether the form alone says that it is a plate; otherwise a word must stand before it, or it must stand alone. Default: it does not. */
  readonly isTelling?: (plate: string) => boolean;
}

const gap = chars(' \\-', 0, 1);
const glued = 'A-Za-z0-9';
/** Words that follow a code as often as they end a plate. */
const words = /^[A-Z]{2}\d{2} (?:THE|AND|FOR|PER|NOT|WAS|ARE|BUT|ALL|HAS|HRS|NEW|CAN|DAY)$/;

/**
 * Great Britain, since 2001: area (no I, Q, Z), age identifier (02 to 29 from March, 51 to 79 from September), three letters (no I, Q). Source: DVLA, INF104.
 */
const britain: PlateForm = {
  pattern: seq(
    start('A-HJ-PR-Ya-hj-pr-y', glued),
    chars('A-HJ-PR-Ya-hj-pr-y'),
    chars('0-9', 2),
    chars(' ', 0, 1),
    chars('A-HJ-PR-Za-hj-pr-z', 3),
  ),
  isPlate: (plate) => /^..(?:0[2-9]|[12]\d|5[1-9]|[67]\d)/.test(plate),
  isTelling: (plate) => !words.test(plate),
};

/** Great Britain, 1983 to 2001: a year letter before the number (`A123 BCD`). Source: DVLA, INF104. */
const britainPrefix: PlateForm = {
  pattern: seq(start('A-HJ-NPR-TV-Y', glued), chars('0-9', 1, 3), chars(' ', 0, 1), chars('A-HJ-PR-Z', 3)),
};

/** Great Britain, 1963 to 1983: the year letter after the number (`ABC 123D`). */
const britainSuffix: PlateForm = {
  pattern: seq(
    start('A-HJ-PR-Y', glued),
    chars('A-HJ-PR-Y', 2),
    chars(' ', 0, 1),
    chars('0-9', 1, 3),
    chars('A-HJ-NPR-TV-Y'),
  ),
};

const indianStates = new Set(
  (
    'AN AP AR AS BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TN TR TS TG UA ' +
    'UK UP WB'
  ).split(' '),
);

/** India: state, district, series, four digits. Source: Central Motor Vehicles Rules 1989, rule 50. */
const india: PlateForm = {
  pattern: seq(
    start('A-Z', glued),
    chars('A-Z'),
    gap,
    chars('0-9', 1, 2),
    gap,
    chars('A-Z', 1, 3),
    gap,
    chars('0-9', 4),
  ),
  isPlate: (plate) => indianStates.has(plate.slice(0, 2)),
  isTelling: () => true,
};

/** Nigeria: local government code, three digits, two letters. Source: Federal Road Safety Corps, National Vehicle Identification Scheme. */
const nigeria: PlateForm = {
  pattern: seq(start('A-Z', glued), chars('A-Z', 2), gap, chars('0-9', 3), gap, chars('A-Z', 2)),
  isTelling: (plate) => /^[A-Z]{3}-\d{3}/.test(plate),
};

/** Germany: district, one or two letters, one to four digits, H (historic) or E (electric). Source: Fahrzeug-Zulassungsverordnung, section 9. */
const germany: PlateForm = {
  pattern: seq(
    start('A-Z\u00c4\u00d6\u00dc', `${glued}\\-`),
    chars('A-Z\u00c4\u00d6\u00dc', 0, 2),
    chars(' \\-'),
    chars('A-Z', 1, 2),
    gap,
    chars('1-9'),
    chars('0-9', 0, 3),
    chars('HE', 0, 1),
  ),
  isPlate: (plate) => plate.replace(/[ -]/g, '').length <= 9,
};

/** France since 2009, Italy since 1994: two letters, three digits, two letters; French dashes tell. Source: arrêté du 9 février 2009; DPR 495/1992. */
const franceItaly: PlateForm = {
  pattern: seq(
    start('A-HJ-NP-TV-Z', `${glued}\\-`),
    chars('A-HJ-NP-TV-Z'),
    gap,
    chars('0-9', 3),
    gap,
    chars('A-HJ-NP-TV-Z', 2),
  ),
  isTelling: (plate) => /^..-\d{3}-/.test(plate),
};

/** Plates that begin with letters, which digits follow. */
export const lettersFirst: readonly PlateForm[] = [
  india,
  britain,
  franceItaly,
  nigeria,
  germany,
  britainPrefix,
  britainSuffix,
];

/** Months and units that stand between two numbers in dates and measures. */
const notSeries =
  /^\d\d ?(?:AM|PM|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|OF|TO|KM|CM|MM|KG|LB|MB|GB|TB|HZ|EUR|USD|GBP|TRY|TL) ?\d/;

/** Turkey: province 01 to 81, one to three letters (no Q, W, X), and as many digits as go with them. Source: Karayolları Trafik Yönetmeliği, md. 55. */
const turkey: PlateForm = {
  pattern: seq(start('0-8', `${glued}.,\\-/`), chars('0-9'), gap, chars('A-PR-VYZ', 1, 3), gap, chars('0-9', 2, 5)),
  isPlate(plate) {
    const [, province, letters = '', digits = ''] = /^(\d\d)[ -]?([A-Z]+)[ -]?(\d+)$/.exec(plate) ?? [];
    const fits = letters.length === 1 ? digits.length >= 4 : digits.length <= 4;
    return fits && Number(province) >= 1 && Number(province) <= 81 && !notSeries.test(plate);
  },
};

/** India's Bharat series: year, BH, four digits, one or two letters. Source: Central Motor Vehicles (Twentieth Amendment) Rules 2021. */
const bharat: PlateForm = {
  pattern: seq(
    start('2-9', `${glued}.,\\-/`),
    chars('0-9'),
    gap,
    chars('B'),
    chars('H'),
    gap,
    chars('0-9', 4),
    gap,
    chars('A-HJ-NP-Z', 1, 2),
  ),
  isTelling: () => true,
};

/** Plates that begin with two digits and letters. */
export const digitsFirst: readonly PlateForm[] = [bharat, turkey];
