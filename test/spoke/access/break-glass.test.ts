import { describe, expect, it } from 'vitest';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { spokeStackSets } from '../../../spoke/access/stack-sets.ts';
import { decideForAdministrator } from '../../hub/stacks/synthesize.ts';
import { applicationOf, bundleOf, partitions, stacksIn } from './spoke-organization.ts';

const account = '111122223333';

describe.each(partitions)('the break-glass role in %s', (partition) => {
  const commander = `arn:${partition}:iam::123456789012:role/path/incident-commander`;
  const bundle = bundleOf((governance) => {
    governance.applications.claims = applicationOf({ account, partition, services: ['lambda.amazonaws.com'] });
    governance.organization.breakGlass = { principals: [commander] };
  }, partition);
  const policies = synthesizedPolicies(stacksIn(bundle, account));
  const role = policies.roles.find(({ name }) => name === 'gatehouse-break-glass')!;
  const session = (name: string, of = '123456789012') => `arn:${partition}:sts::${of}:assumed-role/${name}/s`;
  const named = { 'aws:PrincipalOrgID': bundle.organization.id, 'sts:SourceIdentity': 'ada' };
  const trusted = (change: Partial<AccessRequest> = {}) =>
    decideForAdministrator(policies, {
      principal: { arn: session('incident-commander'), roleArn: commander },
      action: 'sts:AssumeRole',
      resource: role.arn,
      context: named,
      ...change,
    }).allowed;

  it('is assumed by whom the file names, under a person’s name', () => {
    expect(trusted()).toBe(true);
    expect(trusted({ action: 'sts:SetSourceIdentity' })).toBe(true);
  });

  it.each([
    ['without a person’s name', { 'aws:PrincipalOrgID': bundle.organization.id }],
    ['with an empty name', { ...named, 'sts:SourceIdentity': '' }],
    ['from another organization', { ...named, 'aws:PrincipalOrgID': 'o-someoneelse' }],
    ['from no organization', { 'sts:SourceIdentity': 'ada' }],
  ])('is not assumed %s', (_how, context) => {
    expect(trusted({ context })).toBe(false);
  });

  it.each([
    ['another role of that account', session('Administrator')],
    ['a role of that name without its path', session('incident-commander')],
    ['a role of that name in the account itself', session('incident-commander', account)],
    ['the root user of that account', `arn:${partition}:iam::123456789012:root`],
    ['an administrator of the account', session('Administrator', account)],
  ])('is not assumed by %s', (_who, arn) => {
    expect(trusted({ principal: { arn } })).toBe(false);
  });

  it('takes no tags, by which somebody could seem to be an application', () => {
    expect(trusted({ action: 'sts:TagSession', context: { ...named, 'aws:TagKeys': ['gatehouse:application'] } })).toBe(
      false,
    );
  });

  it('may do everything for an hour, by a policy of its own partition', () => {
    const { properties } = policies.everything.find(({ identity }) => identity.arn === role.arn)!;
    expect(properties.ManagedPolicyArns).toEqual([`arn:${partition}:iam::aws:policy/AdministratorAccess`]);
    expect(properties.MaxSessionDuration).toBe(3600);
    expect(role.boundary).toBeUndefined();
  });

  it('is a StackSet of its own, for spokes and for the hub', () => {
    const [first] = spokeStackSets(bundle);
    expect(first).toMatchObject({ name: 'GatehouseBreakGlass', units: 'governed' });
    expect(Object.keys(JSON.parse(first!.body).Resources)).toEqual(['BreakGlass']);
  });
});

describe('without organization.breakGlass', () => {
  it('there is no such StackSet and no such role', () => {
    const bundle = bundleOf((governance) => {
      governance.applications.claims = applicationOf({ account, callers: ['own'] });
    });
    const stackSets = spokeStackSets(bundle);
    expect(stackSets.map(({ units }) => units)).not.toContain('governed');
    expect(stackSets.map(({ body }) => body).join('')).not.toContain('break-glass');
  });
});
