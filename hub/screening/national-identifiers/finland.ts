import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { atDigits } from '../starts.ts';
import { isDate } from './calendar.ts';

const controls = '0123456789ABCDEFHJKLMNPRSTUVWXY';
/** The separator tells the century; since 2023 several mean the same. */
const centuries: Readonly<Record<string, number>> = {
  '+': 1800,
  ...Object.fromEntries([...'-YXWVU'].map((separator) => [separator, 1900])),
  ...Object.fromEntries([...'ABCDEF'].map((separator) => [separator, 2000])),
};

/**
 * Personal identity codes (HETU): birthday, century, three digits, a control character modulo 31. The control is sure enough to find them even where
 * they are glued to a word. Source: Digital and Population Data Services Agency (DVV), "The personal identity code"; Government Decree 690/2022.
 */
export const finnishIdentityCode = patternDetector({
  name: 'finnish-identity-code',
  type: 'FI_PERSONAL_IDENTITY_CODE',
  ignoreCase: true,
  starts: atDigits({ lengths: lengthBits(6), notAfter: '0-9', first: '0-3', next: '\\-+A-FU-Ya-fu-y' }),
  pattern: seq(
    start('0-3', '0-9'),
    chars('0-9', 5),
    chars('\\-+A-FU-Y'),
    chars('0-9', 3),
    chars('0-9A-Y'),
    notBefore('A-Z0-9'),
  ),
  check(text, start, end) {
    const code = text.slice(start, end).toUpperCase();
    const [day, month, year] = [code.slice(0, 2), code.slice(2, 4), code.slice(4, 6)].map(Number);
    const century = centuries[code[6] ?? ''] ?? 0;
    if (!isDate(century + (year ?? 0), month ?? 0, day ?? 0) || Number(code.slice(7, 10)) < 2) return undefined;
    return controls[Number(code.slice(0, 6) + code.slice(7, 10)) % 31] === code[10] ? { start, end } : undefined;
  },
});
