import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { syncDirectory } from '../embedded/sync-directory.ts';
import { type PackEntry, wholeLength } from './pack.ts';

/** Name of the directory that torn ends of packs go to, below the evidence directory. */
export const tornDirectory = 'torn';

/** What is kept beside the log, brought up to it after a crash. */
export interface LogReplay {
  /** Takes in one entry of an open pack, in order; it may be there already. */
  replay(entry: PackEntry): Promise<void>;
  /** Resolves when everything taken in would survive a power failure. */
  durable(): Promise<void>;
}

/**
 * Finishes the packs that a crash left open: what stands behind their last whole section was never acknowledged; it goes to `torn/`, where an investigator finds it. What
 * stands before it is replayed, and then the pack is sealed. Packs that were sealed in good order are not read. To be run before the first write, by the process
 * that holds the state lock: a pack that is being written looks torn.
 *
 * Answers the names of the packs whose ends it set aside.
 */
export async function recoverPacks(root: string, replay?: LogReplay): Promise<readonly string[]> {
  const torn: string[] = [];
  const open = [...openPacks(root)].sort();
  for (const pack of open) {
    const path = join(root, pack);
    const bytes = readFileSync(path);
    const entries: PackEntry[] = [];
    const whole = wholeLength(bytes, entries);
    if (whole < bytes.length) {
      setAside(root, pack, whole, bytes.subarray(whole));
      truncateSync(path, whole);
      torn.push(pack);
    }
    for (const entry of entries) await replay?.replay(entry);
  }
  await replay?.durable();
  for (const pack of open) chmodSync(join(root, pack), 0o444);
  return torn;
}

function* openPacks(root: string): Generator<string> {
  for (const year of namesIn(root, /^\d{4}$/)) {
    for (const month of namesIn(join(root, year), /^\d{2}$/)) {
      for (const day of namesIn(join(root, year, month), /^\d{2}$/)) {
        const directory = [year, month, day].join('/');
        for (const name of namesIn(join(root, directory), /\.pack$/)) {
          if ((statSync(join(root, directory, name)).mode & 0o222) !== 0) yield `${directory}/${name}`;
        }
      }
    }
  }
}

function namesIn(directory: string, form: RegExp): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => form.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // nothing was ever stored
    throw error;
  }
}

/** Durable before the pack is cut, and named after the pack and the place in it. */
function setAside(root: string, pack: string, offset: number, bytes: Buffer): void {
  const target = join(root, tornDirectory);
  mkdirSync(target, { recursive: true, mode: 0o700 });
  writeFileSync(join(target, `${basename(pack)}@${offset}`), bytes, { mode: 0o400, flush: true });
  syncDirectory(target);
}
