/**
 * Verifying proofs, after RFC 9162, 2.1.3.2 and 2.1.4.2. Whoever hands over a proof is not trusted: indices and sizes that are no such thing, and hashes of any other length than
 * 32 bytes, make it false. Both answer whether the proof holds.
 */
import { emptyRoot, type Hash, hashBytes, nodeHash, sameBytes } from './tree-hash.ts';

export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** Whether the entry with this leaf hash stands at `index` in the tree of that size and root. */
export function verifyInclusion({ index, size, leaf, root, proof }: InclusionProof): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leaf, root, ...proof])) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      hash = nodeHash(sibling, hash);
      [place, last] = pastLeftEdge(place, last);
    } else hash = nodeHash(hash, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && sameBytes(hash, root);
}

export interface ConsistencyProof {
  readonly first: { readonly size: number; readonly root: Hash };
  readonly second: { readonly size: number; readonly root: Hash };
  readonly proof: readonly Hash[];
}

/** Whether the second tree begins with all of the first. */
export function verifyConsistency({ first, second, proof }: ConsistencyProof): boolean {
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size) return false;
  if (!areHashes([first.root, second.root, ...proof])) return false;
  if (first.size === second.size) return proof.length === 0 && sameBytes(first.root, second.root);
  // Any tree begins with the empty one, which has but one root.
  if (first.size === 0) return proof.length === 0 && sameBytes(first.root, emptyRoot);
  return bothRootsFollow({ first, second, proof });
}

function bothRootsFollow({ first, second, proof }: ConsistencyProof): boolean {
  let [place, last] = pastRightEdge(first.size - 1, second.size - 1);
  // Where the first tree is one perfect subtree, the proof begins with its root, unsaid.
  const [start, ...rest] = place === 0 ? [first.root, ...proof] : proof;
  if (start === undefined) return false;
  let [firstRoot, secondRoot] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      firstRoot = nodeHash(sibling, firstRoot);
      secondRoot = nodeHash(sibling, secondRoot);
      [place, last] = pastLeftEdge(place, last);
    } else secondRoot = nodeHash(secondRoot, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && sameBytes(firstRoot, first.root) && sameBytes(secondRoot, second.root);
}

/** Up to the level at which the node at `place` is a right child: below it, nothing is to its right, and no hash is given. */
function pastLeftEdge(place: number, last: number): readonly [number, number] {
  let edge: readonly [number, number] = [place, last];
  while (!isOdd(edge[0]) && edge[0] !== 0) edge = [half(edge[0]), half(edge[1])];
  return edge;
}

/** Up to the level at which the node at `place` is a left child. */
function pastRightEdge(place: number, last: number): readonly [number, number] {
  let edge: readonly [number, number] = [place, last];
  while (isOdd(edge[0])) edge = [half(edge[0]), half(edge[1])];
  return edge;
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every(({ length }) => length === hashBytes);
}

// Shifts and masks of JavaScript end at 2^31; a log does not.
function isOdd(number: number): boolean {
  return number % 2 === 1;
}

function half(number: number): number {
  return Math.floor(number / 2);
}
