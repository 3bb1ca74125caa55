const zeroWidth = /\u200B|\u200C|\u200D|[\u2060-\u2064]|\uFEFF/g;
const eightInARow = /(?:\u200B|\u200C|\u200D|[\u2060-\u2064]|\uFEFF){8}/;
const longest = 16_000;

/** Bits written as two kinds of zero-width characters, eight to a byte; '' unless they spell printable ASCII. */
export function zeroWidthBits(text: string): string {
  if (!eightInARow.test(text)) return '';
  const marks = (text.match(zeroWidth) ?? []).slice(0, longest);
  const [zero, one] = [...new Set(marks)];
  const bits = marks.filter((mark) => mark === zero || mark === one).map((mark) => mark === one);
  return bitsAsText(bits) || bitsAsText(bits.map((bit) => !bit));
}

function bitsAsText(bits: readonly boolean[]): string {
  let text = '';
  for (let i = 0; i + 8 <= bits.length; i += 8) {
    const byte = bits.slice(i, i + 8).reduce((value, bit) => value * 2 + (bit ? 1 : 0), 0);
    if (byte < 32 || byte > 126) return '';
    text += String.fromCharCode(byte);
  }
  return text.length < 4 ? '' : text;
}
