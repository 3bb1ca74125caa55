import { chars, either, optional, seq, start, word } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';

const blank = chars(' \\t', 0, 3);
const quotes = '"\'`\u201c\u201d';
const quote = chars(quotes, 0, 1);
const keyword = seq(
  start('p', 'a-z0-9'),
  either(word('assword'), word('assphrase'), word('asscode'), word('wd'), word('asswd'), word('asswort')),
);

/** Values that are said of passwords rather than being one. */
const notAValue =
  /^(?:is|are|was|not|the|a|an|to|for|too|and|or|must|should|required|incorrect|correct|wrong|invalid|expired|reset|protected|changed|stored|hashed|never|always|null|none|true|false|undefined|string|missing|empty|weak|strong|safe|secure|set|at|in|on|being|case|your|my|now|very|what|that|this|still|long|short|encrypted|shared|only|also|one|used)$/i;
/** `password: z.string().min(8)` in a program. */
const call = /^[a-z_$][\w$]*(?:\.[\w$]+)*\(/i;

/**
 * Passwords in context: the word, then `:`, `=` or "is", then the value. What is masked is the value.
 * After "is" a plain word counts only in quotes or with a digit or a symbol in it ("the password is required").
 */
export const password = patternDetector({
  name: 'password',
  type: 'PASSWORD',
  ignoreCase: true,
  pattern: seq(
    keyword,
    quote,
    blank,
    either(word('is:', 'is '), chars(':='), word('ist', 'is', 'was')),
    chars('>=', 0, 1),
    blank,
    either(
      seq(chars(quotes), chars(`^\\n${quotes}`, 3, 64), chars(quotes)),
      seq(optional(chars(quotes)), chars('!-~\\u00a1-\\ud7ff\\uf900-\\uffef', 3, 128)),
    ),
  ),
  check: valueAt,
});

/** The password in a web address that holds one (RFC 3986, 3.2.1: `user:password@`). */
export const passwordInUrl = patternDetector({
  name: 'password-in-url',
  type: 'PASSWORD',
  alphabet: '!-~',
  starts: { next: (text, from) => text.indexOf('://', from) },
  pattern: seq(
    start(':', ':'),
    word('//'),
    chars('A-Za-z0-9._~%+!$&\\-', 0, 64),
    chars(':'),
    chars('A-Za-z0-9._~%+!$&*()#?^=;,\\-', 1, 128),
    chars('@'),
  ),
  check: (text, start, end) => ({ start: text.indexOf(':', start + 3) + 1, end: end - 1 }),
});

function valueAt(text: string, start: number, end: number): Span | undefined {
  const whole = text.slice(start, end);
  const lead = /^[a-z]+["'`\u201c\u201d]?[ \t]{0,3}(ist?:?|was|[:=])[>=]?[ \t]{0,3}(["'`\u201c\u201d]?)/i.exec(whole);
  if (lead === null) return undefined;
  const quoted = lead[2] !== '';
  const value = whole
    .slice(lead[0].length)
    .replace(quoted ? /["'`\u201c\u201d].*$/ : /["'`\u201c\u201d]?[.,;:!?)}\]]{0,3}$/, '');
  if (value.length < 3 || notAValue.test(value) || (!quoted && call.test(value))) return undefined;
  if (lead[1]?.toLowerCase().match(/^[iw]/) && !quoted && !/[^a-z\u00a1-\uffff]/i.test(value)) return undefined;
  const from = start + lead[0].length;
  return { start: from, end: from + value.length };
}
