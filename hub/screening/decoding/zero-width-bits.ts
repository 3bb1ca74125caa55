/** Fewer letters are chance. */
const fewestLetters = 4;
const bitsOfByte = 8;

/**
 * Bits written as two kinds of marks, eight to a byte, wherever the first byte begins and whichever of the two is the one; of the text that they spell, the stretches of printable
 * ASCII. '' where there are none.
 */
export function zeroWidthBits(marks: readonly number[]): string {
  if (marks.length < fewestLetters * bitsOfByte) return '';
  const [zero, one] = twoMostFrequent(marks);
  const bits = marks.filter((mark) => mark === zero || mark === one).map((mark) => (mark === one ? 1 : 0));
  let best = '';
  for (let phase = 0; phase < bitsOfByte; phase += 1) {
    for (const flip of [0, 1]) {
      const text = printable(bits, phase, flip);
      if (text.length > best.length) best = text;
    }
  }
  return best;
}

function twoMostFrequent(marks: readonly number[]): (number | undefined)[] {
  const counts = new Map<number, number>();
  for (const mark of marks) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([mark]) => mark);
}

function printable(bits: readonly number[], phase: number, flip: number): string {
  let all = '';
  for (let at = phase; at + bitsOfByte <= bits.length; at += bitsOfByte) {
    let byte = 0;
    for (let bit = 0; bit < bitsOfByte; bit += 1) byte = byte * 2 + ((bits[at + bit] as number) ^ flip);
    all += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '\n';
  }
  return all
    .split('\n')
    .filter((stretch) => stretch.length >= fewestLetters)
    .join('\n');
}
