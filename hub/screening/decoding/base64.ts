import type { DecodedRun, TokenDecoder } from './decoder.ts';
import { readableText } from './readable-text.ts';

const runs = /[A-Za-z0-9+/_-][A-Za-z0-9+/_\-\r\n]{14,}[A-Za-z0-9+/_-]={0,2}/g;

/** Base64 and base64url (RFC 4648, 4 and 5), padded or not, in one line or wrapped. */
export const base64: TokenDecoder = {
  decode(token) {
    const decoded: DecodedRun[] = [];
    for (const { 0: run, index } of token.matchAll(runs)) {
      const text = textIn(run);
      if (text === undefined) continue;
      const encoding = /[_-]/.test(run) ? 'base64url' : 'base64';
      decoded.push({ start: index, end: index + run.length, text, encoding });
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
