/** Checkpoints (https://c2sp.org/tlog-checkpoint): what a log says of itself at one size, as a signed note. */
import { type Flawed, flawed, isFlawed } from './flawed.ts';
import type { NoteKey } from './note-key.ts';
import { parseNote, signersOf } from './signed-note.ts';
import { strictBase64 } from './strict-base64.ts';
import { type Hash, hashBytes, hashText } from './tree-hash.ts';

/** A tree's size and root, and whose tree it is. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

export interface SignedCheckpoint extends Checkpoint {
  /** Known keys that signed it: at least one of the log's own. */
  readonly signers: readonly NoteKey[];
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${hashText(root)}\n`;
}

/** Why a checkpoint is not to be believed. */
export interface Disbelieved extends Flawed {
  /** `malformed`: no checkpoint at all; `wrong-key`: nobody known signed it; `altered`: a known key's signature is not over it. */
  readonly kind: 'malformed' | 'wrong-key' | 'altered';
}

/** A checkpoint that one of the log's known keys has signed. What witnesses say counts besides, never instead. */
export function readCheckpoint(bytes: Uint8Array, known: readonly NoteKey[]): SignedCheckpoint | Disbelieved {
  const note = parseNote(bytes);
  if (isFlawed(note)) return { kind: 'malformed', ...note };
  const signers = signersOf(note, known);
  if (isFlawed(signers)) return { kind: 'altered', ...signers };
  if (!signers.some(({ role }) => role === 'log')) {
    return {
      kind: 'wrong-key',
      flaw: `none of its signatures is by ${known.map(({ name, id }) => `${name}+${id}`).join(', ')}`,
    };
  }
  const checkpoint = parseCheckpointText(note.text);
  return isFlawed(checkpoint) ? { kind: 'malformed', ...checkpoint } : { ...checkpoint, signers };
}

function parseCheckpointText(text: string): Checkpoint | Flawed {
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (!origin) return flawed('its first line, the origin, is empty');
  if (size === undefined || !/^(?:0|[1-9]\d*)$/.test(size)) return flawed('its second line is not a size');
  if (!Number.isSafeInteger(Number(size))) return flawed('its size is beyond 2^53');
  const hash = strictBase64(root ?? '');
  if (hash?.length !== hashBytes) return flawed('its third line is not a hash');
  if (extensions.includes('')) return flawed('it has an empty line');
  return { origin, size: Number(size), root: hash };
}
