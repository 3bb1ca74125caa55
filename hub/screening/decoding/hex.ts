import type { DecodedRun, TokenDecoder } from './decoder.ts';
import { readableText } from './readable-text.ts';

const runs = /(?:[0-9a-f]{2}){6,}/gi;

/** Hexadecimal digits without separators (RFC 4648, 8). */
export const hex: TokenDecoder = {
  decode(token) {
    const decoded: DecodedRun[] = [];
    for (const { 0: run, index } of token.matchAll(runs)) {
      const text = readableText(Buffer.from(run, 'hex'));
      if (text !== undefined) decoded.push({ start: index, end: index + run.length, text, encoding: 'hex' });
    }
    return decoded;
  },
};
