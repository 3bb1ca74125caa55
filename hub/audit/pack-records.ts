import { constants } from 'node:fs';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { evidenceMissing } from './evidence-faults.ts';
import { type PackEntry, wholeLength } from './pack.ts';
import type { PackReader, RecordSource } from './sealer/record-source.ts';

/** Bytes that are read at once; more where a section is longer. */
const chunkBytes = 4 * 1024 * 1024;
const recordKey = /^records\/[^/]+\/(?:intent|completion)$/;

/** The packs of an evidence directory, read while they are written. */
export function packRecordsIn(root: string): RecordSource {
  return { packs: () => packNames(root), open: (pack) => OpenPack.open(join(root, pack)) };
}

export function isRecordEntry({ header }: PackEntry): boolean {
  return recordKey.test(header.key);
}

/** `yyyy/mm/dd/<id>.pack`, in the order of their names; none where nothing was ever stored. */
export async function packNames(root: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const year of await namesIn(root, /^\d{4}$/)) {
    for (const month of await namesIn(join(root, year), /^\d{2}$/)) {
      for (const day of await namesIn(join(root, year, month), /^\d{2}$/)) {
        const directory = join(root, year, month, day);
        for (const name of await namesIn(directory, /^[0-9A-HJKMNP-TV-Z]{26}\.pack$/)) {
          names.push(`${year}/${month}/${day}/${name}`);
        }
      }
    }
  }
  return names;
}

async function namesIn(directory: string, form: RegExp): Promise<readonly string[]> {
  try {
    return (await readdir(directory)).filter((name) => form.test(name)).sort();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw evidenceMissing(cause);
  }
}

class OpenPack implements PackReader {
  readonly #file: FileHandle;
  #offset = 0;
  #records: Uint8Array[] = [];

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<OpenPack> {
    try {
      const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      // What a killed hub wrote may be in memory alone: it must not be gone once its hash is signed.
      await file.datasync();
      return new OpenPack(file);
    } catch (cause) {
      throw evidenceMissing(cause);
    }
  }

  async next(most: number): Promise<readonly Uint8Array[]> {
    while (this.#records.length < most) {
      const read = await this.#readSections(chunkBytes);
      if (read === 0) break;
    }
    return this.#records.splice(0, most);
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** Answers how many bytes of whole sections there were. */
  async #readSections(most: number): Promise<number> {
    const { size } = await this.#file.stat();
    const length = Math.min(most, size - this.#offset);
    if (length <= 0) return 0;
    const { bytesRead, buffer } = await this.#file.read(Buffer.alloc(length), 0, length, this.#offset);
    const entries: PackEntry[] = [];
    const whole = wholeLength(buffer.subarray(0, bytesRead), entries);
    // A section may be longer than what was read.
    if (whole === 0 && bytesRead === most) return this.#readSections(2 * most);
    this.#offset += whole;
    for (const entry of entries) if (isRecordEntry(entry)) this.#records.push(Buffer.from(entry.body));
    return whole;
  }
}
