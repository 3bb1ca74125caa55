import { describe, expect, it } from 'vitest';
import type { Change, ChangeBody } from '../../../pipelines/bootstrap/change.ts';
import type { EffectChange } from '../../../pipelines/bootstrap/effects/effect-change.ts';
import type { Obstacle } from '../../../pipelines/bootstrap/preflight/preflight.ts';
import { planJson, renderPlan } from '../../../pipelines/cli/plan-view.ts';
import { bundleOf, ids, planOf, policyText, ungoverned } from '../bootstrap/governed-organization.fixture.ts';

const before = ungoverned(bundleOf('aws'));
const plain = { colour: false, width: 100 };
const hostile = 'evil\u001b[2J\u202Ename\r\n';
const spokes = ['111122223333', '222233334444', '333344445555'];
const statement = (Sid: string, ...Action: readonly string[]) => ({ Sid, Effect: 'Deny', Action, Resource: '*' });

describe('names that somebody typed into AWS', () => {
  const world = {
    ...before,
    takenAt: hostile,
    accounts: before.accounts.map((account) => ({ ...account, name: hostile })),
    units: before.units.map((unit) => ({ ...unit, name: hostile })),
  };
  const accounts = spokes;
  const bodies: readonly ChangeBody[] = [
    { kind: 'enable-trusted-access', service: hostile },
    { kind: 'create-unit', path: `/${hostile}`, parent: ids.root, name: hostile },
    { kind: 'move-account', account: spokes[0]!, from: ids.sandbox, to: ids.spokes },
    { kind: 'put-guardrail-policy', arn: hostile, region: hostile, text: hostile },
    { kind: 'create-policy', type: 'SCP', name: hostile, text: policyText([statement(hostile, hostile)]) },
    { kind: 'update-policy', type: 'SCP', name: hostile, before: hostile, text: `${hostile}!` },
    {
      kind: 'update-policy',
      type: 'SCP',
      name: 'q',
      before: policyText([statement(hostile, 'a')]),
      text: policyText([statement(hostile, hostile)]),
    },
    { kind: 'attach-policy', type: 'SCP', name: hostile, target: hostile },
    {
      kind: 'create-stack-set',
      name: hostile,
      description: hostile,
      body: JSON.stringify({ Resources: { A: { Type: hostile } } }),
    },
    {
      kind: 'update-stack-set',
      name: hostile,
      description: '',
      before: '{}',
      body: JSON.stringify({ Resources: { [hostile]: { Type: hostile } } }),
    },
    { kind: 'deploy-stack-set', name: hostile, region: hostile, targets: [hostile] },
  ];
  const effect: EffectChange = {
    accounts,
    units: [hostile],
    who: [hostile],
    everybody: false,
    to: 'denied',
    what: 'some',
    title: undefined,
    by: [{ policy: hostile, statements: [hostile] }],
    nothingAllowsAt: [hostile],
    actions: [hostile],
    questions: [{ action: hostile, resource: hostile, context: { [hostile]: hostile } }],
  };
  const changes = bodies.map(
    (body): Change => ({ ...body, id: JSON.stringify(body), wave: 1, why: hostile, accounts }),
  );
  const obstacles: readonly Obstacle[] = [
    { check: 'quota', target: hostile, statement: hostile, message: hostile, remedy: hostile },
  ];
  const plan = { ...planOf(changes, [hostile]), organizationId: hostile, governance: hostile };

  it('write nothing but letters on the terminal', () => {
    const shown = renderPlan({ plan, before: world, after: world, effects: [effect], obstacles }, plain);
    expect(shown).toContain('evil');
    expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(shown.split('\n').filter((line) => line.startsWith('name'))).toEqual([]);
  });

  it('are whole in JSON', () => {
    const shown = JSON.parse(planJson({ plan, before: world, after: world, effects: [effect], obstacles })) as Record<
      string,
      unknown
    >;
    expect(shown).toMatchObject({
      organizationId: hostile,
      changes: JSON.parse(JSON.stringify(changes)),
      obstacles,
      totals: { accounts: 3 },
    });
    expect(shown.effects).toHaveLength(1);
  });
});
