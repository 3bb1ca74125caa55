import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4096);
let used = pool.length;

/**
 * Cryptographically random bytes, drawn from the system 4 KB at a time: a system call for each nonce and id would show in the profile of a call.
 * @param length at most 64
 */
export function drawRandom(length: number): Buffer {
  if (used + length > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  // A copy: what is handed out must not change when the pool is filled anew.
  const bytes = Buffer.from(pool.subarray(used, used + length));
  // Used bytes leave memory with the draw, so that none can be read back from the pool.
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
}
