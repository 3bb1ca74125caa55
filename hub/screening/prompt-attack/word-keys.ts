/** A word by its first characters, as one number. */

/** Adds a character to a key. ASCII keys of up to four characters are all different. */
export function extendKey(key: number, code: number): number {
  return code < 128 ? (key << 8) | code : (Math.imul(key, 31) + Math.imul(code, 0x9e37)) | 0;
}

/** The place of a key in a table of two to the power of `bits`. */
export function slotOf(key: number, bits: number): number {
  return Math.imul(key, 0x9e3779b1) >>> (32 - bits);
}

/** Of an expression: the length of its first word, and what its second word begins with, in small form (0: it has none). */
export function shapeOf(length: number, second: number): number {
  return length | ((second === 0 ? 0 : second | 32) << 16);
}

/** A bit for what the second word of an expression begins with; the same in any case, and of letters that are 32 apart. */
export function followerBit(second: number): number {
  return 1 << (second & 31);
}
