/**
 * Makes the changes of a plan that somebody was shown and agreed to. Nothing is remembered between runs but the journal: every run reads the world, plans again, and goes on with what is left, so a run that
 * was killed at any point is finished by the next one.
 */
import { GatehouseFault } from '../../../shared/errors.ts';
import type { Change, Plan } from '../change.ts';
import type { Governing } from './governing.ts';
import type { Notes } from './journal.ts';
import { type Making, makeWave } from './make-wave.ts';
import { expectRights } from './may-apply.ts';
import { RunRecord } from './run-record.ts';
import { planDigest } from './stale.ts';
import { whatIsLeft } from './what-is-left.ts';

export interface Applying extends Making {
  readonly shown: Plan;
  readonly governing: Governing;
  readonly journal: Notes;
  readonly clock: () => Date;
}

export interface Applied {
  /** Changes that this run made. */
  readonly made: number;
  /** Changes of the plan that were made before. */
  readonly madeBefore: number;
}

/** These go on at AWS after the request: a run that was killed may have left one on its way, which no longer shows as a difference. */
const longRunning: ReadonlySet<Change['kind']> = new Set([
  'enable-policy-type',
  'update-stack-set',
  'deploy-stack-set',
  'withdraw-stack-set',
]);

/** After these, other things are denied than before. */
const binding: ReadonlySet<Change['kind']> = new Set([
  'update-policy',
  'attach-policy',
  'detach-policy',
  'delete-policy',
]);

/**
 * @throws GatehouseFault `credentials_invalid`, `permission_missing`, `plan_stale`, `lock_out`: nothing was changed, or nothing after the last wave that was told of. `change_failed`, or the fault of the change itself: the others of its
 * wave were made, and no later one.
 */
export async function applyPlan(applying: Applying): Promise<Applied> {
  const { shown, governing, desk, journal, clock } = applying;
  const actor = await expectRights(desk, governing, shown.changes);
  const record = new RunRecord(journal, { plan: planDigest(shown), actor }, clock);
  const fresh = await look(applying, record);
  record.run('begun', { note: `${fresh.changes.length} of ${shown.changes.length} to make` });
  try {
    await followUp(applying, record, fresh);
    const made = await makeAll(applying, record, fresh);
    record.run('ended', { note: `${made} made` });
    return { made, madeBefore: shown.changes.length - made };
  } catch (error) {
    record.run('ended', { code: error instanceof GatehouseFault ? error.code : 'defect' });
    throw error;
  }
}

async function look(applying: Applying, record: RunRecord): Promise<Plan> {
  const { plan, before } = await whatIsLeft(applying, record.begun);
  applying.events.looked(before);
  return plan;
}

/** Sees to their end the changes that an earlier run began and that are no difference any more. */
async function followUp(applying: Applying, record: RunRecord, fresh: Plan): Promise<void> {
  const left = new Set(fresh.changes.map(({ id }) => id));
  const unended = applying.shown.changes.filter(
    ({ id, kind }) => longRunning.has(kind) && record.unended.has(id) && !left.has(id),
  );
  if (unended.length === 0) return;
  applying.events.waveBegins(0, wavesOf(fresh.changes), unended);
  await makeWave(applying, record, unended);
}

async function makeAll(applying: Applying, record: RunRecord, fresh: Plan): Promise<number> {
  const made = new Set<string>();
  const of = wavesOf(fresh.changes);
  let left = fresh.changes;
  for (let number = 1; left.length > 0; number++) {
    const wave = firstWave(left);
    applying.events.waveBegins(number, of, wave);
    await makeWave(applying, record, wave);
    for (const { id } of wave) made.add(id);
    left = left.filter(({ id }) => !made.has(id));
    // Before policies bind, and bind more accounts than the canary's, what the last wave made of the world is looked at, not assumed.
    if (firstWave(left).some(({ kind }) => binding.has(kind))) left = (await look(applying, record)).changes;
    refuseUndone(left, made);
  }
  return made.size;
}

function wavesOf(changes: readonly Change[]): number {
  return new Set(changes.map(({ wave }) => wave)).size;
}

function firstWave(changes: readonly Change[]): readonly Change[] {
  const number = changes.reduce((least, { wave }) => Math.min(least, wave), Number.POSITIVE_INFINITY);
  return changes.filter(({ wave }) => wave === number);
}

/** Somebody, or something, takes back what is made: to make it again and again would be a fight. */
function refuseUndone(left: readonly Change[], made: ReadonlySet<string>): void {
  const undone = left.find(({ id }) => made.has(id));
  if (undone === undefined) return;
  throw new GatehouseFault(
    'organization_conflict',
    `${undone.id} was made a moment ago, and is undone.`,
    'Find out who else changes the organization (CloudTrail has it), then apply again.',
  );
}
