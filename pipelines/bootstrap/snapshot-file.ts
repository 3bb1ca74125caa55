import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { GatehouseFault } from '../../shared/errors.ts';
import { type Snapshot, snapshotSchema } from './snapshot.ts';
import { snapshotFlaw } from './snapshot-flaw.ts';

/** Bytes. Organizations of 10,000 accounts with all their stack instances take a tenth of it. */
const mostBytes = 64_000_000;

/** As a file has it: indented, so that a review shows what moved, and with a line feed at its end. */
export function snapshotText(snapshot: Snapshot): string {
  return `${JSON.stringify(snapshot, null, 2)}\n`;
}

/**
 * Whole or not at all: a reader never meets half of it.
 * @throws GatehouseFault `usage` where it cannot be written.
 */
export function writeSnapshotFile(file: string, snapshot: Snapshot): void {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    const descriptor = openSync(unfinished, 'w', 0o600);
    try {
      writeSync(descriptor, snapshotText(snapshot));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(unfinished, file);
  } catch (cause) {
    throw new GatehouseFault('usage', `${file} cannot be written.`, 'Give a file of your own.', { cause });
  }
}

/**
 * An exported organization. Whoever hands it over is not trusted: its shape, its size, and that its units make a tree, are checked before anything walks it.
 * @throws GatehouseFault `usage`, which says where it is wrong.
 */
export function readSnapshotFile(file: string): Snapshot {
  const parsed = snapshotSchema.safeParse(parseJson(readText(file), file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw notASnapshot(file, `${issue?.path.map(String).join('.') || 'its root'}: ${issue?.message ?? 'wrong'}`);
  }
  const flaw = snapshotFlaw(parsed.data);
  if (flaw !== undefined) throw notASnapshot(file, flaw);
  return parsed.data;
}

function readText(file: string): string {
  try {
    if (statSync(file).size <= mostBytes) return readFileSync(file, 'utf8');
  } catch (cause) {
    const remedy = 'Give the path of what `gatehouse organization export` wrote.';
    throw new GatehouseFault('usage', `${file} cannot be read.`, remedy, { cause });
  }
  throw notASnapshot(file, `it is larger than ${mostBytes} bytes`);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw notASnapshot(file, 'it is not JSON', cause);
  }
}

function notASnapshot(file: string, why: string, cause?: unknown): GatehouseFault {
  const remedy = 'Export it anew with `gatehouse organization export`.';
  return new GatehouseFault('usage', `${file} is no snapshot of an organization: ${why}.`, remedy, { cause });
}
