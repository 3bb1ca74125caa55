import type { DecodedRun, TokenDecoder } from './decoder.ts';
import { readableText } from './readable-text.ts';

const runs = /[A-Za-z0-9%._~+*-]+/g;
const escaped = /%[0-9a-f]{2}/i;

/** Percent-encoding (RFC 3986, 2.1), with the + of forms for a space. */
export const percent: TokenDecoder = {
  decode(token) {
    const decoded: DecodedRun[] = [];
    if (!token.includes('%')) return decoded;
    for (const { 0: run, index } of token.matchAll(runs)) {
      if (!escaped.test(run)) continue;
      const text = readableText(bytesOf(run));
      if (text !== undefined) decoded.push({ start: index, end: index + run.length, text, encoding: 'percent' });
    }
    return decoded;
  },
};

function bytesOf(run: string): Buffer {
  const bytes = Buffer.allocUnsafe(run.length);
  let length = 0;
  for (let at = 0; at < run.length; at += 1) {
    const unit = run.charCodeAt(at);
    const value = unit === 37 ? Number.parseInt(run.slice(at + 1, at + 3), 16) : Number.NaN;
    const isEscape = escaped.test(run.slice(at, at + 3));
    bytes[length] = isEscape ? value : unit === 43 ? 32 : unit;
    length += 1;
    if (isEscape) at += 2;
  }
  return bytes.subarray(0, length);
}
