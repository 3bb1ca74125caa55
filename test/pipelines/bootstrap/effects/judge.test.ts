import { beforeAll, describe, expect, it } from 'vitest';
import { createJudge } from '../../../../pipelines/bootstrap/effects/judge.ts';
import { type PolicyPath, policyWorld } from '../../../../pipelines/bootstrap/effects/policy-paths.ts';
import { policyReader } from '../../../../pipelines/bootstrap/effects/read-policies.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import { organizationPolicies } from '../../../../scp-policies/catalogue.ts';
import { identityOf, resourceAccountOf } from '../../../../shared/iam/access-request.ts';
import { authorize } from '../../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../../shared/iam/policy-document.ts';
import { bundleOf, governed, ids, ungoverned, withPolicy } from '../governed-organization.fixture.ts';

const bundle = bundleOf('aws');
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const open = {
  identity: [{ name: 'identity', document: parsePolicy({ Version: '2012-10-17', Statement: everything }) }],
  resource: [
    {
      name: 'resource',
      document: parsePolicy({ Version: '2012-10-17', Statement: { ...everything, Principal: '*' } }),
    },
  ],
};
const deny = (Sid: string, Action: string, Condition: object = {}) => ({
  Sid,
  Effect: 'Deny',
  Action,
  Resource: '*',
  Condition,
});
let world: Snapshot;
beforeAll(async () => {
  world = await governed(bundle);
});

function pathIn(snapshot: Snapshot, account: string): PolicyPath {
  const { tree, pathTo } = policyWorld(snapshot, policyReader());
  return pathTo(tree.accounts.get(account)!);
}

describe('a judge of paths', () => {
  it('decides every case of our policies as the evaluator does with all statements of all levels', () => {
    const judge = createJudge(bundle.organization.managementAccountId);
    const cases = organizationPolicies.flatMap((policy) => {
      if (policy.type !== 'SCP') return [];
      const { allow, deny: denied } = policy.cases(bundle);
      return [...allow, ...denied].map(({ request }) => request);
    });
    expect(cases.length).toBeGreaterThan(500);
    for (const request of cases) {
      const account = identityOf(request.principal).account ?? '';
      const path = pathIn(world, account);
      const whole = authorize(request, {
        ...open,
        serviceControl: path.serviceControl.all.map(({ policies }) => policies),
        ...(resourceAccountOf(request) === account
          ? { resourceControl: path.resourceControl.all.map(({ policies }) => policies) }
          : {}),
        managementAccount: bundle.organization.managementAccountId,
      });
      const { policy, sid, index = 0 } = whole.statement ?? {};
      const verdict = judge.decide(request, path, account);
      expect(verdict.allowed).toBe(whole.allowed);
      if (!whole.allowed) expect(verdict.by).toEqual({ policy, statement: sid ?? `statement ${index + 1}` });
    }
    expect(judge.asked()).toBe(cases.length);
  });

  it('counts unnamed statements as the whole policy does', () => {
    const { Sid: _, ...unnamed } = deny('', 's3:GetObject');
    const snapshot = withPolicy(world, 'theirs', [deny('First', 'ec2:*'), unnamed], [ids.sandbox]);
    const principal = { arn: 'arn:aws:sts::555566667777:assumed-role/app/session' };
    const path = pathIn(snapshot, '555566667777');
    const judge = createJudge('999900001111');
    expect(judge.decide({ principal, action: 's3:GetObject', resource: '*' }, path, '555566667777').by).toEqual({
      policy: 'theirs',
      statement: 'statement 2',
    });
    expect(judge.decide({ principal, action: 'EC2:RunInstances', resource: '*' }, path, '555566667777').by).toEqual({
      policy: 'theirs',
      statement: 'First',
    });
    expect(judge.decide({ principal, action: 's3:PutObject', resource: '*' }, path, '555566667777').allowed).toBe(true);
  });

  it('binds nobody outside the account, and nobody in the management account', () => {
    const judge = createJudge('555566667777');
    const path = pathIn(withPolicy(world, 'theirs', [deny('All', '*')], [ids.root]), '555566667777');
    const of = (account: string) => ({ arn: `arn:aws:sts::${account}:assumed-role/app/session` });
    const request = { action: 'ec2:RunInstances', resource: '*' };
    expect(judge.decide({ ...request, principal: of('555566667777') }, path, '555566667777').allowed).toBe(true);
    expect(judge.decide({ ...request, principal: of('111122223333') }, path, '111122223333').allowed).toBe(false);
    expect(judge.decide({ ...request, principal: of('777788889999') }, path, '111122223333').allowed).toBe(true);
  });
});

describe('two accounts are decided for at once', () => {
  const key = (snapshot: Snapshot, account: string) => pathIn(snapshot, account).key;
  const same = (snapshot: Snapshot) => {
    const { tree, pathTo } = policyWorld(snapshot, policyReader());
    return pathTo(tree.accounts.get('222233334444')!) === pathTo(tree.accounts.get('333344445555')!);
  };

  it('where the same policies stand above them, whatever their order', () => {
    expect(same(world)).toBe(true);
    expect(same({ ...world, policies: world.policies.toReversed() })).toBe(true);
  });

  it('and not where a policy names one of them, or is attached to one of them', () => {
    const named = deny('Named', 's3:*', { StringEquals: { 'aws:PrincipalAccount': '222233334444' } });
    expect(same(withPolicy(world, 'theirs', [named], [ids.spokes]))).toBe(false);
    expect(same(withPolicy(world, 'theirs', [deny('All', '*')], ['222233334444']))).toBe(false);
  });

  it('wherever they are, unless a policy tells units apart', () => {
    const plain = ungoverned(bundle);
    const paths = deny('Paths', 's3:*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-x/*'] } });
    const keyed = (snapshot: Snapshot) => {
      const { tree, pathTo } = policyWorld(snapshot, policyReader());
      return ['222233334444', '555566667777'].map((id) => pathTo(tree.accounts.get(id)!).key);
    };
    expect(new Set(keyed(plain)).size).toBe(1);
    expect(new Set(keyed(withPolicy(plain, 'theirs', [paths], [ids.root]))).size).toBe(2);
  });

  it('with nothing that stands where no policy type is enabled', () => {
    const off = { ...world, root: { ...world.root, policyTypes: [] } };
    expect(pathIn(off, '111122223333').serviceControl.all).toEqual([]);
    expect(key(off, '111122223333')).not.toBe(key(world, '111122223333'));
  });
});
