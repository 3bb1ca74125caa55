import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSnapshotFile } from '../../../pipelines/bootstrap/snapshot-file.ts';
import { organizationCommand } from '../../../pipelines/cli/organization.ts';
import { faultOf } from '../../hub/gateway/faults.ts';
import { type DeskScene, deskScene } from '../bootstrap/aws/desk.fixture.ts';
import { rememberedIo } from './command-run.ts';

let folder: string;
let scene: DeskScene;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'organization-'));
  scene = await deskScene({ empty: { accounts: 24, units: ['/Workloads/GenAI'], policyTypes: ['SCP'] } });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `gatehouse organization export …` over the example organization's file. */
async function exporting(...args: readonly string[]) {
  const { io, seen } = rememberedIo();
  const asked: unknown[] = [];
  const desk = {
    organization: async ({ region }: { readonly region: string }, endpoint: string | undefined) => {
      asked.push([region, endpoint]);
      return scene.another({ region: 'us-east-1' });
    },
  };
  await organizationCommand(io, desk).parseAsync(['export', ...args], { from: 'user' });
  return { seen, asked };
}

describe('gatehouse organization export', () => {
  it('writes the organization to a file, and says what is in it', async () => {
    const file = join(folder, 'organization.json');
    const { seen } = await exporting(file);
    const snapshot = readSnapshotFile(file);
    expect(snapshot.accounts).toHaveLength(25);
    expect(snapshot.units.map(({ name }) => name).toSorted()).toEqual(['GenAI', 'Workloads']);
    expect(seen.out).toBe('');
    expect(seen.error).toContain('o-exampleorgid with 25 accounts, 2 units, 1 policies, 0 StackSets.');
  });

  it('prints it without a file, and nothing else on standard output', async () => {
    const { seen } = await exporting();
    expect(JSON.parse(seen.out)).toMatchObject({ version: 1, organization: { id: 'o-exampleorgid' } });
    expect(seen.error).toContain('Reading the organization');
  });

  it('asks whom it is told to ask, in the hub’s Region', async () => {
    const { asked } = await exporting('--endpoint-url', 'http://127.0.0.1:1');
    expect(asked).toEqual([[expect.stringMatching(/^[a-z]{2}-[a-z]+-\d$/), 'http://127.0.0.1:1']]);
  });

  it('changes nothing', async () => {
    await exporting(join(folder, 'organization.json'));
    expect(await scene.server.control.writes()).toEqual([]);
  });

  it('says what was asked of AWS, also where it fails', async () => {
    const { seen } = await exporting('--stats');
    expect(seen.error).toMatch(/ 1 {2}organizations:DescribeOrganization\n/);
    await scene.server.control.behave({ denied: ['organizations:ListRoots'] });
    const { io, seen: failed } = rememberedIo();
    const command = organizationCommand(io, { organization: async () => scene.another() });
    const fault = await faultOf(command.parseAsync(['export', '--stats'], { from: 'user' }));
    expect(fault.code).toBe('permission_missing');
    expect(failed.error).toContain('organizations:ListRoots');
    expect(failed.out).toBe('');
  });
});
