import { constants } from 'node:fs';
import { type FileHandle, open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { GatehouseFault } from '../../shared/errors.ts';
import type { LogFiles } from './log/log-inventory.ts';

/** How deep tiles lie: `tile/entries/x001/x234/x567/x890/123.p/45`. */
const deepest = 9;

/** The files of a log in a directory. It may come from anybody: links are not followed, and only plain files are read. */
export function logFilesIn(directory: string): LogFiles {
  return {
    list: () => listFiles(directory, '', deepest),
    async read(path, most) {
      const file = await openFile(join(directory, path));
      if (file === undefined) return undefined;
      try {
        return await readUpTo(file, most + 1);
      } catch (cause) {
        throw unreadable(path, cause);
      } finally {
        await file.close();
      }
    },
  };
}

async function* listFiles(root: string, below: string, depth: number): AsyncGenerator<string> {
  if (depth === 0) return;
  const directory = await opendir(join(root, below)).catch((cause: unknown) => {
    throw unreadable(join(root, below), cause);
  });
  for await (const entry of directory) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* listFiles(root, path, depth - 1);
    else if (entry.isFile()) yield path;
  }
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  try {
    // Not to be kept waiting by a pipe in a file's place.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    return undefined;
  } catch (cause) {
    const absent = ['ENOENT', 'ENOTDIR', 'ELOOP'].includes((cause as NodeJS.ErrnoException).code ?? '');
    if (absent) return undefined;
    throw unreadable(path, cause);
  }
}

async function readUpTo(file: FileHandle, most: number): Promise<Buffer> {
  const { size } = await file.stat();
  const bytes = Buffer.allocUnsafe(Math.min(size, most));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

function unreadable(path: string, cause: unknown): GatehouseFault {
  return new GatehouseFault(
    'evidence_unavailable',
    `${path} cannot be read.`,
    'Name the directory of a log (the one with checkpoints and tile/), and run this as a user who may read it.',
    { cause },
  );
}
