import { contextLength, precededBy } from '../context.ts';
import { chars, notBefore, repeat, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthsBetween } from '../runs.ts';
import { atDigits } from '../starts.ts';

/** "account number", "checking account", "acct #": an account alone may be one with any company. */
const contextWords =
  /\b(?:(?:bank|checking|chequing|savings?|deposit|payroll)[ _-](?:account|acct|a\/c)(?:[ _-]?(?:number|num|no\.?|nr\.?|#))?|(?:account|acct|a\/c)\.?[ _-]?(?:number|num|no\.?|nr\.?|#))(?![a-z])[^\n0-9]{0,12}$/i;
const otherAccounts =
  /\b(?:aws|azure|gcp|cloud|github|user|customer|loyalty|e?mail|social|service)[ _-](?:account|acct)\b[^\n0-9]{0,24}$/i;

const fewestDigits = 6;
/** `a/c#`: no digit stands between it and the number. */
const shortestLabel = 4;

/** Bank account numbers: 6 to 17 digits after words that say so; nothing in the number itself tells it from others. */
export const usBankAccountNumber = patternDetector({
  name: 'us-bank-account-number',
  type: 'US_BANK_ACCOUNT_NUMBER',
  starts: atDigits({
    lengths: lengthsBetween(fewestDigits, 17),
    notAfter: '0-9.,\\-/',
    room: shortestLabel,
    or: [{ lengths: lengthsBetween(1, fewestDigits - 1), next: ' \\-' }],
  }),
  pattern: seq(start('0-9', '0-9.,\\-/'), repeat(seq(chars(' \\-', 0, 1), chars('0-9')), 5, 16), notBefore('0-9\\-')),
  check: (text, start, end) =>
    precededBy(text, start, contextWords) && !precededBy(text, start, otherAccounts) ? { start, end } : undefined,
  lookBehind: contextLength,
});
