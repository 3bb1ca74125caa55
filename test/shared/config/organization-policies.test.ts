import { describe, expect, it } from 'vitest';
import { load, minimalGovernance, onlyProblem, problemsOf } from './minimal-governance.ts';

function withPolicies(policies: unknown, hub: object = {}) {
  const governance = minimalGovernance();
  return {
    ...governance,
    hub: { ...governance.hub, ...hub },
    organization: { ...governance.organization, policies },
  };
}

const role = 'arn:aws:iam::111122223333:role/fraud-scoring';
const guardrail = (region: string, account = '123456789012') => ({
  arn: `arn:aws:bedrock:${region}:${account}:guardrail/gr1a2b3c4d5e`,
  version: 3,
});

describe('organization.policies', () => {
  it('need not be written', () => {
    const loaded = load(minimalGovernance());
    expect(loaded.ok && loaded.policy.bundle.organization.policies).toEqual({
      units: { spokes: [], hub: [] },
      createUnits: false,
      canaryUnit: null,
      allowedRegions: [],
      modelBuilders: [],
      exceptions: [],
      guardrails: [],
      limits: { scpCharacters: 10_240, scpSlots: 10, rcpCharacters: 5120, rcpSlots: 5 },
    });
  });

  it('is taken as it is written', () => {
    const policies = {
      units: { spokes: ['ou-abcd-11111111', '/Workloads/GenAI'], hub: ['ou-abcd-22222222'] },
      createUnits: true,
      canaryUnit: '/Workloads/GenAI',
      allowedRegions: ['us-west-2'],
      modelBuilders: [role],
      exceptions: [{ policy: 'no-hosted-models', principals: [role], why: 'It scores fraud.' }],
      guardrails: [guardrail('us-east-1'), guardrail('us-west-2')],
      limits: { scpCharacters: 5120, scpSlots: 5, rcpCharacters: 4096, rcpSlots: 4 },
    };
    const loaded = load(withPolicies(policies));
    expect(loaded.ok && loaded.policy.bundle.organization.policies).toEqual(policies);
  });

  it.each([
    ['a policy that does not exist', { policy: 'no-hosted-model', principals: [role], why: 'x' }],
    ['a policy that spares nobody but whom it lists', { policy: 'no-leaving', principals: [role], why: 'x' }],
    ['a pattern', { policy: 'no-hosted-models', principals: ['arn:aws:iam::111122223333:role/*'], why: 'x' }],
    ['a root user', { policy: 'no-hosted-models', principals: ['arn:aws:iam::111122223333:root'], why: 'x' }],
    ['nobody', { policy: 'no-hosted-models', principals: [], why: 'x' }],
    ['no reason', { policy: 'no-hosted-models', principals: [role] }],
  ])('refuses an exception for %s', (_what, exception) => {
    expect(problemsOf(withPolicies({ exceptions: [exception] }))).toHaveLength(1);
  });

  it('refuses a unit that is of both kinds', () => {
    const units = { spokes: ['ou-abcd-11111111', 'ou-abcd-22222222'], hub: ['ou-abcd-22222222'] };
    expect(onlyProblem(withPolicies({ units }))).toMatchObject({
      path: 'organization.policies.units.hub[0]',
      message: expect.stringContaining('a unit of spokes as well'),
    });
  });

  it.each(['/Workloads/GenAI', '/One', '/A/B/C/D/E', '/with blanks/and-hyphens'])('takes the unit %s', (path) => {
    expect(load(withPolicies({ units: { spokes: [path] } })).ok).toBe(true);
  });

  it.each(['Workloads', '/', '//GenAI', '/GenAI/', '/A/B/C/D/E/F', 'r-abcd', 'ou-abcd', '/tab\tin it'])(
    'refuses the unit %j',
    (unit) => {
      expect(onlyProblem(withPolicies({ units: { spokes: [unit] } })).message).toContain('nor its path');
    },
  );

  it('refuses a unit that is listed twice', () => {
    const units = { spokes: ['ou-abcd-11111111', '/GenAI', 'ou-abcd-11111111'] };
    expect(onlyProblem(withPolicies({ units }))).toMatchObject({
      path: 'organization.policies.units.spokes[2]',
      message: expect.stringContaining('spokes has already'),
    });
  });

  it('refuses a canary unit that is no unit of spokes', () => {
    const units = { spokes: ['/GenAI'], hub: ['ou-abcd-11111111'] };
    expect(onlyProblem(withPolicies({ units, canaryUnit: 'ou-abcd-11111111' }))).toMatchObject({
      path: 'organization.policies.canaryUnit',
      message: expect.stringContaining('not among units.spokes'),
    });
  });

  it('refuses the management account as delegated administrator', () => {
    const governance = minimalGovernance();
    const organization = { ...governance.organization, delegatedAdministrator: '123456789012' };
    expect(onlyProblem({ ...governance, organization })).toMatchObject({
      path: 'organization.delegatedAdministrator',
      message: expect.stringContaining('the management account itself'),
    });
  });

  it('takes another account as delegated administrator', () => {
    const governance = minimalGovernance();
    const loaded = load({
      ...governance,
      organization: { ...governance.organization, delegatedAdministrator: '999988887777' },
    });
    expect(loaded.ok && loaded.policy.bundle.organization.delegatedAdministrator).toBe('999988887777');
  });

  it('refuses a guardrail of another account', () => {
    expect(onlyProblem(withPolicies({ guardrails: [guardrail('us-east-1', '999988887777')] }))).toMatchObject({
      path: 'organization.policies.guardrails[0].arn',
      remedy: expect.stringContaining('123456789012'),
    });
  });

  it('refuses two guardrails in one Region', () => {
    expect(onlyProblem(withPolicies({ guardrails: [guardrail('us-east-1'), guardrail('us-east-1')] }))).toMatchObject({
      path: 'organization.policies.guardrails[1].arn',
      message: expect.stringContaining('second guardrail in us-east-1'),
    });
  });

  it('refuses a draft of a guardrail', () => {
    expect(problemsOf(withPolicies({ guardrails: [{ ...guardrail('us-east-1'), version: 'DRAFT' }] }))).toHaveLength(1);
  });

  it.each([
    ['modelBuilders', { modelBuilders: [role.replace('aws', 'aws-us-gov')] }],
    [
      'exceptions',
      {
        exceptions: [{ policy: 'no-hosted-models', principals: [role.replace('aws', 'aws-us-gov')], why: 'x' }],
      },
    ],
  ])('refuses a role of another partition in %s', (_where, policies) => {
    expect(onlyProblem(withPolicies(policies))).toMatchObject({
      message: expect.stringContaining('not a role of the partition aws'),
    });
  });
});
