import { contextLength, precededBy } from '../context.ts';
import { longTokens } from '../long-run.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const alphabet = 'A-Za-z0-9+/';
const contextWords = /(?:aws|secret|access|(?:AKIA|ASIA)[A-Z0-9]{16})[^\n]{0,24}\n?[^\n]{0,12}$/i;
/** Forty random characters hold capitals, small letters and digits; the path of a web page rarely does. */
const mixed = /^(?=.*[0-9])(?=.*[A-Z])(?=.*[a-z])/;

/** AWS secret access keys: 40 characters of base64 after words such as "secret" or after an access key id; alone they look like any hash. */
export const awsSecretKey = patternDetector({
  name: 'aws-secret-key',
  type: 'AWS_SECRET_KEY',
  alphabet,
  starts: longTokens(alphabet, 40, { isExact: true }),
  pattern: seq(start(alphabet, alphabet), chars(alphabet, 39), notBefore(`${alphabet}=`)),
  check: (text, start, end) =>
    mixed.test(text.slice(start, end)) && precededBy(text, start, contextWords) ? { start, end } : undefined,
  lookBehind: contextLength,
});
