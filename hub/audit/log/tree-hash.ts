/**
 * The hashes of a log, as RFC 6962, 2.1 (and RFC 9162, 2.1) defines them: SHA-256, with a first byte that keeps an entry from passing for an inner node and
 * the other way round.
 */
import { hash } from 'node:crypto';

/** 32 bytes. */
export type Hash = Uint8Array;

export const hashBytes = 32;

/** The root of the tree without entries: the hash of nothing. */
export const emptyRoot: Hash = hash('sha256', '', 'buffer');

export function leafHash(entry: Uint8Array): Hash {
  const prefixed = Buffer.allocUnsafe(1 + entry.length);
  prefixed[0] = 0x00;
  prefixed.set(entry, 1);
  return hash('sha256', prefixed, 'buffer');
}

export function nodeHash(left: Hash, right: Hash): Hash {
  const pair = Buffer.allocUnsafe(1 + 2 * hashBytes);
  pair[0] = 0x01;
  pair.set(left, 1);
  pair.set(right, 1 + hashBytes);
  return hash('sha256', pair, 'buffer');
}

/** Hashes of a log are public: comparing them need not take constant time. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && Buffer.compare(one, other) === 0;
}

/** As checkpoints and people write it. */
export function hashText(hash: Hash): string {
  return Buffer.from(hash).toString('base64');
}
