import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatehouseFault } from '../../../shared/errors.ts';
import { type JournalLine, parseJournalLine } from './journal-line.ts';

const fileName = 'journal.jsonl';

export interface JournalContent {
  readonly lines: readonly JournalLine[];
  /** Lines that say nothing, as a crash in the middle of writing leaves one. */
  readonly unreadable: number;
}

/** What a run needs of a journal. */
export type Notes = Pick<Journal, 'write' | 'read'>;

/** What was done, in the order in which it was done; a line that was written is on the disk. */
export class Journal {
  readonly #directory: string;
  readonly #file: number;

  private constructor(directory: string, file: number) {
    this.#directory = directory;
    this.#file = file;
  }

  /** @throws GatehouseFault `usage` where the directory cannot be written to; nothing is changed without a journal. */
  static open(directory: string): Journal {
    try {
      // Names of accounts and roles are nobody else's business on a shared machine.
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const file = openSync(join(directory, fileName), 'a+', 0o600);
      endTornLine(file);
      return new Journal(directory, file);
    } catch (cause) {
      throw notWritable(directory, cause);
    }
  }

  write(line: JournalLine): void {
    try {
      writeFileSync(this.#file, `${JSON.stringify(line)}\n`);
      fsyncSync(this.#file);
    } catch (cause) {
      throw notWritable(this.#directory, cause);
    }
  }

  read(): JournalContent {
    return readJournal(this.#directory);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Nothing where there is no journal. @throws GatehouseFault `usage` where there is one and it cannot be read. */
export function readJournal(directory: string): JournalContent {
  const texts = textOf(join(directory, fileName))
    .split('\n')
    .filter((text) => text !== '');
  const lines = texts.map(parseJournalLine).filter((line) => line !== undefined);
  return { lines, unreadable: texts.length - lines.length };
}

/** A line after it would otherwise be lost with it. */
function endTornLine(file: number): void {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  if (size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last.toString() === '\n')) return;
  writeFileSync(file, '\n');
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw new GatehouseFault('usage', `${path} cannot be read.`, 'Name the directory of the journal with --state.', {
      cause,
    });
  }
}

function notWritable(directory: string, cause: unknown): GatehouseFault {
  return new GatehouseFault(
    'usage',
    `The journal in ${directory} cannot be written.`,
    'Make room and see to its rights, or name another directory with --state: nothing is changed that is not written down.',
    { cause },
  );
}
