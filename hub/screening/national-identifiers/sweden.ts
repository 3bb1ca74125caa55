import { isDate, twoDigits } from './calendar.ts';
import { isLuhn } from './checksums.ts';
import { contextWords, identityWords } from './context-words.ts';
import type { Identifier } from './identifier.ts';

/** Coordination numbers, for people who are not registered as residents, count the day up by 60. */
const coordination = 60;

function isPersonNumber(value: string): boolean {
  const year = value.length === 12 ? Number(value.slice(0, 4)) : twoDigits(value, 0);
  const short = value.slice(-10);
  if (value.length === 12 && (year < 1890 || year > 2099)) return false;
  const day = twoDigits(short, 4);
  return isDate(year, twoDigits(short, 2), day > coordination ? day - coordination : day) && isLuhn(short);
}

/** Personal identity numbers: birthday, three digits, a Luhn digit over ten. Source: Folkbokföringslag (1991:481) § 18; Skatteverket SKV 704. */
const personNumber: Identifier = {
  type: 'SE_PERSONNUMMER',
  kind: 'digits',
  forms: {
    '6-4': 'nothing',
    '6+4': 'nothing',
    '8-4': 'nothing',
    12: 'nothing',
    10: 'line',
    '6 4': 'line',
    '8 4': 'line',
  },
  words: contextWords(
    'person-?(?:nummer|nr)[a-z]*',
    'pnr',
    'samordnings-?(?:nummer|nr)[a-z]*',
    'personal (?:identity )?number',
    ...identityWords,
  ),
  valid: isPersonNumber,
};

/** Organization numbers: the group, two as the third digit at least (so that it is no month), a Luhn digit. Source: Lag (1974:174) om identitetsbeteckning; Skatteverket SKV 709. */
const organizationNumber: Identifier = {
  type: 'SE_ORGANISATIONSNUMMER',
  kind: 'digits',
  forms: { '6-4': 'nothing', 10: 'line', 12: 'line', '8-4': 'line', '6 4': 'line' },
  words: contextWords(
    'org(?:anisations)?\\.?-?(?:nummer|nr)[a-z]*',
    'company (?:identity|registration)(?: code| number)?',
    'f[oö]retag[a-z]*',
    'organi[sz]ation number',
  ),
  valid: (value) => /^(?:16)?[1-9]\d[2-9]\d{7}$/.test(value) && isLuhn(value.slice(-10)),
};

export const swedish: readonly Identifier[] = [personNumber, organizationNumber];
