import { closeSync, constants, fdatasync, fsync, openSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { evidenceAltered, evidenceMissing } from './evidence-faults.ts';
import type { PackRange } from './pack.ts';

/** Writes into the page cache, which is quick; `O_EXCL` and mode 0444 make the file write-once from its first moment. */
export function createPack(path: string, bytes: Buffer): number {
  const handle = openSync(path, 'wx', 0o444);
  try {
    writeFileSync(handle, bytes);
    return handle;
  } catch (cause) {
    closeSync(handle);
    throw cause;
  }
}

/** Syncs a pack and the directory that names it at the same time: the file system commits both at once, and neither is acknowledged alone. */
export function syncPack(pack: number, directory: number, done: (error: unknown) => void): void {
  let left = 2;
  let failure: unknown;
  const finished = (error: unknown) => {
    failure ??= error ?? undefined;
    left -= 1;
    if (left > 0) return;
    closeSync(pack);
    done(failure);
  };
  fdatasync(pack, finished);
  fsync(directory, finished);
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
