import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../pipelines/bootstrap/snapshot.ts';
import { readSnapshotFile, snapshotText, writeSnapshotFile } from '../../../pipelines/bootstrap/snapshot-file.ts';
import { faultOf } from '../../hub/gateway/faults.ts';

const snapshot: Snapshot = {
  version: 1,
  takenAt: '2026-11-21T00:00:00.000Z',
  organization: { id: 'o-exampleorgid', managementAccountId: '111111111111', featureSet: 'ALL' },
  root: { id: 'r-ex4m', policyTypes: ['SCP'] },
  units: [
    { id: 'ou-ex4m-1', name: 'Workloads', parentId: 'r-ex4m' },
    { id: 'ou-ex4m-2', name: 'GenAI', parentId: 'ou-ex4m-1' },
  ],
  accounts: [{ id: '200000000001', name: 'orders', parentId: 'ou-ex4m-2', state: 'ACTIVE' }],
  policies: [
    { id: 'p-FullAWSAccess', name: 'FullAWSAccess', type: 'SCP', awsManaged: true, text: '{}', targets: ['r-ex4m'] },
  ],
  trustedServices: [],
  delegatedAdministrators: [],
  stackSets: [],
  guardrails: [],
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
  file = join(folder, 'organization.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function refused(text: string): Promise<string> {
  writeFileSync(file, text);
  const fault = await faultOf(() => readSnapshotFile(file));
  expect(fault.code).toBe('usage');
  return fault.message;
}

function broken(change: Partial<Record<keyof Snapshot, unknown>>): Promise<string> {
  return refused(JSON.stringify({ ...snapshot, ...change }));
}

describe('a snapshot in a file', () => {
  it('comes back as it was written', () => {
    writeSnapshotFile(file, snapshot);
    expect(readSnapshotFile(file)).toEqual(snapshot);
    expect(readFileSync(file, 'utf8')).toBe(snapshotText(snapshot));
    expect(readdirSync(folder)).toEqual(['organization.json']);
  });

  it('takes the place of the one before', () => {
    writeSnapshotFile(file, snapshot);
    writeSnapshotFile(file, { ...snapshot, takenAt: 'later' });
    expect(readSnapshotFile(file).takenAt).toBe('later');
  });

  it('can be reviewed: a line for each field, and a line feed at the end', () => {
    expect(snapshotText(snapshot).split('\n').length).toBeGreaterThan(30);
    expect(snapshotText(snapshot).endsWith('}\n')).toBe(true);
  });

  it('cannot be written where there is no folder, and says so', async () => {
    const nowhere = join(folder, 'no', 'such', 'folder.json');
    expect((await faultOf(() => writeSnapshotFile(nowhere, snapshot))).code).toBe('usage');
    expect(existsSync(nowhere)).toBe(false);
  });
});

describe('what is no snapshot', () => {
  it('is refused with what is wrong with it', async () => {
    expect((await faultOf(() => readSnapshotFile(join(folder, 'none.json')))).code).toBe('usage');
    expect(await refused('{')).toContain('it is not JSON');
    expect(await refused('[]')).toContain('its root');
    expect(await broken({ version: 2 })).toContain('version');
    expect(await broken({ accounts: [{ ...snapshot.accounts[0], id: '12' }] })).toContain('accounts.0.id');
  });

  it('is refused unread where it is too large', async () => {
    expect(await refused(`"${'x'.repeat(64_000_000)}"`)).toContain('larger than');
  });

  it.each([
    ['a unit twice', { units: [...snapshot.units, snapshot.units[0]] }, 'ou-ex4m-1 is in it twice'],
    ['an account twice', { accounts: [...snapshot.accounts, snapshot.accounts[0]] }, '200000000001 is in it twice'],
    ['a policy twice', { policies: [...snapshot.policies, snapshot.policies[0]] }, 'p-FullAWSAccess is in it twice'],
    [
      'two policies of one name',
      { policies: [...snapshot.policies, { ...snapshot.policies[0], id: 'p-other' }] },
      'SCP FullAWSAccess is in it twice',
    ],
    ['the root as a unit', { units: [{ id: 'r-ex4m', name: 'a', parentId: 'r-ex4m' }] }, 'r-ex4m is in it twice'],
    ['a unit under nothing', { units: snapshot.units.slice(1) }, 'the parent of ou-ex4m-2 is not in it'],
    [
      'an account under nothing',
      { accounts: [{ ...snapshot.accounts[0], parentId: 'ou-gone' }] },
      'the parent of 200000000001 is not in it',
    ],
    [
      'units in a ring',
      {
        units: [
          { id: 'ou-ex4m-1', name: 'a', parentId: 'ou-ex4m-2' },
          { id: 'ou-ex4m-2', name: 'b', parentId: 'ou-ex4m-1' },
        ],
      },
      'the unit ou-ex4m-1 is not under the root',
    ],
  ])('has %s', async (_what, change, message) => {
    expect(await broken(change)).toContain(message);
  });

  it('cannot rewrite the terminal of who reads the fault', async () => {
    const id = '\u001b[2J';
    expect(await broken({ units: [{ id, name: 'a', parentId: 'gone' }] })).not.toContain('\u001b');
  });
});
