import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { loadGovernance } from '../../../shared/config/load.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { decide, decideForAdministrator } from '../../hub/stacks/synthesize.ts';
import { applicationOf, bundleOf, endpointsOf, partitions, stacksIn } from './spoke-organization.ts';

const account = '111122223333';

describe.each(partitions)('what every account of applications gets in %s', (partition, region) => {
  const bundle = bundleOf(() => {}, partition);
  const policies = synthesizedPolicies(stacksIn(bundle, account));
  const bus = (name: string) => `arn:${partition}:events:${region}:${account}:event-bus/${name}`;
  const puts = (change: Partial<AccessRequest> = {}) =>
    decideForAdministrator(policies, {
      principal: { arn: `arn:${partition}:sts::999988887777:assumed-role/gatehouse-job-worker/s` },
      action: 'events:PutEvents',
      resource: bus('gatehouse'),
      context: { 'events:source': 'gatehouse.jobs' },
      ...change,
    }).allowed;

  it('is a bus on which the hub puts results of jobs', () => {
    expect(puts()).toBe(true);
  });

  it.each([
    ['events that are no results of jobs', { context: { 'events:source': 'aws.s3' } }],
    ['events without a source', { context: {} }],
    ['rules', { action: 'events:PutRule' }],
    [
      'events of another account',
      { principal: { arn: `arn:${partition}:sts::444455556666:assumed-role/gatehouse-job-worker/s` } },
    ],
    ['events of a service', { principal: { arn: 's3.amazonaws.com' } }],
  ])('is a bus that takes no %s', (_what, change) => {
    expect(puts(change)).toBe(false);
  });

  const rule = policies.everything.find(({ type }) => type === 'AWS::Events::Rule')!;
  const carrier = policies.roles.find(({ name }) => name === 'gatehouse-job-results')!;

  it('is a rule that carries what the hub itself has sent on to the default bus', () => {
    expect(rule.properties).toMatchObject({
      EventBusName: 'gatehouse',
      EventPattern: { source: ['gatehouse.jobs'], account: ['999988887777'] },
      State: 'ENABLED',
      Targets: [{ Id: 'default-bus', Arn: bus('default'), RoleArn: carrier.arn }],
    });
  });

  it('is a role that can put events on the default bus, and nothing else', () => {
    const may = (action: string, resource: string) => {
      const arn = `arn:${partition}:sts::${account}:assumed-role/gatehouse-job-results/s`;
      return decide(policies, { principal: { arn }, action, resource }).allowed;
    };
    expect(may('events:PutEvents', bus('default'))).toBe(true);
    expect(may('events:PutEvents', bus('other'))).toBe(false);
    expect(may('events:PutEvents', bus('default').replace(account, '444455556666'))).toBe(false);
    expect(may('events:PutRule', bus('default'))).toBe(false);
    expect(may('sts:AssumeRole', `arn:${partition}:iam::999988887777:role/gatehouse-caller-claims`)).toBe(false);
  });

  it('is a role that EventBridge has for that rule of this account alone', () => {
    const arn = `arn:${partition}:events:${region}:${account}:rule/gatehouse/gatehouse-job-results`;
    const trusted = (principal: string, context: Record<string, string>) =>
      decide(policies, { principal: { arn: principal }, action: 'sts:AssumeRole', resource: carrier.arn, context })
        .allowed;
    const proper = { 'aws:SourceArn': arn, 'aws:SourceAccount': account };
    expect(trusted('events.amazonaws.com', proper)).toBe(true);
    expect(trusted('events.amazonaws.com', { ...proper, 'aws:SourceArn': `${arn}-2` })).toBe(false);
    expect(trusted('events.amazonaws.com', { ...proper, 'aws:SourceAccount': '444455556666' })).toBe(false);
    expect(trusted('events.amazonaws.com', {})).toBe(false);
    expect(trusted('lambda.amazonaws.com', proper)).toBe(false);
  });
});

/** Parameters of an account, by name. */
function parametersIn(bundle: Parameters<typeof stacksIn>[0], where: string): Record<string, unknown> {
  const { everything } = synthesizedPolicies(stacksIn(bundle, where));
  return Object.fromEntries(
    everything
      .filter(({ type }) => type === 'AWS::SSM::Parameter')
      .map(({ properties }) => [String(properties.Name), JSON.parse(String(properties.Value))]),
  );
}

describe('the parameters of an account', () => {
  const bundle = bundleOf((governance) => {
    governance.applications.claims = applicationOf({ account, services: ['lambda.amazonaws.com'] });
    governance.applications.desk = applicationOf({ account: '444455556666', callers: ['own'] });
    governance.organization.spokes = endpointsOf('aws', account);
  });

  it('say where the hub is, in every account', () => {
    const hub = {
      endpoints: { public: 'https://genai.example.com', private: 'https://genai.internal.example.com' },
      region: 'us-east-1',
      signingName: 'execute-api',
    };
    for (const where of [account, '444455556666', '555566667777'])
      expect(parametersIn(bundle, where)['/gatehouse/hub']).toEqual(hub);
  });

  it('say how an application calls it, in its own account alone', () => {
    expect(Object.keys(parametersIn(bundle, account)).toSorted()).toEqual([
      '/gatehouse/applications/claims',
      '/gatehouse/hub',
    ]);
    expect(parametersIn(bundle, account)['/gatehouse/applications/claims']).toEqual({
      application: 'claims',
      endpoint: 'https://genai.internal.example.com/apps/claims',
      roleArn: 'arn:aws:iam::999988887777:role/gatehouse-caller-claims',
      callerRoleArn: 'arn:aws:iam::111122223333:role/gatehouse-app-claims',
      region: 'us-east-1',
    });
    expect(parametersIn(bundle, '444455556666')['/gatehouse/applications/desk']).toMatchObject({
      endpoint: 'https://genai.example.com/apps/desk',
      callerRoleArn: null,
    });
    expect(Object.keys(parametersIn(bundle, '555566667777'))).toEqual(['/gatehouse/hub']);
  });

  it('name the private edge where there is no other, and none where there is none', () => {
    const edge = bundle.hub.edge!;
    const inside = { ...bundle, hub: { ...bundle.hub, edge: { ...edge, regional: null, cloudFront: null } } };
    expect(parametersIn(inside, '444455556666')).toMatchObject({
      '/gatehouse/hub': { endpoints: { private: 'https://genai.internal.example.com' } },
      '/gatehouse/applications/desk': { endpoint: 'https://genai.internal.example.com/apps/desk' },
    });
    const closed = { ...bundle, hub: { ...bundle.hub, edge: null } };
    expect(parametersIn(closed, '444455556666')).toMatchObject({
      '/gatehouse/hub': { endpoints: {} },
      '/gatehouse/applications/desk': { endpoint: null },
    });
  });

  it('fit into a standard parameter', () => {
    const example = loadGovernance(readFileSync('governance.yaml', 'utf8'), 'governance.yaml');
    if (!example.ok) throw new Error('the example is not valid');
    for (const { accountId } of Object.values(example.policy.bundle.applications))
      for (const value of Object.values(parametersIn(example.policy.bundle, accountId)))
        expect(JSON.stringify(value).length).toBeLessThan(4_096);
  });
});
