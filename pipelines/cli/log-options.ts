import { readFileSync } from 'node:fs';
import type { KeptCheckpoint } from '../../hub/audit/log/known-checkpoints.ts';
import { type NoteKey, parseNoteKey } from '../../hub/audit/log/note-key.ts';
import { GatehouseFault } from '../../shared/errors.ts';

/** For `--key`, which may be repeated. */
export function addKey(text: string, before: readonly NoteKey[] = []): readonly NoteKey[] {
  return [...before, parseNoteKey(text)];
}

/** For `--checkpoint`, which may be repeated. */
export function addKept(file: string, before: readonly KeptCheckpoint[] = []): readonly KeptCheckpoint[] {
  return [...before, { file, bytes: readGiven(file, 'the checkpoint that you kept') }];
}

/** @param what completes "Name the file with …" */
export function readGiven(file: string, what: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new GatehouseFault('usage', `${file} cannot be read.`, `Name the file with ${what}.`, { cause });
  }
}
