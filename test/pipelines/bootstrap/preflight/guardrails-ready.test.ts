import { beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../../../pipelines/bootstrap/change.ts';
import { type Obstacle, preflight } from '../../../../pipelines/bootstrap/preflight/preflight.ts';
import type { EnforcedGuardrail, Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import { partitions } from '../../../scp-policies/policy-contexts.fixture.ts';
import { bundleOf, governed, planOf, policyText, withChanged } from '../governed-organization.fixture.ts';

const policy = 'gatehouse-bedrock-guardrail';

describe.each(partitions)('an enforced guardrail in %s', (partition) => {
  const bundle = bundleOf(partition);
  const [{ arn, version } = { arn: '', version: 0 }] = bundle.organization.policies.guardrails;
  let world: Snapshot;
  beforeAll(async () => {
    world = await governed(bundle);
  });

  const check = (after: Snapshot, changes: readonly Change[] = [], before = world): readonly Obstacle[] =>
    preflight(planOf(changes), before, after, bundle);
  const withGuardrail = (change: Partial<EnforcedGuardrail>): Snapshot => ({
    ...world,
    guardrails: world.guardrails.map((guardrail) => ({ ...guardrail, ...change })),
  });
  const sharedBy = (statement: object): Snapshot =>
    withGuardrail({
      resourcePolicy: policyText([
        { Effect: 'Allow', Principal: '*', Action: 'bedrock:*', Resource: '*', ...statement },
      ]),
    });
  const refused = (message: RegExp) => [
    {
      check: 'guardrail',
      target: `${arn}:${version}`,
      statement: policy,
      message: expect.stringMatching(message),
      remedy: expect.any(String),
    },
  ];

  it('is let pass where it is there and shared with the organization', () => {
    expect(world.guardrails).toHaveLength(1);
    expect(check(world)).toEqual([]);
  });

  it.each([
    ['its version is not ready', { exists: false }, /version 3 is not there, or not ready/],
    ['another version is there', { version: 2 }, /version 3 is not there/],
    ['nobody shared it', { resourcePolicy: null }, /does not let account 111122223333 \(claims\).* apply it/],
    ['its policy is none', { resourcePolicy: '{' }, /does not let account/],
  ])('is refused where %s', (_why, change, message) => {
    expect(check(withGuardrail(change))).toEqual(refused(message));
  });

  it('is refused where nobody has looked at it', () => {
    expect(check({ ...world, guardrails: [] })).toEqual(refused(/not there/));
  });

  it.each([
    ['another organization', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-someoneelse1' } } }],
    ['one account', { Principal: { AWS: '111122223333' } }],
    ['everybody, to look at alone', { Action: 'bedrock:GetGuardrail' }],
  ])('is refused where it is shared with %s', (_whom, statement) => {
    expect(check(sharedBy(statement))).toEqual(refused(/does not let account \d{12} .* apply it/));
  });

  it.each([
    [
      'the units that it is enforced in',
      { Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-exampleorg1/*'] } } },
    ],
    ['the organization, by any other words', { Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-example*' } } }],
  ])('is let pass where it is shared with %s', (_whom, statement) => {
    expect(check(sharedBy(statement))).toEqual([]);
  });

  it('is refused in a Region in which it is not', () => {
    const after = withChanged(world, policy, (each) => ({
      ...each,
      text: each.text.replace(`"${bundle.hub.region}":`, '"xx-nowhere-9":'),
    }));
    expect(check(after)).toEqual(refused(/enforced in xx-nowhere-9, where it is not/));
  });

  it('is refused as a draft, and of another account', () => {
    const said = (identifier: string) =>
      check(
        withChanged(world, policy, (each) => ({ ...each, text: each.text.replace(`${arn}:${version}`, identifier) })),
      );
    expect(said(`${arn}:DRAFT`)).toEqual([
      expect.objectContaining({ check: 'guardrail', message: expect.stringContaining('no version') }),
    ]);
    const theirs = arn.replace(bundle.organization.managementAccountId, '777788889999');
    expect(said(`${theirs}:3`)).toEqual([
      expect.objectContaining({
        target: `${theirs}:3`,
        message: expect.stringContaining('not of the management account'),
      }),
    ]);
  });

  it('is refused where nobody can read what enforces it', () => {
    const after = withChanged(world, policy, (each) => ({ ...each, text: '{"bedrock":[]}' }));
    expect(check(after)).toEqual([expect.objectContaining({ check: 'guardrail', target: `policy ${policy}` })]);
  });

  it('is let alone where it is attached to nothing', () => {
    const after = withChanged(withGuardrail({ exists: false }), policy, (each) => ({ ...each, targets: [] }));
    expect(check(after)).toEqual([]);
  });

  it('is refused where it is shared only after it is enforced', () => {
    const before = withGuardrail({ resourcePolicy: null });
    const share = (wave: number): Change => ({
      kind: 'put-guardrail-policy',
      arn,
      region: bundle.hub.region,
      text: world.guardrails[0]!.resourcePolicy!,
      id: 'share',
      wave,
      why: '',
      accounts: [],
    });
    const enforce: Change = {
      kind: 'attach-policy',
      type: 'BEDROCK',
      name: policy,
      target: 'ou-abcd-11111111',
      id: 'enforce',
      wave: 2,
      why: '',
      accounts: [],
    };
    expect(check(world, [share(1), enforce], before)).toEqual([]);
    expect(check(world, [enforce, share(3)], before)).toEqual(
      refused(/enforced \(wave 2\) before it is shared \(wave 3\)/),
    );
    expect(check(world, [enforce, share(3)], world)).toEqual([]);
  });
});
