import { beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../../../pipelines/bootstrap/change.ts';
import { type Obstacle, preflight } from '../../../../pipelines/bootstrap/preflight/preflight.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import { partitions } from '../../../scp-policies/policy-contexts.fixture.ts';
import {
  bundleOf,
  governed,
  hubAccount,
  ids,
  planOf,
  ungoverned,
  withChanged,
  withPolicy,
} from '../governed-organization.fixture.ts';
import { change, deny, withBreakGlass, withStackSets } from './preflight.fixture.ts';

describe.each(partitions)('the pre-flight in %s', (partition) => {
  const bundle = withBreakGlass(bundleOf(partition));
  let world: Snapshot;
  beforeAll(async () => {
    world = withStackSets(await governed(bundle), bundle);
  });

  /** What stands in the way where a world is to become another. */
  const check = (after: Snapshot, before = world, changes: readonly Change[] = []) =>
    preflight(planOf(changes), before, after, bundle);

  it('lets the composed policies pass, from nothing and once they are in force', () => {
    expect(check(world)).toEqual([]);
    expect(check(world, ungoverned(bundle))).toEqual([]);
  });

  describe('keeps the deployer of StackSets working', () => {
    it('where a policy of somebody else denies it something', () => {
      const after = withPolicy(world, 'landing-zone-3', [deny('NoParameters', ['ssm:*'])], [ids.workloads]);
      expect(check(after)).toEqual([
        expect.objectContaining({
          check: 'deployer',
          statement: 'landing-zone-3 (NoParameters)',
          target: 'account 111122223333 (claims) and 2 more of /Workloads/GenAI',
          message: expect.stringMatching(/^the deployer of StackSets could not ssm:.*ssm:PutParameter.*GatehouseSpoke/),
          remedy: expect.stringContaining('landing-zone-3'),
        }),
      ]);
    });

    it('also where it was denied before: the plan would hang half-way', () => {
      const both = withPolicy(world, 'landing-zone-3', [deny('NoEvents', ['events:PutRule'])], [ids.root]);
      expect(statementsOf(check(both, both))).toContain('landing-zone-3 (NoEvents)');
    });

    it('and lets a policy pass that spares it', () => {
      const Condition = {
        ArnNotLike: { 'aws:PrincipalArn': [`arn:${partition}:iam::*:role/stacksets-exec-*`] },
      };
      const spared = [deny('NoParameters', ['ssm:*', 'events:*'], { Condition })];
      expect(check(withPolicy(world, 'landing-zone-3', spared, [ids.spokes]))).toEqual([]);
    });

    it('where sessions must have a second factor, which CloudFormation has not', () => {
      const Condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
      const after = withPolicy(world, 'mfa', [deny('OnlyWithMfa', ['iam:CreateRole'], { Condition })], [ids.spokes]);
      expect(statementsOf(check(after))).toContain('mfa (OnlyWithMfa)');
    });

    it('by the units that policies tell accounts by', () => {
      const path = `${bundle.organization.id}/${ids.root}/${ids.workloads}/*`;
      const Condition = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [path] } };
      const after = withPolicy(
        world,
        'paths',
        [deny('NotInWorkloads', ['ssm:PutParameter'], { Condition })],
        [ids.root],
      );
      const found = check(after).filter(({ statement }) => statement === 'paths (NotInWorkloads)');
      expect(found.map(({ target }) => target)).toEqual([
        'account 111122223333 (claims) and 2 more of /Workloads/GenAI',
      ]);
    });
  });

  it('names a single account where a policy names it', () => {
    const Condition = { StringEquals: { 'aws:PrincipalAccount': '222233334444' } };
    const after = withPolicy(world, 'one', [deny('NotThere', ['ssm:PutParameter'], { Condition })], [ids.workloads]);
    expect(check(after).map(({ target }) => target)).toEqual(['account 222233334444 (empty) of /Workloads/GenAI']);
  });

  it('keeps the hub’s deployer and pipeline working', () => {
    const after = withPolicy(
      world,
      'landing-zone-4',
      [
        deny('NoTables', ['dynamodb:CreateTable']),
        deny('NoPassing', ['iam:PassRole']),
        deny('NoStacks', ['cloudformation:*']),
      ],
      [ids.hub],
    );
    const found = check(after).filter((obstacle) => obstacle.check === 'deployer');
    const told = found.map(({ statement, message }) => `${statement}: ${message.split(' could')[0]}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'landing-zone-4 (NoTables): the hub’s deployer',
        'landing-zone-4 (NoPassing): the hub’s pipeline',
        'landing-zone-4 (NoStacks): the hub’s pipeline',
      ]),
    );
  });

  it.each([
    ['the key policies of spokes', ids.spokes, 'kms:PutKeyPolicy'],
    ['the bucket policies of the hub', ids.hub, 's3:PutBucketPolicy'],
    ['hung stacks of the hub', ids.hub, 'cloudformation:DeleteStack'],
    ['roles of the deployment', ids.hub, 'iam:UpdateAssumeRolePolicy'],
  ])('keeps break-glass able to mend %s', (_what, unit, action) => {
    const after = withPolicy(world, 'landing-zone-5', [deny('NotEvenThen', [action])], [unit]);
    const found = check(after).filter((obstacle) => obstacle.check === 'break-glass');
    expect(found).toEqual([
      expect.objectContaining({
        statement: 'landing-zone-5 (NotEvenThen)',
        message: expect.stringContaining(`break-glass could not ${action}`),
      }),
    ]);
  });

  it('sees resource control policies, too', () => {
    const statement = { ...deny('NobodyAtAll', ['s3:PutBucketPolicy']), Principal: '*' };
    const after = withPolicy(world, 'perimeter', [statement], [ids.hub], 'RCP');
    expect(statementsOf(check(after))).toContain('perimeter (NobodyAtAll)');
  });

  describe('lets no unit seal itself off', () => {
    const sealing = [deny('NothingRuns', ['ec2:RunInstances', 'lambda:InvokeFunction'])];

    it('by this plan', () => {
      const after = withPolicy(world, 'gatehouse-scp-spokes-9', sealing, [ids.spokes]);
      expect(check(after)).toEqual([
        expect.objectContaining({
          check: 'sealed-off',
          statement: 'gatehouse-scp-spokes-9 (NothingRuns)',
          message: expect.stringContaining('an administrator could not ec2:RunInstances, lambda:InvokeFunction'),
        }),
      ]);
    });

    it('but what others closed before is their business', () => {
      const both = withPolicy(world, 'no-compute', sealing, [ids.spokes]);
      expect(check(both, both)).toEqual([]);
    });

    it('unless nothing at all is left', () => {
      const both = withPolicy(world, 'freeze', [deny('Frozen', ['*'])], [ids.spokes]);
      expect(check(both, both).map((obstacle) => obstacle.check)).toContain('sealed-off');
    });
  });

  describe('keeps what AWS attaches', () => {
    it.each([
      ['the root', ids.root, '/'],
      ['a unit above', ids.workloads, '/Workloads'],
      ['an account', '222233334444', 'account 222233334444'],
      ['the hub', hubAccount, `account ${hubAccount}`],
    ])('at %s', (_where, id, target) => {
      const after = withChanged(world, 'FullAWSAccess', (policy) => ({
        ...policy,
        targets: policy.targets.filter((each) => each !== id),
      }));
      const found = check(after);
      expect(found.filter((obstacle) => obstacle.check === 'full-access')).toEqual([
        expect.objectContaining({ target, statement: 'FullAWSAccess' }),
      ]);
      // And what that does is evaluated as well.
      expect(found.some((obstacle) => obstacle.message.includes('No policy of'))).toBe(true);
    });

    it('for resource control policies, too', () => {
      const after = withChanged(world, 'RCPFullAWSAccess', (policy) => ({ ...policy, targets: [] }));
      expect(statementsOf(check(after))).toContain('RCPFullAWSAccess');
    });

    it('where another policy has its name', () => {
      const after = withChanged(world, 'FullAWSAccess', (policy) => ({ ...policy, awsManaged: false }));
      expect(statementsOf(check(after))).toContain('FullAWSAccess');
    });

    it('in a unit that nobody governs, by this plan', () => {
      const detach = change({ kind: 'detach-policy', type: 'SCP', name: 'FullAWSAccess', target: ids.sandbox });
      expect(check(world, world, [detach])).toEqual([
        expect.objectContaining({ check: 'full-access', target: '/Sandbox', statement: 'FullAWSAccess' }),
      ]);
    });

    it('where the type is enabled, and nowhere else', () => {
      const off = { ...world, root: { ...world.root, policyTypes: [] } };
      const none = { ...off, policies: [] };
      expect(check(none, none)).toEqual([]);
    });
  });

  it('refuses to work on another organization', () => {
    const other = { ...world, organization: { ...world.organization, managementAccountId: '777788889999' } };
    expect(check(other)).toContainEqual(
      expect.objectContaining({ check: 'management-account', message: expect.stringContaining('777788889999') }),
    );
  });

  it('says which policy it cannot read', () => {
    const broken = {
      id: 'p-x',
      name: 'broken',
      type: 'SCP',
      awsManaged: false,
      text: '{',
      targets: [ids.spokes],
    } as const;
    const after = { ...world, policies: [...world.policies, { ...broken, targets: [...broken.targets] }] };
    expect(check(after)).toEqual([expect.objectContaining({ check: 'readable', statement: 'broken' })]);
  });

  it.each([
    [
      'is of a type that nobody has looked up',
      '{"Resources":{"A":{"Type":"AWS::Nowhere::Thing"}}}',
      'AWS::Nowhere::Thing',
    ],
    ['is no JSON', 'Resources: {}', 'no template'],
  ])('stops where a template %s', (_what, body, told) => {
    const [first, ...rest] = world.stackSets;
    const after = { ...world, stackSets: [{ ...first!, body }, ...rest] };
    expect(check(after)).toContainEqual(
      expect.objectContaining({ check: 'resource-type', message: expect.stringContaining(told) }),
    );
  });
});

function statementsOf(obstacles: readonly Obstacle[]): readonly (string | undefined)[] {
  return obstacles.map(({ statement }) => statement);
}
