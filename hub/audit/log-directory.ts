import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GatehouseFault } from '../../shared/errors.ts';
import { fsyncDirectory, writeDurably } from './durable-file.ts';
import { sameBytes } from './log/tree-hash.ts';
import { logFilesIn } from './log-files.ts';
import type { LogStore } from './sealer/log-store.ts';

/** What is being written; a crash leaves it behind, and nothing refers to it. */
const draftsDirectory = 'drafts';

/** The embedded log store: a directory of files that are created once. */
export class LogDirectory implements LogStore {
  readonly #root: string;
  readonly #files: ReturnType<typeof logFilesIn>;

  constructor(root: string) {
    this.#root = root;
    this.#files = logFilesIn(root);
  }

  async list(directory: string): Promise<readonly string[]> {
    try {
      return await readdir(join(this.#root, directory));
    } catch (cause) {
      if (isCode(cause, 'ENOENT')) return [];
      throw unusable(cause);
    }
  }

  read(path: string, most: number): Promise<Uint8Array | undefined> {
    return this.#files.read(path, most);
  }

  async create(path: string, bytes: Uint8Array): Promise<void> {
    try {
      if (await this.#link(path, bytes)) return;
    } catch (cause) {
      throw unusable(cause);
    }
    const present = await this.read(path, bytes.length);
    if (present === undefined || !sameBytes(present, bytes)) throw conflict(path);
    // Whoever created it may have died before its name was durable.
    await fsyncDirectory(dirname(join(this.#root, path))).catch((cause: unknown) => Promise.reject(unusable(cause)));
  }

  async remove(path: string): Promise<void> {
    try {
      await unlink(join(this.#root, path));
    } catch (cause) {
      if (!isCode(cause, 'ENOENT')) throw unusable(cause);
    }
  }

  /** Written beside, synced, then linked into place, which fails where the name is taken. Answers whether it was free. */
  async #link(path: string, bytes: Uint8Array): Promise<boolean> {
    const target = join(this.#root, path);
    await makeDurableDirectory(join(this.#root, draftsDirectory));
    await makeDurableDirectory(dirname(target));
    const draft = join(this.#root, draftsDirectory, randomBytes(8).toString('hex'));
    try {
      await writeDurably(draft, bytes, 0o400);
      await link(draft, target);
    } catch (cause) {
      if (isCode(cause, 'EEXIST')) return false;
      throw cause;
    } finally {
      await unlink(draft).catch(() => undefined);
    }
    await fsyncDirectory(dirname(target));
    return true;
  }
}

/** New directories are durable once the one above is synced. */
async function makeDurableDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await fsyncDirectory(dirname(made));
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}

function conflict(path: string): GatehouseFault {
  return new GatehouseFault(
    'evidence_conflict',
    `The log already has a file ${path} with other bytes.`,
    'Nothing was signed. Keep the state directory as it is, find out what is wrong with gatehouse audit verify, and start an investigation.',
  );
}

function unusable(cause: unknown): GatehouseFault {
  return new GatehouseFault(
    'evidence_unavailable',
    'The log cannot be read or written.',
    'Check the disk of the state directory (space, permissions, health). Records are kept meanwhile, and are sealed once it can.',
    { cause },
  );
}
