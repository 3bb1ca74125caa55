import fc from 'fast-check';
import { expect, it } from 'vitest';
import { afterChange, afterChanges } from '../../../../pipelines/bootstrap/after-change.ts';
import { ChangeOrder } from '../../../../pipelines/bootstrap/apply/change-order.ts';
import type { Change } from '../../../../pipelines/bootstrap/change.ts';
import { sorted, ungoverned } from '../example-organization.fixture.ts';
import { changedRulesText } from './changed-rules.fixture.ts';
import { fewRules } from './few-rules.fixture.ts';

const first = fewRules();
const changed = fewRules(changedRulesText);
const governed = afterChanges(sorted(40), (await first.plan(sorted(40))).changes);

/** Changes of a plan in an order in which runs may make them, chosen by `picks`. */
function someOrder(changes: readonly Change[], picks: readonly number[]): readonly Change[] {
  const made: Change[] = [];
  for (const number of new Set(changes.map(({ wave }) => wave))) {
    const wave = changes.filter((change) => change.wave === number);
    const order = new ChangeOrder(wave);
    for (const waiting = new Set(wave); waiting.size > 0; ) {
      const may = [...waiting].filter((change) => order.mayBegin(change));
      const next = may[(picks[made.length % picks.length] ?? 0) % may.length];
      if (next === undefined) throw new Error('nothing may begin, and not all is made');
      waiting.delete(next);
      order.made(next);
      made.push(next);
    }
  }
  return made;
}

it.each([
  ['an organization without units', first, ungoverned()],
  ['forty accounts that nobody has governed yet', first, sorted(40)],
  ['forty accounts whose rules change', changed, governed],
])(
  'a run that is broken off anywhere, in whatever order it made its changes, leaves the others: %s',
  async (_what, rules, before) => {
    const { changes } = await rules.plan(before);
    const end = afterChanges(before, changes);
    const picks = fc.array(fc.nat(30), { minLength: 5, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(picks, fc.double({ min: 0, max: 1, noNaN: true }), async (chosen, part) => {
        const order = someOrder(changes, chosen);
        const made = Math.floor(part * order.length);
        let world = before;
        for (const change of order.slice(0, made)) world = afterChange(world, change);
        const left = (await rules.plan(world)).changes;
        expect(left.map(({ id }) => id).toSorted()).toEqual(
          order
            .slice(made)
            .map(({ id }) => id)
            .toSorted(),
        );
        // An account that a change reaches was shown with it.
        for (const { id, accounts } of left) {
          const shown = changes.find((change) => change.id === id);
          expect(shown?.accounts).toEqual(expect.arrayContaining([...accounts]));
        }
        expect(afterChanges(world, left)).toEqual(end);
      }),
      { numRuns: 40 },
    );
  },
);
