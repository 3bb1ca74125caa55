import { nextLongRun } from '../long-run.ts';
import type { DecodedRun, Encoding } from './decoder.ts';
import { numberAt } from './digit-values.ts';
import { readableText } from './readable-text.ts';

interface Spelling {
  readonly encoding: Encoding;
  readonly runs: RegExp;
  /** Digits of a byte. */
  readonly width: number;
  readonly base: number;
}

/** Bounded, and begun only where nothing of the kind stands before, so that a search is linear. */
const spellings: readonly Spelling[] = [
  {
    encoding: 'hex-bytes',
    runs: /(?<![0-9a-z])(?:0x)?[0-9a-f]{2}(?:[ ,:]{1,2}(?:0x)?[0-9a-f]{2}(?![0-9a-z])){7,1023}/gi,
    width: 2,
    base: 16,
  },
  {
    encoding: 'binary',
    runs: /(?<![0-9a-z])[01]{8}(?:[ ,]?[01]{8}(?![2-9a-z])){3,1023}/gi,
    width: 8,
    base: 2,
  },
];

/** No spelling is shorter (eight bytes of two digits, and what parts them) or has other characters in it: most texts need no other look. */
const nextRun = nextLongRun('0-9A-Fa-fXx ,:', 23);
const endOfRun = /[^0-9a-fx ,:]/gi;

/** Bytes written out one by one: `34 31 31 31`, `0x34, 0x31`, `00110100 00110001`. */
export function* spacedBytes(text: string): Generator<DecodedRun> {
  for (let start = nextRun(text, 0); start >= 0; ) {
    endOfRun.lastIndex = start;
    const end = endOfRun.exec(text)?.index ?? text.length;
    // With the character at either side, which decides whether what stands there is a byte.
    const from = Math.max(0, start - 1);
    for (const run of bytesIn(text.slice(from, end + 1)))
      yield { ...run, start: run.start + from, end: run.end + from };
    start = nextRun(text, end);
  }
}

function* bytesIn(text: string): Generator<DecodedRun> {
  for (const { encoding, runs, width, base } of spellings) {
    for (const { 0: run, index } of text.matchAll(runs)) {
      const decoded = readableText(bytesOf(run, width, base));
      if (decoded !== undefined) yield { start: index, end: index + run.length, text: decoded, encoding };
    }
  }
}

function bytesOf(run: string, width: number, base: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.ceil(run.length / width));
  let length = 0;
  for (let at = 0; at < run.length; ) {
    const byte = numberAt(run, at, at + width, base);
    if (byte >= 0) {
      bytes[length] = byte;
      length += 1;
    }
    at += byte >= 0 ? width : 1;
  }
  return bytes.subarray(0, length);
}
