import { beforeAll, describe, expect, it } from 'vitest';
import { preflight } from '../../../../pipelines/bootstrap/preflight/preflight.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import { bundleOf, governed, planOf } from '../governed-organization.fixture.ts';
import { withBreakGlass, withStackSets } from './preflight.fixture.ts';

describe('a statement of ours', () => {
  const bundle = withBreakGlass(bundleOf('aws'));
  let world: Snapshot;
  beforeAll(async () => {
    world = withStackSets(await governed(bundle), bundle);
  });

  it.each([
    'ApisAreDeployed',
    'BreakGlassComesByStackSet',
    'BucketsAreDeployed',
    'DeployerIsBootstrapped',
    'DeployerIsPassedByThePipeline',
    'DistributionsAreDeployed',
    'FirewallsAreDeployed',
    'FunctionsAreDeployed',
    'GatehousePoliciesAreDeployed',
    'GatehouseRolesAreDeployed',
    'GuardrailsAreDeployed',
    'KeysAreDeployed',
    'LogsAreKept',
    'RootDoesNothing',
    'StacksAreDeployed',
    'TablesAreDeployed',
    'TrailsGoOn',
  ])('that has lost its exceptions is named: %s', (sid) => {
    const after = {
      ...world,
      policies: world.policies.map((policy) =>
        policy.name.startsWith('gatehouse-scp') ? { ...policy, text: withoutCondition(policy.text, sid) } : policy,
      ),
    };
    expect(after.policies).not.toEqual(world.policies);
    expect(preflight(planOf([]), world, after, bundle).map(({ statement }) => statement)).toContainEqual(
      expect.stringMatching(new RegExp(`^gatehouse-scp-(spokes|hub)-\\d \\(${sid}\\)$`)),
    );
  });
});

function withoutCondition(text: string, sid: string): string {
  const document = JSON.parse(text) as { readonly Statement: readonly { readonly Sid?: string }[] };
  const Statement = document.Statement.map((statement) => {
    if (statement.Sid?.replace(/\d+$/, '') !== sid) return statement;
    const { Condition: _, ...rest } = statement as { readonly Condition?: object };
    return rest;
  });
  return JSON.stringify({ ...document, Statement });
}
