import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterChange, afterChanges } from '../../../pipelines/bootstrap/after-change.ts';
import type { Change } from '../../../pipelines/bootstrap/change.ts';
import { inOrderOfIds } from '../../../pipelines/bootstrap/in-order.ts';
import { ownership } from '../../../pipelines/bootstrap/our-policies.ts';
import type { Snapshot } from '../../../pipelines/bootstrap/snapshot.ts';
import { unitPaths } from '../../../pipelines/bootstrap/unit-paths.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { deniedAt } from './denied-at.fixture.ts';
import { governed, idsOf, planFor } from './organization.fixture.ts';
import { type History, histories, touchedByHand } from './random-worlds.fixture.ts';

const isOurs = ownership();
const ours = (name: string) =>
  isOurs({ type: 'SCP', name, awsManaged: false }) || /^gatehouse-tags(-canary(-2)?)?$/.test(name);

/** The organization of a history as it is today, and the plan for it; undefined where it refuses to be planned. */
async function today({ first, earlier, share, byHand, today: rules, organization }: History) {
  try {
    const before = await governed(first, organization);
    const changes = await planFor(earlier, before);
    const made = afterChanges(before, changes.slice(0, Math.round(share * changes.length)));
    const snapshot = touchedByHand(made, byHand, ours);
    return { rules, snapshot, changes: await planFor(rules, snapshot) };
  } catch (error) {
    if (error instanceof GatehouseFault && error.code === 'configuration_invalid') return undefined;
    throw error;
  }
}

/** Every state between the changes, with the number of changes made. */
function* walk(snapshot: Snapshot, changes: readonly Change[]): Iterable<readonly [number, Snapshot]> {
  let now = snapshot;
  yield [0, now];
  for (const [index, change] of changes.entries()) {
    now = afterChange(now, change);
    yield [index + 1, now];
  }
}

async function property(
  numRuns: number,
  holds: (world: NonNullable<Awaited<ReturnType<typeof today>>>) => Promise<void> | void,
) {
  let planned = 0;
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const world = await today(history);
      if (world === undefined) return;
      planned++;
      await holds(world);
    }),
    { numRuns },
  );
  // Most random organizations can be planned: otherwise this would prove nothing.
  expect(planned).toBeGreaterThan(numRuns / 2);
}

describe('a plan, for any organization', () => {
  it('is resumed by planning again, wherever it was broken off', async () => {
    await property(60, async ({ rules, snapshot, changes }) => {
      for (const [made, now] of walk(snapshot, changes))
        expect(idsOf(await planFor(rules, now)), `after ${made} of\n${idsOf(changes).join('\n')}`).toEqual(
          idsOf(changes.slice(made)),
        );
    });
  }, 120_000);

  it('is resumed as well where changes of one wave were made side by side', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat(), fc.infiniteStream(fc.boolean()), async (history, at, coins) => {
        const world = await today(history);
        if (world === undefined || world.changes.length === 0) return;
        const { rules, snapshot, changes } = world;
        const broken = changes[at % changes.length]?.wave ?? 1;
        const inWave = changes.filter(({ wave }) => wave === broken).filter(() => coins.next().value === true);
        const made = new Set([...changes.filter(({ wave }) => wave < broken), ...inWave]);
        const left = await planFor(rules, afterChanges(snapshot, [...made]));
        expect(idsOf(left)).toEqual(idsOf(changes.filter((change) => !made.has(change))));
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  it('leaves nothing to change', async () => {
    await property(100, async ({ rules, snapshot, changes }) => {
      expect(idsOf(await planFor(rules, afterChanges(snapshot, changes)))).toEqual([]);
    });
  }, 60_000);

  it('names each change in one word that no other has', async () => {
    await property(100, ({ changes }) => {
      expect(new Set(idsOf(changes)).size).toBe(changes.length);
      expect(idsOf(changes).filter((id) => /\s/.test(id))).toEqual([]);
    });
  }, 60_000);

  it('numbers waves from 1, without gaps', async () => {
    await property(100, ({ changes }) => {
      const waves = changes.map(({ wave }) => wave);
      expect(waves).toEqual(waves.toSorted((one, other) => one - other));
      expect(new Set(waves).size).toBe(waves.at(-1) ?? 0);
    });
  }, 60_000);

  it('touches no policy and no StackSet of anybody else', async () => {
    await property(100, ({ snapshot, changes }) => {
      const foreign = ({ policies, stackSets }: Snapshot) => [
        inOrderOfIds(policies.filter(({ name, awsManaged }) => !ours(name) && !awsManaged)),
        stackSets.filter(({ name }) => !name.startsWith('Gatehouse')),
      ];
      expect(foreign(afterChanges(snapshot, changes))).toEqual(foreign(snapshot));
      expect(
        changes.filter((change) => 'name' in change && /^(?:landing|Landing|FullAWS)|x$/.test(change.name)),
      ).toEqual([]);
    });
  }, 60_000);

  it('keeps what AWS attaches everywhere, and every unit within its slots', async () => {
    await property(60, ({ rules, snapshot, changes }) => {
      const { scpSlots } = rules.bundle.organization.policies.limits;
      for (const [made, now] of walk(snapshot, changes)) {
        if (!now.root.policyTypes.includes('SCP')) continue;
        const full = now.policies.find(({ name }) => name === 'FullAWSAccess')?.targets;
        const everywhere = [now.root, ...now.units, ...now.accounts].map(({ id }) => id);
        expect(full).toEqual(expect.arrayContaining(everywhere));
        for (const { id } of now.units) {
          const attached = now.policies.filter(({ type, targets }) => type === 'SCP' && targets.includes(id));
          expect(attached.length, `${id} after ${made}`).toBeLessThanOrEqual(scpSlots);
        }
      }
    });
  }, 60_000);

  it('denies at every moment what is denied before and after it', async () => {
    await property(60, ({ rules, snapshot, changes }) => {
      const end = afterChanges(snapshot, changes);
      const { spokes, hub } = rules.bundle.organization.policies.units;
      const paths = unitPaths(snapshot);
      const units = [...spokes, ...hub].flatMap((unit) => paths.idOf(unit) ?? []);
      for (const unit of units) {
        const after = deniedAt(end, unit);
        const always = [...deniedAt(snapshot, unit)].filter((request) => after.has(request));
        for (const [made, now] of walk(snapshot, changes)) {
          const denied = deniedAt(now, unit);
          expect(
            always.filter((request) => !denied.has(request)),
            `${unit} after ${changes[made - 1]?.id} of\n${idsOf(changes).join('\n')}`,
          ).toEqual([]);
        }
      }
    });
  }, 60_000);
});
