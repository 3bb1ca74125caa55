import { describe, expect, it } from 'vitest';
import type { AccountStatus } from '../../../pipelines/bootstrap/status/account-status.ts';
import type { Status } from '../../../pipelines/bootstrap/status/status.ts';
import { renderStatus, statusJson } from '../../../pipelines/cli/status-view.ts';

const sound: AccountStatus = {
  id: '111122223333',
  name: 'claims',
  state: 'ACTIVE',
  unit: '/Workloads',
  governed: 'spokes',
  applications: ['claims-assistant'],
  quarantined: false,
  policies: { inPlace: ['a', 'b'], drifted: [], missing: [], unwanted: [] },
  stacks: [
    {
      stackSet: 'GatehouseSpoke',
      region: 'us-east-1',
      status: 'CURRENT',
      detailedStatus: 'SUCCEEDED',
      drift: 'IN_SYNC',
    },
  ],
  stacksToCome: [],
  effective: [{ type: 'TAG', wrong: [] }],
  inOrder: true,
};

function statusWith(account: Partial<AccountStatus>, totals: Partial<Status['totals']> = {}, inOrder = true): Status {
  return {
    organizationId: 'o-exampleorg1',
    takenAt: 'today',
    accounts: [{ ...sound, ...account }],
    totals: { accounts: 1, governed: 1, inOrder: 1, drifted: 0, quarantined: 0, changes: 0, ...totals },
    inOrder,
  };
}

function shown(...parameters: Parameters<typeof statusWith>): readonly string[] {
  return renderStatus(statusWith(...parameters), { colour: false, width: 200 }).split('\n');
}

describe('the status, shown', () => {
  it('takes a line for an account that is in order', () => {
    expect(shown({})).toEqual([
      'Organization o-exampleorg1, as it was at today: 1 accounts',
      '',
      '/Workloads',
      '  ✓ 111122223333 claims  2 policies in place; applications: claims-assistant',
      '',
      '1 account governed; all in order.',
      '',
    ]);
  });

  it.each<[string, Partial<AccountStatus>]>([
    ['policies missing: x', { policies: { ...sound.policies, missing: ['x'] } }],
    ['policies changed by somebody, or not yet by a plan: x', { policies: { ...sound.policies, drifted: ['x'] } }],
    ['policies that should not be there: x', { policies: { ...sound.policies, unwanted: ['x'] } }],
    ['stacks to come: GatehouseSpoke', { stacksToCome: ['GatehouseSpoke'] }],
    [
      'stacks: GatehouseSpoke in us-east-1 is OUTDATED (FAILED)',
      { stacks: [{ ...sound.stacks[0]!, status: 'OUTDATED', detailedStatus: 'FAILED' }] },
    ],
    [
      'stacks: GatehouseSpoke in us-east-1 is CURRENT (SUCCEEDED, changed by hand)',
      { stacks: [{ ...sound.stacks[0]!, drift: 'DRIFTED' }] },
    ],
    ['TAG not in force as it should be: tags.a', { effective: [{ type: 'TAG', wrong: ['tags.a'] }] }],
    ['has applications, and is in no governed unit', { governed: null }],
  ])('says %s', (line, account) => {
    const status = shown({ ...account, inOrder: false }, { drifted: 1, changes: 2 }, false);
    expect(status[3]).toMatch(/^ {2}✗ 111122223333/);
    expect(status[4]).toBe(`      ${line}`);
    expect(status.at(-2)).toBe('1 account governed; 1 not in order, 2 changes to make: gatehouse plan.');
  });

  it('says who is quarantined, suspended or not governed', () => {
    const status = shown(
      { quarantined: true, state: 'SUSPENDED', governed: null, applications: [] },
      { quarantined: 1, governed: 0 },
    );
    expect(status[3]).toBe('  ✓ 111122223333 claims  SUSPENDED; not governed; quarantined: no inference');
    expect(status.at(-2)).toBe('0 accounts governed; 1 quarantined; all in order.');
  });

  it('lets nothing that somebody typed into AWS move the terminal', () => {
    const hostile = 'evil\u001b[2J\u202E\r\n';
    const account = { name: hostile, state: hostile, unit: hostile, applications: [hostile], stacksToCome: [hostile] };
    expect(shown({ ...account, inOrder: false }).join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  it('is whole in JSON', () => {
    expect(JSON.parse(statusJson(statusWith({})))).toEqual(statusWith({}));
  });
});
