import { describe, expect, it } from 'vitest';
import { effectDiff } from '../../../../pipelines/bootstrap/effects/effect-diff.ts';
import { createJudge } from '../../../../pipelines/bootstrap/effects/judge.ts';
import { preflight } from '../../../../pipelines/bootstrap/preflight/preflight.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import type { PolicyBundle } from '../../../../shared/config/bundle.ts';
import { bundleOf, governed, ids, planOf, ungoverned } from '../governed-organization.fixture.ts';

const bundle = bundleOf('aws');

/** Accounts in units below the one of the spokes. */
function grown(snapshot: Snapshot, units: number, accounts: number): Snapshot {
  const more = Array.from({ length: units }, (_, index) => ({
    id: `ou-abcd-4${String(index).padStart(7, '0')}`,
    name: `team-${index}`,
    parentId: ids.spokes,
  }));
  const people = Array.from({ length: accounts }, (_, index) => ({
    id: String(600_000_000_000 + index),
    name: `account-${index}`,
    parentId: more[index % units]!.id,
    state: 'ACTIVE',
  }));
  const added = [...more, ...people].map(({ id }) => id);
  const policies = snapshot.policies.map((policy) =>
    policy.awsManaged ? { ...policy, targets: [...policy.targets, ...added] } : policy,
  );
  return { ...snapshot, units: [...snapshot.units, ...more], accounts: [...snapshot.accounts, ...people], policies };
}

/** Requests that were judged for the pre-flight and the effects. */
function asked(before: Snapshot, after: Snapshot, rules: PolicyBundle) {
  const [first, second] = [0, 1].map(() => createJudge(rules.organization.managementAccountId));
  const obstacles = preflight(planOf([]), before, after, rules, first);
  const effects = effectDiff(before, after, rules, second);
  return { obstacles, effects, requests: [first?.asked(), second?.asked()] };
}

describe('5,000 accounts in 300 units', () => {
  it('are judged with no more requests than three, where they lie below the same policies', async () => {
    const [before, after] = [ungoverned(bundle), await governed(bundle)];
    const few = asked(before, after, bundle);
    const many = asked(grown(before, 300, 5_000), grown(after, 300, 5_000), bundle);
    expect(many.obstacles).toEqual([]);
    expect(many.requests).toEqual(few.requests);
    expect(many.effects.map(({ actions }) => actions)).toEqual(few.effects.map(({ actions }) => actions));
    expect(many.effects[0]?.accounts).toHaveLength(5_003);
  });

  it('cost what each policy of somebody else speaks of, where each unit has one of its own', async () => {
    const [before, after] = [grown(ungoverned(bundle), 300, 5_000), grown(await governed(bundle), 300, 5_000)];
    const own = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      policies: [
        ...snapshot.policies,
        ...snapshot.units.slice(4).map(({ id, name }) => ({
          id: `p-${name}`,
          name,
          type: 'SCP' as const,
          awsManaged: false,
          text: JSON.stringify({
            Version: '2012-10-17',
            Statement: { Sid: name.replace('-', ''), Effect: 'Deny', Action: 'redshift:*', Resource: '*' },
          }),
          targets: [id],
        })),
      ],
    });
    const same = asked(before, after, bundle);
    expect(asked(own(before), own(after), bundle).requests).toEqual(same.requests);
  });
});
