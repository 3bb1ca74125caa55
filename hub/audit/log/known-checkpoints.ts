import { type Checkpoint, readCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import type { Inventory, LogFiles } from './log-inventory.ts';
import type { Findings } from './log-report.ts';
import type { NoteKey } from './note-key.ts';
import { largestNote } from './signed-note.ts';
import { hashText } from './tree-hash.ts';

/** A checkpoint that somebody kept outside of the log: what the log must still contain. */
export interface KeptCheckpoint {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface Trust {
  /** The log's keys, those it had before among them, and those of witnesses. */
  readonly keys: readonly NoteKey[];
  /** The origin that checkpoints must have; without it, one that is the name of the signing key, or begins with it and a slash. */
  readonly origin?: string;
  readonly kept?: readonly KeptCheckpoint[];
}

/** A checkpoint that is to be believed, as far as signatures go. The root as text: there may be very many of them. */
export interface KnownCheckpoint extends Omit<Checkpoint, 'root'> {
  readonly file: string;
  readonly root: string;
  readonly witnesses: readonly string[];
}

/** Reads all checkpoints and lists what is wrong with them; answers those to be believed, the smallest first. */
export async function knownCheckpoints(
  files: LogFiles,
  inventory: Inventory,
  trust: Trust,
  findings: Findings,
): Promise<readonly KnownCheckpoint[]> {
  const known: KnownCheckpoint[] = [];
  const judge = (file: string, bytes: Uint8Array) => {
    const checkpoint = believed(file, bytes, trust, findings);
    if (checkpoint !== undefined) known.push(checkpoint);
  };
  for (const file of inventory.checkpoints) judge(file, (await files.read(file, largestNote)) ?? new Uint8Array());
  // Not by spreading: there may be more checkpoints than a call can have arguments.
  const held = known.reduce((largest, { size }) => Math.max(largest, size), -1);
  for (const { file, bytes } of trust.kept ?? []) judge(file, bytes);
  known.sort((one, other) => one.size - other.size || compareText(one.file, other.file));
  const sound = withoutForks(known, findings);
  reportRollBack(sound, held, findings);
  return sound.filter(({ size }) => size <= Math.max(held, 0));
}

function believed(file: string, bytes: Uint8Array, trust: Trust, findings: Findings): KnownCheckpoint | undefined {
  const read = readCheckpoint(bytes, trust.keys);
  if ('flaw' in read) {
    findings.add({ kind: read.kind, file, message: `The checkpoint is not to be believed: ${read.flaw}.` });
    return undefined;
  }
  const { origin, size, root, signers } = read;
  if (!isOriginOf(read, trust.origin)) {
    const expected = trust.origin ?? signers.map(({ name }) => name).join(', ');
    findings.add({ kind: 'wrong-key', file, message: 'The checkpoint is of another log.', says: origin, expected });
    return undefined;
  }
  const named = /\d+$/.exec(file)?.[0];
  if (file.startsWith('checkpoint') && named !== undefined && named !== String(size)) {
    const message = 'The checkpoint is of another size than its file name says.';
    findings.add({ kind: 'altered', file, message, says: String(size), expected: named });
  }
  const witnesses = signers.filter(({ role }) => role === 'witness').map(({ name }) => name);
  return { file, origin, size, root: hashText(root), witnesses };
}

function isOriginOf({ origin, signers }: SignedCheckpoint, expected: string | undefined): boolean {
  if (expected !== undefined) return origin === expected;
  return signers.some(({ name, role }) => role === 'log' && (origin === name || origin.startsWith(`${name}/`)));
}

/** Two roots at one size need no tree to be seen through. */
function withoutForks(known: readonly KnownCheckpoint[], findings: Findings): readonly KnownCheckpoint[] {
  const [first] = known;
  let before: KnownCheckpoint | undefined;
  return known.filter((checkpoint) => {
    const { file, origin, size, root } = checkpoint;
    if (first !== undefined && origin !== first.origin) {
      const message = `The checkpoint is of another log than ${first.file}.`;
      findings.add({ kind: 'wrong-key', file, message, says: origin, expected: first.origin });
      return false;
    }
    const twin = before;
    before = checkpoint;
    if (twin?.size !== size || twin.root === root) return true;
    const message = `Two signed checkpoints of size ${size} have different roots: this one and ${twin.file}.`;
    findings.add({ kind: 'forked', file, message, says: root, expected: twin.root });
    return true;
  });
}

/** `held`: the largest size that the log itself has a checkpoint of. */
function reportRollBack(known: readonly KnownCheckpoint[], held: number, findings: Findings): void {
  for (const { file, size } of known) {
    const tooLarge = size > held;
    if (!tooLarge && (file !== 'checkpoint' || size === held)) continue;
    const message = tooLarge
      ? 'The log once had more entries than its newest checkpoint says.'
      : 'The newest checkpoint is older than another one in the log.';
    findings.add({ kind: 'rolled-back', file, message, says: String(size), expected: String(held) });
  }
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
