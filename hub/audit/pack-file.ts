import { closeSync, constants, fchmodSync, fdatasync, fsync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncDirectory } from '../embedded/sync-directory.ts';
import { evidenceAltered, evidenceMissing } from './evidence-faults.ts';
import type { PackRange } from './pack.ts';

/** A pack that is being written. Appending to an open file costs half of creating one, which every group commit would otherwise do. */
export class PackFile {
  readonly name: string;
  readonly #handle: number;
  /** Until the first sync, the directory that names the file has to be synced too. */
  #directory: number | undefined;
  #size = 0;

  /** Creates `root/name`, which must not exist, and the directories above it. */
  constructor(root: string, name: string) {
    this.name = name;
    const path = join(root, name);
    makeDirectories(dirname(path), dirname(root));
    this.#handle = openSync(path, 'ax', 0o600);
    this.#directory = openSync(dirname(path), 'r');
  }

  get size(): number {
    return this.#size;
  }

  /** Writes into the page cache, which is quick. Answers where the bytes begin. */
  append(bytes: Buffer): number {
    const offset = this.#size;
    writeFileSync(this.#handle, bytes);
    this.#size += bytes.length;
    return offset;
  }

  /** Makes everything appended so far durable. File and directory are synced at the same time: neither is acknowledged alone. */
  sync(done: (error: Error | null) => void): void {
    const directory = this.#directory;
    if (directory === undefined) {
      fdatasync(this.#handle, done);
      return;
    }
    let left = 2;
    let failure: Error | null = null;
    const finished = (error: Error | null) => {
      failure ??= error;
      left -= 1;
      if (left === 0) done(failure);
    };
    this.#directory = undefined;
    fdatasync(this.#handle, finished);
    fsync(directory, (error) => {
      closeSync(directory);
      finished(error);
    });
  }

  /** No more is appended. `sealed`: the file is read-only from now on, and recovery passes it by. Not while a sync is under way. */
  close(sealed: boolean): void {
    if (sealed) fchmodSync(this.#handle, 0o444);
    closeSync(this.#handle);
    if (this.#directory !== undefined) closeSync(this.#directory);
    this.#directory = undefined;
  }
}

/** The names of the day, the month, the year and the root are new perhaps: each is durable once its parent is synced. */
function makeDirectories(path: string, above: string): void {
  if (mkdirSync(path, { recursive: true, mode: 0o700 }) === undefined) return;
  for (let parent = dirname(path); parent.length >= above.length; parent = dirname(parent)) {
    syncDirectory(parent);
    if (parent === dirname(parent)) break;
  }
}

export async function readRange(path: string, { offset, length }: PackRange): Promise<Buffer> {
  let file: FileHandle;
  try {
    // A link in place of a pack could lead out of the directory.
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (cause) {
    throw evidenceMissing(cause);
  }
  try {
    // The length is from the record: never allocate more than the file can have.
    const { size } = await file.stat();
    if (offset + length > size) throw evidenceAltered();
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
