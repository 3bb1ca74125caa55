import type { ScrambleTables } from '../../hub/screening/prompt-attack/scramble-index.ts';
import {
  longest,
  shortest,
  signatureBits,
  signatureOf,
  slotOfSignature,
} from '../../hub/screening/prompt-attack/scramble-signature.ts';
import { unitsOf } from '../../hub/screening/text-units.ts';

const parting = /[ _-]/;
const whole = new RegExp(`^[a-z]{${shortest},${longest}}$`);

/** Tables of the whole words among `words`: parted by spaces, expressions by `_`; what ends in `*` is no whole word. */
export function scrambleTables(words: string): ScrambleTables {
  const known = [...new Set(words.split(parting).reverse())].reverse().filter((word) => whole.test(word));
  const heads = new Uint16Array(1 << signatureBits);
  const signatures = new Int32Array(known.length + 1);
  const starts = new Uint16Array(known.length + 1);
  const next = new Uint16Array(known.length + 1);
  let start = 0;
  for (const [place, word] of known.entries()) {
    const signature = signatureOfWord(word);
    const slot = slotOfSignature(signature);
    signatures[place + 1] = signature;
    starts[place + 1] = start;
    next[place + 1] = heads[slot] as number;
    heads[slot] = place + 1;
    start += word.length + 1;
  }
  if (start > 0xffff) throw new RangeError('The words have more letters than a place of two bytes can tell.');
  return { letters: unitsOf(known.join(' ')), signatures, starts, heads, next };
}

function signatureOfWord(word: string): number {
  const units = Array.from(word, (letter) => letter.charCodeAt(0));
  const sum = units.reduce((total, unit) => total + unit, 0);
  return signatureOf(sum, word.length, units[0] as number, units.at(-1) as number);
}
