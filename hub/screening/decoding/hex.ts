import { nextLongRun } from '../long-run.ts';
import { runEnd } from '../run-end.ts';
import type { DecodedRun, TokenDecoder } from './decoder.ts';
import { readableText } from './readable-text.ts';

const members = '0-9A-Fa-f';
const nextRun = nextLongRun(members, 12);
const endOfRun = runEnd(members);

/** Hexadecimal digits without separators (RFC 4648, 8). */
export const hex: TokenDecoder = {
  decode(token) {
    const decoded: DecodedRun[] = [];
    for (let start = nextRun(token, 0); start >= 0; ) {
      const last = endOfRun(token, start);
      const end = last - ((last - start) % 2);
      const text = readableText(Buffer.from(token.slice(start, end), 'hex'));
      if (text !== undefined) decoded.push({ start, end, text, encoding: 'hex' });
      start = nextRun(token, last);
    }
    return decoded;
  },
};
