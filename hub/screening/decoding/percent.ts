import { runEnd } from '../run-end.ts';
import type { DecodedRun, TokenDecoder } from './decoder.ts';
import { numberAt } from './digit-values.ts';
import { readableText } from './readable-text.ts';

const members = 'A-Za-z0-9%._~+*\\-';
const endOfRun = runEnd(members);
const startOfRun = new RegExp(`[${members}]`, 'g');
const escaped = /%[0-9a-f]{2}/i;
const [percentSign, plus, space] = [37, 43, 32];

/** Percent-encoding (RFC 3986, 2.1), with the + of forms for a space. */
export const percent: TokenDecoder = {
  decode(token) {
    const decoded: DecodedRun[] = [];
    if (!escaped.test(token)) return decoded;
    for (let start = 0; start < token.length; ) {
      startOfRun.lastIndex = start;
      if (!startOfRun.test(token)) break;
      start = startOfRun.lastIndex - 1;
      const end = endOfRun(token, start);
      const run = token.slice(start, end);
      const text = escaped.test(run) ? readableText(bytesOf(run)) : undefined;
      if (text !== undefined) decoded.push({ start, end, text, encoding: 'percent' });
      start = end;
    }
    return decoded;
  },
};

function bytesOf(run: string): Buffer {
  const bytes = Buffer.allocUnsafe(run.length);
  let length = 0;
  for (let at = 0; at < run.length; at += 1) {
    const unit = run.charCodeAt(at);
    const value = unit === percentSign ? numberAt(run, at + 1, at + 3, 16) : -1;
    if (value < 0) bytes[length] = unit === plus ? space : unit;
    else {
      bytes[length] = value;
      at += 2;
    }
    length += 1;
  }
  return bytes.subarray(0, length);
}
