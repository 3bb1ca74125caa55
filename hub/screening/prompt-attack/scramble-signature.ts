/** What does not change when letters inside a word change places. */

/** Shorter words have too few letters inside to be told again. */
export const shortest = 6;
export const longest = 16;

export const signatureBits = 13;

/** The sum of the letters in small form, their number, the first and the last. */
export function signatureOf(sum: number, length: number, first: number, last: number): number {
  return (sum << 14) | (length << 10) | ((first & 31) << 5) | (last & 31);
}

export function slotOfSignature(signature: number): number {
  return Math.imul(signature, 0x9e3779b1) >>> (32 - signatureBits);
}
