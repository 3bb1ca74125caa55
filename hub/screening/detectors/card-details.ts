import { contextLength, mayFollowWords, precededBy } from '../context.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits, lengthsBetween } from '../runs.ts';
import { atDigits } from '../starts.ts';

const pinWords = /\bpin(?:[ -]?(?:code|number|no\.?))?["']?[ \t]{0,2}(?:is|[:=#])?[ \t]{0,3}["']?$/i;
const cvvWords =
  /\b(?:cvv2?|cvc2?|csc|card (?:security|verification) (?:code|value)|security code)["']?[ \t]{0,2}(?:is|[:=#])?[ \t]{0,3}["']?$/i;
/** How these words end, and "is"; and what may stand behind them. */
const cvvEndings = ['vv', 'v2', 'vc', 'c2', 'sc', 'de', 'ue', 'is'];
const cvvLasts = 'cesvCESV2';
const cvvConnectors = ' \\t"\':=#';
const mayFollowCvv = mayFollowWords(cvvConnectors, cvvEndings);
const expiryWords =
  /\b(?:exp(?:ir(?:y|es|ation))?(?: date)?|valid (?:thru|until|to)|good thru)\.?["']?[ \t]{0,2}(?:is|on|[:=])?[ \t]{0,3}["']?$/i;

/** No digit stands between a telling word and the number. */
const shortestWord = 3;

/** Personal identification numbers: four to six digits right after "PIN". */
export const pin = patternDetector({
  name: 'pin',
  type: 'PIN',
  starts: atDigits({
    lengths: lengthsBetween(4, 6),
    notAfter: '0-9.,',
    room: shortestWord,
  }),
  pattern: seq(start('0-9', '0-9.,'), chars('0-9', 3, 5), notBefore('0-9')),
  check: (text, start, end) => (precededBy(text, start, pinWords) ? { start, end } : undefined),
  lookBehind: contextLength,
});

/** Card verification values: three or four digits right after "CVV" and its kin. */
export const cardVerificationValue = patternDetector({
  name: 'card-verification-value',
  type: 'CREDIT_DEBIT_CARD_CVV',
  starts: atDigits({
    lengths: lengthBits(3, 4),
    after: cvvConnectors + cvvLasts,
    holds: (text, start) => mayFollowCvv(text, start),
  }),
  pattern: seq(start('0-9', '0-9.,'), chars('0-9', 2, 3), notBefore('0-9')),
  check: (text, start, end) => (precededBy(text, start, cvvWords) ? { start, end } : undefined),
  lookBehind: contextLength,
});

/** Card expiry dates: month and year right after "expires" and its kin. */
export const cardExpiry = patternDetector({
  name: 'card-expiry',
  type: 'CREDIT_DEBIT_CARD_EXPIRY',
  starts: atDigits({
    lengths: lengthBits(2),
    notAfter: '0-9/',
    first: '01',
    next: '/\\-',
    room: shortestWord,
  }),
  pattern: seq(start('01', '0-9/'), chars('0-9'), chars('/\\-'), chars('0-9', 2, 4), notBefore('0-9/')),
  check: (text, start, end) => (precededBy(text, start, expiryWords) ? { start, end } : undefined),
  lookBehind: contextLength,
});
