/**
 * The proof that one entry is in a log, as a file that stands by itself (https://c2sp.org/tlog-proof): the entry's index, the hashes from its leaf to the root, and
 * the signed checkpoint that has the root.
 */
import { readCheckpoint } from './checkpoint.ts';
import { type Flawed, flawed } from './flawed.ts';
import type { NoteKey } from './note-key.ts';
import { verifyInclusion } from './proofs.ts';
import { largestNote } from './signed-note.ts';
import { strictBase64 } from './strict-base64.ts';
import { type Hash, hashText, leafHash } from './tree-hash.ts';

const firstLine = 'c2sp.org/tlog-proof@v1';
/** Room for one hash a level, and for what the format allows besides. */
const largestProof = largestNote + 64 * 1024;

export interface LogProof {
  readonly index: number;
  readonly hashes: readonly Hash[];
  /** The checkpoint, byte for byte. */
  readonly checkpoint: Uint8Array;
}

export interface ProvenEntry {
  readonly origin: string;
  readonly index: number;
  /** Of the tree that the checkpoint is of. */
  readonly size: number;
  readonly witnesses: readonly string[];
}

export function formatProof({ index, hashes, checkpoint }: LogProof): string {
  const head = [firstLine, `index ${index}`, ...hashes.map(hashText), ''].join('\n');
  return `${head}\n${Buffer.from(checkpoint).toString()}`;
}

/** Checks a proof from anybody against an entry and the keys of the log: where the entry stands in it, or why that is not proven. */
export function checkProof(proof: Uint8Array, entry: Uint8Array, keys: readonly NoteKey[]): ProvenEntry | Flawed {
  const parsed = parseProof(proof);
  if ('flaw' in parsed) return parsed;
  const checkpoint = readCheckpoint(parsed.checkpoint, keys);
  if ('flaw' in checkpoint) return flawed(`its checkpoint is not to be believed: ${checkpoint.flaw}`);
  const { index, hashes } = parsed;
  const { origin, size, root, signers } = checkpoint;
  if (!verifyInclusion({ index, size, leaf: leafHash(entry), root, proof: hashes })) {
    return flawed(`it does not lead from this entry at index ${index} to the root that was signed at size ${size}`);
  }
  const witnesses = signers.filter(({ role }) => role === 'witness').map(({ name }) => name);
  return { origin, index, size, witnesses };
}

function parseProof(bytes: Uint8Array): LogProof | Flawed {
  if (bytes.length > largestProof) return flawed(`it is larger than ${largestProof} bytes`);
  const proof = Buffer.from(bytes);
  const end = proof.indexOf('\n\n');
  if (end < 0) return flawed('it has no checkpoint');
  // Latin-1 maps each byte to one character: what is not ASCII fails the forms below.
  const [first, ...rest] = proof.toString('latin1', 0, end).split('\n');
  if (first !== firstLine) return flawed(`its first line is not ${firstLine}`);
  if (rest[0]?.startsWith('extra ')) rest.shift();
  const index = /^index (0|[1-9]\d{0,15})$/.exec(rest.shift() ?? '')?.[1];
  if (index === undefined) return flawed('it does not say an index');
  const hashes = rest.flatMap((line) => strictBase64(line) ?? []);
  if (hashes.length < rest.length) return flawed('one of its lines is not a hash');
  return { index: Number(index), hashes, checkpoint: proof.subarray(end + 2) };
}
