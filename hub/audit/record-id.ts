import { drawRandom } from './random-pool.ts';

/**
 * A record id: 48 bits of milliseconds and 80 random bits in Crockford's base 32, so that ids sort by time, as ULIDs do
 * (https://github.com/ulid/spec).
 */
export function newRecordId(nowMs: number): string {
  const random = drawRandom(10);
  return time(nowMs) + base32(random, 0) + base32(random, 5);
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function time(nowMs: number): string {
  let text = '';
  let rest = nowMs;
  for (let digit = 0; digit < 10; digit++) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Five bytes (40 bits) as eight characters. */
function base32(bytes: Uint8Array, offset: number): string {
  let value = 0;
  for (let index = 0; index < 5; index++) value = value * 256 + (bytes[offset + index] ?? 0);
  let text = '';
  for (let digit = 0; digit < 8; digit++) {
    text = alphabet.charAt(value % 32) + text;
    value = Math.floor(value / 32);
  }
  return text;
}
