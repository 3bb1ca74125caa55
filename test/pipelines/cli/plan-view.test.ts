import { describe, expect, it } from 'vitest';
import type { Change, ChangeBody } from '../../../pipelines/bootstrap/change.ts';
import type { Obstacle } from '../../../pipelines/bootstrap/preflight/preflight.ts';
import { type PlanViewInput, renderPlan } from '../../../pipelines/cli/plan-view.ts';
import { bundleOf, ids, planOf, policyText, ungoverned } from '../bootstrap/governed-organization.fixture.ts';

const before = ungoverned(bundleOf('aws'));
const plain = { colour: false, width: 100 };

function change(body: ChangeBody, wave = 1, accounts: readonly string[] = []): Change {
  return { ...body, id: JSON.stringify(body), wave, why: 'It is missing here.', accounts };
}

function input(changes: readonly Change[], more: Partial<PlanViewInput> = {}): PlanViewInput {
  return { plan: planOf(changes), before, after: before, effects: [], obstacles: [], ...more };
}

function lines(changes: readonly Change[], more: Partial<PlanViewInput> = {}): readonly string[] {
  return renderPlan(input(changes, more), plain).split('\n');
}

const statement = (Sid: string, ...Action: readonly string[]) => ({ Sid, Effect: 'Deny', Action, Resource: '*' });
const spokes = ['111122223333', '222233334444', '333344445555'];

describe('a plan, shown', () => {
  it('begins with the organization and the rules', () => {
    expect(lines([]).slice(0, 2)).toEqual([
      'Organization o-exampleorg1, as it was at 2026-11-20T12:00:00Z: 6 accounts in 4 units',
      `Rules ${'a'.repeat(64)}`,
    ]);
  });

  it.each<[string, ChangeBody]>([
    ['+ trust x.amazonaws.com', { kind: 'enable-trusted-access', service: 'x.amazonaws.com' }],
    [
      '+ delegated administrator 111122223333 for x',
      { kind: 'register-delegated-administrator', account: '111122223333', service: 'x' },
    ],
    ['+ policy type RCP', { kind: 'enable-policy-type', type: 'RCP' }],
    ['+ unit /Workloads/New', { kind: 'create-unit', path: '/Workloads/New', parent: ids.workloads, name: 'New' }],
    [
      '~ account 555566667777 from /Sandbox to /Workloads/GenAI',
      { kind: 'move-account', account: '555566667777', from: ids.sandbox, to: ids.spokes },
    ],
    [
      '~ who may apply guardrail arn:g',
      { kind: 'put-guardrail-policy', arn: 'arn:g', region: 'us-east-1', text: '{}' },
    ],
    ['+ policy p (SCP), 1,000 characters', { kind: 'create-policy', type: 'SCP', name: 'p', text: ' '.repeat(1000) }],
    [
      '~ policy p (SCP), 2 → 3 characters',
      { kind: 'update-policy', type: 'SCP', name: 'p', before: '{}', text: '{ }' },
    ],
    ['+ attach p (SCP) to /Workloads/GenAI', { kind: 'attach-policy', type: 'SCP', name: 'p', target: ids.spokes }],
    ['+ attach p (SCP) to /Not/Yet', { kind: 'attach-policy', type: 'SCP', name: 'p', target: '/Not/Yet' }],
    ['- detach p (SCP) from 111122223333', { kind: 'detach-policy', type: 'SCP', name: 'p', target: '111122223333' }],
    ['- policy p (SCP)', { kind: 'delete-policy', type: 'SCP', name: 'p', before: '{}' }],
    ['+ StackSet S', { kind: 'create-stack-set', name: 'S', description: '', body: '{}' }],
    ['~ StackSet S', { kind: 'update-stack-set', name: 'S', description: '', before: '{}', body: '{ }' }],
    [
      '~ bring the stacks of StackSet S up to date',
      { kind: 'update-stack-set', name: 'S', description: '', before: '{}', body: '{}' },
    ],
    [
      '+ deploy S to /Hub, /Sandbox',
      { kind: 'deploy-stack-set', name: 'S', region: 'us-east-1', targets: [ids.hub, ids.sandbox] },
    ],
    ['- withdraw S from /Hub', { kind: 'withdraw-stack-set', name: 'S', region: 'us-east-1', targets: [ids.hub] }],
    ['- StackSet S', { kind: 'delete-stack-set', name: 'S' }],
  ])('says %s', (line, body) => {
    expect(lines([change(body)])).toContain(`  ${line}`);
  });

  it('goes wave by wave, with reasons and the first accounts', () => {
    const many = ['1', '2', '3', '4', '5', '6'].map((digit) => digit.repeat(12));
    const shown = lines([
      change({ kind: 'attach-policy', type: 'SCP', name: 'p', target: ids.spokes }, 1, spokes),
      change({ kind: 'attach-policy', type: 'SCP', name: 'q', target: ids.spokes }, 2, many),
    ]);
    expect(shown.slice(3, 12)).toEqual([
      'Wave 1',
      '  + attach p (SCP) to /Workloads/GenAI',
      '      It is missing here.',
      '      3 accounts: claims (111122223333), empty (222233334444), research (333344445555)',
      '',
      'Wave 2',
      '  + attach q (SCP) to /Workloads/GenAI',
      '      It is missing here.',
      '      6 accounts: 111111111111, 222222222222, 333333333333, 444444444444 and 2 more',
    ]);
  });

  it('ends with what there is to do', () => {
    const shown = lines([
      change({ kind: 'create-policy', type: 'SCP', name: 'p', text: '{}' }),
      change({ kind: 'attach-policy', type: 'SCP', name: 'p', target: ids.spokes }, 1, spokes),
      change({ kind: 'update-policy', type: 'SCP', name: 'q', before: '{}', text: '{}' }, 1, spokes.slice(0, 1)),
      change({ kind: 'detach-policy', type: 'SCP', name: 'r', target: ids.spokes }),
      change({ kind: 'delete-policy', type: 'SCP', name: 'r', before: '{}' }),
    ]);
    expect(shown.at(-2)).toBe('Plan: 1 to create, 1 to change, 1 to attach, 1 to detach, 1 to delete; 3 accounts.');
    expect(lines([]).at(-2)).toBe('No changes: the organization is as the governance file has it.');
  });

  it('lists the statements of a new policy, and not those of a candidate', () => {
    const text = policyText([
      statement('One', 'a:A', 'b:B'),
      { ...statement('Two'), Action: 'a:A' },
      { Effect: 'Deny', NotAction: ['x:Y'], Resource: '*' },
    ]);
    const create = (name: string) => lines([change({ kind: 'create-policy', type: 'SCP', name, text })]);
    expect(create('p')).toEqual(
      expect.arrayContaining([
        '      + One: Deny, 2 actions',
        '      + Two: Deny, 1 action',
        '      + statement 3: Deny, all but 1 action',
      ]),
    );
    expect(create('p-canary').join()).not.toContain('One');
  });

  it('compares the texts of a policy statement by statement, and folds what stays', () => {
    const same = Array.from({ length: 20 }, (_, index) => `s3:Action${index}`);
    const shown = lines([
      change({
        kind: 'update-policy',
        type: 'SCP',
        name: 'p',
        before: policyText([statement('Gone', 'a:A'), statement('Kept', 'b:B'), statement('Other', 'c:C', ...same)]),
        text: policyText([statement('Kept', 'b:B'), statement('Other', 'c:D', ...same), statement('New', 'd:D')]),
      }),
    ]).map((line) => line.slice(6));
    expect(shown).toEqual(
      expect.arrayContaining([
        '- Gone: Deny, 1 action',
        '~ Other',
        '  -     "c:C",',
        '  +     "c:D",',
        '    …',
        '+ New: Deny, 1 action',
      ]),
    );
    expect(shown.join('\n')).not.toContain('Kept');
    expect(shown.join('\n')).not.toContain('s3:Action10');
  });

  it.each(['not JSON', '[]', '"text"', '{"Statement":null}', '{"Statement":{"Sid":7}}'])(
    'shows %j as it is',
    (text) => {
      const update = change({ kind: 'update-policy', type: 'SCP', name: 'p', before: '{}', text });
      expect(lines([update]).at(-2)).toMatch(/^Plan: 1 to change/);
    },
  );

  it('does not compare what is all different line by line', () => {
    const list = (letter: string) =>
      policyText([statement('Long', ...Array.from({ length: 4_000 }, (_, index) => `${letter}:${index}`))]);
    const shown = lines([
      change({ kind: 'update-policy', type: 'SCP', name: 'p', before: list('a'), text: list('b') }),
    ]);
    expect(shown).toContain('        (too different to be shown line by line)');
  });

  it('compares templates by their resources', () => {
    const body = (resources: object, more: object = {}) => JSON.stringify({ Resources: resources, ...more });
    const [role, topic] = [{ Type: 'AWS::IAM::Role', Properties: { A: 1 } }, { Type: 'AWS::SNS::Topic' }];
    const shown = lines([
      change({ kind: 'create-stack-set', name: 'T', description: '', body: body({ A: role, B: role, C: topic }) }),
      change({
        kind: 'update-stack-set',
        name: 'S',
        description: '',
        before: body({ A: role, B: topic, C: role }),
        body: body({ B: topic, C: { ...role, Properties: { A: 2 } }, D: topic }, { Conditions: { X: {} } }),
      }),
    ]).map((line) => line.slice(6));
    expect(shown).toEqual(
      expect.arrayContaining([
        '+ 2 × AWS::IAM::Role',
        '+ 1 × AWS::SNS::Topic',
        '- A (AWS::IAM::Role)',
        '~ C (AWS::IAM::Role)',
        '+ D (AWS::SNS::Topic)',
        '~ Conditions',
      ]),
    );
    expect(shown.join('\n')).not.toContain(' B (');
  });

  it('shows obstacles and remarks', () => {
    const obstacle: Obstacle = {
      check: 'deployer',
      target: '/Workloads',
      statement: 'theirs (NoSsm)',
      message: 'It could not.',
      remedy: 'Mend it.',
    };
    const shown = lines([change({ kind: 'delete-stack-set', name: 'S' })], {
      plan: planOf([change({ kind: 'delete-stack-set', name: 'S' })], ['A remark.']),
      obstacles: [obstacle],
    });
    expect(shown).toEqual(
      expect.arrayContaining([
        'To know',
        '  * A remark.',
        'This plan must not be applied',
        '  ✗ /Workloads: theirs (NoSsm)',
        '    It could not.',
        '    Mend it.',
      ]),
    );
    const many = lines([], { obstacles: Array.from({ length: 25 }, () => obstacle) });
    expect(many).toContain('  and 5 more (--json lists them)');
    expect(many).toContain('No plan could be applied as it is');
  });

  it('has colours where they are asked for, and none otherwise', () => {
    const plan = input([change({ kind: 'delete-stack-set', name: 'S' })]);
    expect(renderPlan(plan, { ...plain, colour: true })).toContain('\u001b[31m-\u001b[39m');
    expect(renderPlan(plan, plain)).not.toContain('\u001b');
  });

  it('keeps to the width, but for what cannot be divided', () => {
    const remarks = ['word '.repeat(60).trim(), 'x'.repeat(150)];
    const shown = renderPlan(input([], { plan: planOf([], remarks) }), { colour: false, width: 50 })
      .split('\n')
      .slice(3);
    expect(shown.filter((line) => line.length > 50)).toHaveLength(2);
    expect(shown.filter((line) => line.includes('word')).length).toBeGreaterThan(5);
  });
});
