import { createHash, randomBytes } from 'node:crypto';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function sixteenLetters(bytes: Uint8Array): string {
  // 256 is a multiple of 32, so the remainder favours no letter.
  return Array.from(bytes.subarray(0, 16), (byte) => base32[byte % 32]).join('');
}

/** A random access key id: `AKIA…` for long-lived keys, `ASIA…` for a role session's. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA'): string {
  return prefix + sixteenLetters(randomBytes(16));
}

/** 40 characters of base64: 240 random bits. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}

/** The unique id of a role (`AROA…`), the same for the same ARN. */
export function roleId(roleArn: string): string {
  return `AROA${sixteenLetters(createHash('sha256').update(roleArn).digest())}`;
}
