import { randomUUID } from 'node:crypto';
import type { Change } from '../change.ts';
import type { JournalContent, Notes } from './journal.ts';
import type { JournalLine } from './journal-line.ts';

/** What stays the same in all lines of a run. */
export interface RunIdentity {
  /** `planDigest` of the plan that was shown. */
  readonly plan: string;
  readonly actor: string;
}

export interface BegunChanges {
  /** Ids of changes of a plan that some run started: made or not. */
  readonly begun: ReadonlySet<string>;
  /** Those among them that no line says the end of. */
  readonly unended: ReadonlySet<string>;
}

/** What earlier runs of a plan left in the journal. */
export function begunChanges({ lines }: JournalContent, plan: string): BegunChanges {
  const ofPlan = lines.filter((line) => line.plan === plan);
  const last = new Map(ofPlan.flatMap(({ change, event }) => (change === undefined ? [] : [[change, event] as const])));
  return {
    begun: new Set(last.keys()),
    unended: new Set([...last].flatMap(([id, event]) => (event === 'started' ? [id] : []))),
  };
}

/** One run's part of the journal, and what earlier runs of the same plan left there. */
export class RunRecord implements BegunChanges {
  readonly begun: Set<string>;
  readonly unended: ReadonlySet<string>;
  readonly #journal: Notes;
  readonly #identity: RunIdentity & { readonly run: string };
  readonly #clock: () => Date;

  constructor(journal: Notes, identity: RunIdentity, clock: () => Date) {
    this.#journal = journal;
    this.#identity = { ...identity, run: randomUUID() };
    this.#clock = clock;
    const { begun, unended } = begunChanges(journal.read(), identity.plan);
    this.begun = new Set(begun);
    this.unended = unended;
  }

  run(event: 'begun' | 'ended', about: Pick<JournalLine, 'note' | 'code'>): void {
    this.#write({ event, ...about });
  }

  change(
    { id, kind }: Change,
    event: 'started' | 'done' | 'failed',
    about: Pick<JournalLine, 'note' | 'code'> = {},
  ): void {
    if (event === 'started') this.begun.add(id);
    this.#write({ event, change: id, kind, ...about });
  }

  #write(line: Omit<JournalLine, 'time' | 'run' | 'plan' | 'actor'>): void {
    this.#journal.write({ time: this.#clock().toISOString(), ...this.#identity, ...line });
  }
}
