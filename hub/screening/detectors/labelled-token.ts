import { contextLength, precededBy } from '../context.ts';
import { longTokens } from '../long-run.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';

const members = 'A-Za-z0-9_+/.~\\-';
const shortest = 20;
const longest = 512;
const words =
  /(?:api[ _-]?(?:key|token|secret)|(?:access|auth|refresh|session|bearer|id|security|personal[ _-]access)[ _-]?token|(?:client|shared|app|consumer|webhook|signing|private|master|encryption|account|storage|subscription|license|service|secret|access)[ _-]?(?:secret|key)|x-api-key|secret|token|credentials?|authorization|pwd|bearer|basic)["'`\])]{0,2}[ \t]{0,3}(?:(?:is|=>|[:=])[ \t]{0,3}(?:(?:bearer|basic|token)[ \t])?)?["'`]?$/i;
/**
 * Tokens of any vendor by what stands before them: `api_key = …`, `Authorization: Bearer …`, `AccountKey=…`. Twenty characters at least that look drawn at random
 * (Shannon entropy, digits among letters); a name, a path or a sentence does not.
 */
export const labelledToken = patternDetector({
  name: 'labelled-token',
  type: 'API_TOKEN',
  starts: longTokens(/[A-Za-z0-9_+/.~-]/, shortest),
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
  if (trimmed.length < shortest || !looksRandom(trimmed) || !precededBy(text, start, words)) return undefined;
  return { start, end: start + trimmed.length };
}

/** Digits and letters mixed, and at least 3 bits for each character (hexadecimal has at most 4, base64 at most 6). */
function looksRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || /(?:\/[a-z]+){3}|^[a-z]+(?:[-_.][a-z]+){3}/.test(value))
    return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits >= 3;
}
