import type { Fields } from './fields.ts';

/** A write that was asked for, in the order in which they were carried out. */
export interface WriteEntry {
  /** 1 is the first. */
  readonly number: number;
  /** `organizations:AttachPolicy` */
  readonly action: string;
  readonly input: Fields;
  /** `done`, or the code of the refusal. */
  readonly outcome: string;
}

export interface Calls {
  /** Requests by action, refused ones included. */
  readonly calls: Readonly<Record<string, number>>;
  readonly throttled: number;
}

/** What the stand-in was asked for. */
export interface Ledger {
  call(action: string): void;
  throttled(): void;
  write(action: string, input: Fields, outcome: string): void;
  calls(): Calls;
  writes(): readonly WriteEntry[];
  forget(): void;
}

export function createLedger(): Ledger {
  let calls = new Map<string, number>();
  let writes: WriteEntry[] = [];
  let throttled = 0;
  return {
    call: (action) => calls.set(action, (calls.get(action) ?? 0) + 1),
    throttled: () => throttled++,
    write: (action, input, outcome) => writes.push({ number: writes.length + 1, action, input, outcome }),
    calls: () => ({ calls: Object.fromEntries([...calls].sort()), throttled }),
    writes: () => [...writes],
    forget() {
      calls = new Map();
      writes = [];
      throttled = 0;
    },
  };
}
