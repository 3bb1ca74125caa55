import { setImmediate as turn } from 'node:timers/promises';
import { afterChange } from '../../../../pipelines/bootstrap/after-change.ts';
import type { Change } from '../../../../pipelines/bootstrap/change.ts';
import type { OrganizationDesk } from '../../../../pipelines/bootstrap/organization-desk.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import { management } from '../example-organization.fixture.ts';

/** Where a run dies, counted in changes that were asked for. `before`: the change is not made; `during`: it is, and nobody hears of it; `after`: its end is on disk. */
export interface Death {
  readonly change: number;
  readonly moment: 'before' | 'during' | 'after';
}

/** An organization in memory, that outlives runs. */
export class MemoryDesk implements OrganizationDesk {
  world: Snapshot;
  /** Changes that were asked for, in order, by id. */
  readonly asked: string[] = [];
  /** Those among them that had been made already. */
  readonly askedAgain: string[] = [];
  #death: Death | undefined;
  #dead = Promise.withResolvers<void>();
  #isDead = false;
  #count = 0;
  readonly #made = new Set<string>();

  constructor(world: Snapshot) {
    this.world = world;
  }

  /** The next run dies there: from then on it hears nothing any more. Resolves when it has. */
  dieAt(death: Death): Promise<void> {
    this.#death = death;
    this.#dead = Promise.withResolvers();
    this.#isDead = false;
    this.#count = 0;
    return this.#dead.promise;
  }

  /** Another run, which lives. */
  revive(): void {
    this.#death = undefined;
    this.#isDead = false;
    this.asked.length = 0;
    this.askedAgain.length = 0;
  }

  identity = async () => ({
    arn: `arn:aws:sts::${management}:assumed-role/platform/someone`,
    roleArn: undefined,
    accountId: management,
  });
  missingPermissions = async () => [];
  effectivePolicy = async () => undefined;
  stats = () => ({ calls: {}, throttled: 0 });

  async read(): Promise<Snapshot> {
    await this.#alive();
    return this.world;
  }

  async carryOut(change: Change): Promise<void> {
    await this.#alive();
    this.#count += 1;
    const fate = this.#count === this.#death?.change ? this.#death.moment : undefined;
    // A run that died after a change asks for no other.
    if (this.#count === (this.#death?.change ?? 0) + 1 && this.#death?.moment === 'after') await this.#die();
    this.asked.push(change.id);
    if (fate === 'before') await this.#die();
    await turn();
    // What was on its way when the run died arrives all the same.
    this.world = afterChange(this.world, change);
    if (this.#made.has(change.id)) this.askedAgain.push(change.id);
    this.#made.add(change.id);
    if (fate === 'during') await this.#die();
    await this.#alive();
  }

  #die(): Promise<never> {
    this.#isDead = true;
    this.#dead.resolve();
    return new Promise(() => undefined);
  }

  async #alive(): Promise<void> {
    if (this.#isDead) await new Promise(() => undefined);
  }
}
