import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { syncDirectory } from '../local/sync-directory.ts';
import { isWholePack } from './pack.ts';

/**
 * Packs are written one after another, so a crash tears at most the newest. This many are checked byte by byte at each start, for good measure; pass Infinity to check
 * them all.
 */
const defaultDepth = 64;
/** Name of the directory that torn packs go to, below the evidence directory. */
export const tornDirectory = 'torn';

/**
 * Moves packs that a crash left incomplete to `torn/`, where an investigator finds them; none of their objects was ever acknowledged. To be run before the first put, by
 * the process that holds the state lock: a pack that is being written looks torn.
 *
 * Answers the names of the packs it moved.
 */
export function recoverPacks(root: string, depth: number = defaultDepth): readonly string[] {
  const torn: string[] = [];
  let checked = 0;
  for (const pack of packsNewestFirst(root)) {
    if (checked >= depth) break;
    checked += 1;
    if (isWholePack(readFileSync(join(root, pack)))) continue;
    setAside(root, pack);
    torn.push(pack);
  }
  return torn;
}

function* packsNewestFirst(root: string): Generator<string> {
  for (const year of namesDescending(root, /^\d{4}$/)) {
    for (const month of namesDescending(join(root, year), /^\d{2}$/)) {
      for (const day of namesDescending(join(root, year, month), /^\d{2}$/)) {
        const directory = [year, month, day].join('/');
        for (const name of namesDescending(join(root, directory), /\.pack$/)) yield `${directory}/${name}`;
      }
    }
  }
}

function namesDescending(directory: string, form: RegExp): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => form.test(name))
      .sort()
      .reverse();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // nothing was ever stored
    throw error;
  }
}

function setAside(root: string, pack: string): void {
  const target = join(root, tornDirectory);
  mkdirSync(target, { recursive: true, mode: 0o700 });
  renameSync(join(root, pack), join(target, basename(pack)));
  syncDirectory(target);
  syncDirectory(dirname(join(root, pack)));
}
