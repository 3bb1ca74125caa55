import { contextLength, precededBy } from '../context.ts';
import { nextLongRun } from '../long-run.ts';
import { chars, notBefore, optional, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

/** ISO 3166-1 alpha-2, and XK as SWIFT uses it. */
const countries = new Set(
  (
    'AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CY CZ ' +
    'DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GG GH GI GL GM GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT ' +
    'JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MS MT MU MV MW MX MY MZ NA NC ' +
    'NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SY SZ TC TD TG TH ' +
    'TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WS XK YE ZA ZM ZW'
  ).split(' '),
);

const contextWords = /\b(?:swift|bic|bank|iban|wire)\b[^\n]{0,24}$/i;

/** SWIFT/BIC codes (ISO 9362). Eight or eleven capital letters are also plain words, so all letters count only after a word such as "BIC". */
export const swiftCode = patternDetector({
  name: 'swift-code',
  type: 'SWIFT_CODE',
  alphabet: 'A-Z0-9',
  starts: { next: nextLongRun('A-Z', 6) },
  pattern: seq(
    start('A-Z', 'A-Za-z0-9_'),
    chars('A-Z', 5),
    chars('A-Z0-9', 2),
    optional(chars('A-Z0-9', 3)),
    notBefore('A-Za-z0-9_'),
  ),
  check(text, start, end) {
    const code = text.slice(start, end);
    if (!countries.has(code.slice(4, 6))) return undefined;
    const telling = /\d/.test(code) || code.endsWith('XXX') || precededBy(text, start, contextWords);
    return telling ? { start, end } : undefined;
  },
  lookBehind: contextLength,
});
