import type { LogStore } from '../../../../hub/audit/sealer/log-store.ts';
import type { PackReader, RecordSource } from '../../../../hub/audit/sealer/record-source.ts';
import { GatehouseFault } from '../../../../shared/errors.ts';

/** The process is gone: nothing after this step happens. */
class Crash extends Error {}

/** A log store in memory that counts its steps, and crashes at one of them: before it is done, or just after. */
export class MemoryLogStore implements LogStore {
  readonly files = new Map<string, Buffer>();
  steps = 0;
  #crash: { readonly at: number; readonly done: boolean } | undefined;

  crashAt(at: number, done: boolean): void {
    this.#crash = { at: this.steps + at, done };
  }

  carryOn(): void {
    this.#crash = undefined;
  }

  list(directory: string): Promise<readonly string[]> {
    return this.#step(() => {
      const names = [...this.files.keys()].filter((path) => path.startsWith(`${directory}/`));
      return [...new Set(names.map((path) => path.slice(directory.length + 1).split('/')[0]!))];
    });
  }

  read(path: string, most: number): Promise<Uint8Array | undefined> {
    return this.#step(() => this.files.get(path)?.subarray(0, most + 1));
  }

  create(path: string, bytes: Uint8Array): Promise<void> {
    return this.#step(() => {
      const present = this.files.get(path);
      if (present !== undefined && !present.equals(bytes)) throw new GatehouseFault('evidence_conflict', path, 'Look.');
      this.files.set(path, Buffer.from(bytes));
    });
  }

  remove(path: string): Promise<void> {
    return this.#step(() => void this.files.delete(path));
  }

  async #step<T>(work: () => T): Promise<T> {
    const step = this.steps;
    this.steps += 1;
    if (this.#crash !== undefined && step > this.#crash.at) throw new Crash();
    if (this.#crash?.at === step && !this.#crash.done) throw new Crash();
    const result = work();
    if (this.#crash?.at === step) throw new Crash();
    return result;
  }
}

/** Packs in memory, to which records can be added. */
export class MemoryPacks implements RecordSource {
  readonly records = new Map<string, Buffer[]>();

  add(pack: string, ...records: readonly string[]): void {
    const present = this.records.get(pack) ?? [];
    this.records.set(pack, present);
    present.push(...records.map((record) => Buffer.from(record)));
  }

  async packs(): Promise<readonly string[]> {
    return [...this.records.keys()].sort();
  }

  async open(pack: string): Promise<PackReader> {
    let read = 0;
    return {
      next: async (most) => {
        const next = (this.records.get(pack) ?? []).slice(read, read + most);
        read += next.length;
        return next;
      },
      close: async () => undefined,
    };
  }
}

export function packName(day: string, number: number): string {
  return `${day}/${String(number).padStart(26, '0')}.pack`;
}
