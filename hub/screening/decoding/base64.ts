import { nextLongRun } from '../long-run.ts';
import { runEnd } from '../run-end.ts';
import type { DecodedRun, TokenDecoder } from './decoder.ts';
import { readableText } from './readable-text.ts';

/** With the line breaks of wrapped lines, which a run neither begins nor ends with. */
const members = 'A-Za-z0-9+/_\\-\\r\\n';
const shortest = 16;
const mostPadding = 2;
const nextRun = nextLongRun(members, shortest);
const endOfRun = runEnd(members);

/** Base64 and base64url (RFC 4648, 4 and 5), padded or not, in one line or wrapped. */
export const base64: TokenDecoder = {
  decode(token) {
    const decoded: DecodedRun[] = [];
    for (let first = nextRun(token, 0); first >= 0; ) {
      const past = endOfRun(token, first);
      const [start, last] = [afterBreaks(token, first, past), beforeBreaks(token, first, past)];
      const end = last === past ? afterPadding(token, past) : last;
      const run = token.slice(start, end);
      const text = last - start >= shortest ? textIn(run) : undefined;
      if (text !== undefined) decoded.push({ start, end, text, encoding: /[_-]/.test(run) ? 'base64url' : 'base64' });
      first = nextRun(token, past);
    }
    return decoded;
  },
};

/** A piece of a long run, or a run behind a stray letter, need not begin at the first of four characters. */
function textIn(run: string): string | undefined {
  for (let phase = 0; phase < 4; phase += 1) {
    const text = readableText(Buffer.from(phase === 0 ? run : run.slice(phase), 'base64'));
    if (text !== undefined) return text;
  }
  return undefined;
}

function afterBreaks(token: string, from: number, to: number): number {
  let start = from;
  while (start < to && isBreak(token, start)) start += 1;
  return start;
}

function beforeBreaks(token: string, from: number, to: number): number {
  let end = to;
  while (end > from && isBreak(token, end - 1)) end -= 1;
  return end;
}

function isBreak(token: string, at: number): boolean {
  return token[at] === '\r' || token[at] === '\n';
}

function afterPadding(token: string, from: number): number {
  let end = from;
  while (end - from < mostPadding && token[end] === '=') end += 1;
  return end;
}
