import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../../pipelines/bootstrap/change.ts';
import { readPlan, writePlan } from '../../../pipelines/bootstrap/plan-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'gatehouse-plan-'));
afterAll(() => rmSync(directory, { recursive: true }));

const told = { why: 'For a test.', accounts: ['111122223333'] };
const plan: Plan = {
  version: 1,
  governance: 'a'.repeat(64),
  organizationId: 'o-exampleorg1',
  changes: [
    { kind: 'enable-policy-type', type: 'SCP', id: 'enable-policy-type:SCP', wave: 1, ...told },
    {
      kind: 'deploy-stack-set',
      name: 'GatehouseSpoke',
      region: 'us-east-1',
      targets: ['/Unit 1'],
      id: 'd',
      wave: 2,
      ...told,
    },
  ],
  remarks: ['Something.'],
};
const file = (name: string) => join(directory, name);

describe('a plan file', () => {
  it('gives back the plan that was written', () => {
    writePlan(file('deep/er/plan.json'), plan);
    expect(readPlan(file('deep/er/plan.json'))).toEqual(plan);
  });

  it('replaces an earlier one, and leaves nothing beside it', () => {
    writePlan(file('again/plan.json'), { ...plan, remarks: [] });
    writePlan(file('again/plan.json'), plan);
    expect(readdirSync(file('again'))).toEqual(['plan.json']);
    expect(readPlan(file('again/plan.json')).remarks).toEqual(['Something.']);
  });

  it.each([
    ['another version', { ...plan, version: 2 }],
    ['a change of no kind', { ...plan, changes: [{ ...plan.changes[0], kind: 'delete-everything' }] }],
    ['something more in a change', { ...plan, changes: [{ ...plan.changes[0], target: 'r-abcd' }] }],
    ['no account ids', { ...plan, changes: [{ ...plan.changes[0], accounts: ['all'] }] }],
    ['no hash of rules', { ...plan, governance: 'latest' }],
  ])('is refused with %s', (_what, content) => {
    writeFileSync(file('bad.json'), JSON.stringify(content));
    expect(() => readPlan(file('bad.json'))).toThrow(/is not a plan/);
  });

  it('is refused where it is cut off', () => {
    writePlan(file('cut.json'), plan);
    writeFileSync(file('cut.json'), readFileSync(file('cut.json'), 'utf8').slice(0, -20));
    expect(() => readPlan(file('cut.json'))).toThrow(/is not a plan/);
  });

  it('is asked for where there is none', () => {
    expect(() => readPlan(file('missing.json'))).toThrow('Make one with gatehouse plan.');
  });
});
