import { chars, notBefore, optional, repeat, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const local = "A-Za-z0-9_.+%&'\\-";
const label = 'A-Za-z0-9\\-\\u00a1-\\ud7ff\\uf900-\\uffef';

/**
 * E-mail addresses (RFC 5322 dot-atom, RFC 6531 domains). A local part has at most 64 characters and a domain at most 255 (RFC 5321, 4.5.3.1);
 * 128 are read, so that a padded local part is found too.
 */
export const email = patternDetector({
  name: 'email',
  type: 'EMAIL',
  anchor: { text: '@', after: 128 },
  pattern: seq(
    start('A-Za-z0-9_.+\\-', 'A-Za-z0-9_.+\\-'),
    chars(local, 0, 127),
    chars('@'),
    repeat(seq(chars(label, 1, 63), chars('.')), 1, 6),
    chars('A-Za-z\\u00a1-\\ud7ff\\uf900-\\uffef', 2, 24),
    optional(seq(chars('\\-'), chars('\\-'), chars('A-Za-z0-9\\-', 1, 59))),
    notBefore('A-Za-z0-9@'),
  ),
});
