import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { syncDirectory } from '../embedded/sync-directory.ts';
import { wholeLength } from './pack.ts';

/** Name of the directory that torn ends of packs go to, below the evidence directory. */
export const tornDirectory = 'torn';

/**
 * Finishes the packs that a crash left open: what stands behind their last whole section was never acknowledged; it goes to `torn/`, where an investigator finds it, and the pack
 * is sealed. Packs that were sealed in good order are not read. To be run before the first put, by the process that holds the state lock: a pack that
 * is being written looks torn.
 *
 * Answers the names of the packs whose ends it set aside.
 */
export function recoverPacks(root: string): readonly string[] {
  const torn: string[] = [];
  for (const pack of openPacks(root)) {
    const path = join(root, pack);
    const bytes = readFileSync(path);
    const whole = wholeLength(bytes);
    if (whole < bytes.length) {
      setAside(root, pack, whole, bytes.subarray(whole));
      truncateSync(path, whole);
      torn.push(pack);
    }
    chmodSync(path, 0o444);
  }
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
