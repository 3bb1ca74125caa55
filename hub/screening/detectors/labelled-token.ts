import { contextLength, mayFollowWords, precededBy } from '../context.ts';
import { longTokens } from '../long-run.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';

const members = 'A-Za-z0-9_+/.~\\-';
const shortest = 20;
const longest = 512;
const words =
  /(?:api[ _-]?(?:key|token|secret)|(?:access|auth|refresh|session|bearer|id|security|personal[ _-]access)[ _-]?token|(?:client|shared|app|consumer|webhook|signing|private|master|encryption|account|storage|subscription|license|service|secret|access)[ _-]?(?:secret|key)|x-api-key|secret|token|credentials?|authorization|pwd|bearer|basic)["'`\])]{0,2}[ \t]{0,3}(?:(?:is|=>|[:=])[ \t]{0,3}(?:(?:bearer|basic|token)[ \t])?)?["'`]?$/i;
/** What may stand between the last word and the value. */
const connectors = ' \\t"\'`\\])=>:';
/** How the words end, and "is". */
const endings = ['al', 'ey', 'en', 'er', 'et', 'ic', 'is', 'ls', 'on', 'wd'];
/** The tokens that something like a label stands before: a look in place, because nearly all tokens are none. */
const afterLabel = longTokens(members, shortest, { holds: mayFollowWords(connectors, endings) });

/**
 * Tokens of any vendor by what stands before them: `api_key = …`, `Authorization: Bearer …`, `AccountKey=…`. Twenty characters at least that look drawn at random
 * (Shannon entropy, digits among letters); a name, a path or a sentence does not.
 */
export const labelledToken = patternDetector({
  name: 'labelled-token',
  type: 'API_TOKEN',
  alphabet: `${members}=`,
  starts: afterLabel,
  pattern: seq(
    start(members, members),
    chars(members, shortest - 1, longest - 1),
    chars('=', 0, 2),
    notBefore(members),
  ),
  check: randomAfterLabel,
  lookBehind: contextLength,
});

function randomAfterLabel(text: string, start: number, end: number): Span | undefined {
  const value = text.slice(start, end);
  const trimmed = value.replace(/\.+$/, '');
  if (trimmed.length < shortest || !precededBy(text, start, words) || !looksRandom(trimmed)) return undefined;
  return { start, end: start + trimmed.length };
}

/** Digits and letters mixed, and at least 3 bits for each character (hexadecimal has at most 4, base64 at most 6). */
function looksRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || /(?:\/[a-z]+){3}|^[a-z]+(?:[-_.][a-z]+){3}/.test(value))
    return false;
  const counts = new Uint16Array(128);
  for (let at = 0; at < value.length; at += 1) counts[value.charCodeAt(at)] = (counts[value.charCodeAt(at)] ?? 0) + 1;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits >= 3;
}
