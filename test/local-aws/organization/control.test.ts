import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateOrganizationalUnitCommand, MoveAccountCommand } from '@aws-sdk/client-organizations';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OrganizationControl } from './control/control.ts';
import { type Clients, clientsOf, refusalOf, rootId, standInHere } from './organization.fixture.ts';
import { type OrganizationServer, startOrganizationServer } from './organization-server.ts';

const createUnit = ({ organizations }: Clients, Name: string, abortSignal?: AbortSignal) =>
  organizations.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name }), abortSignal && { abortSignal });
const unitNames = async (control: OrganizationControl) => (await control.dump()).units.map(({ name }) => name).sort();

describe('the control of a stand-in', () => {
  const here = standInHere();

  it('seeds accounts over units in turn, with ids that ascend', async () => {
    await here().control.seed({ empty: { accounts: 5, units: ['/A', '/B'], policyTypes: ['SCP'] } });
    const { accounts, units, root, policies } = await here().control.dump();
    const nameOf = (id: string) => units.find((unit) => unit.id === id)?.name ?? id;
    expect(accounts.map(({ id, parentId }) => `${id} ${nameOf(parentId)}`)).toEqual([
      `111111111111 ${rootId}`,
      '200000000001 A',
      '200000000002 B',
      '200000000003 A',
      '200000000004 B',
      '200000000005 A',
    ]);
    expect(root.policyTypes).toEqual(['SCP']);
    expect(policies.map(({ name, targets }) => `${name} ${targets.length}`)).toEqual([
      'FullAWSAccess 9',
      'RCPFullAWSAccess 0',
    ]);
  });

  it('gives back the snapshot that it was seeded with', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:111111111111:guardrail/abcdefgh1234';
    await here().control.seed({ empty: { accounts: 2, units: 1, policyTypes: ['SCP', 'TAG'], guardrails: [arn] } });
    const plain = await here().control.dump();
    const unit = plain.units[0]?.id ?? '';
    const instance = { account: '200000000001', region: 'us-east-1', unitId: unit, status: 'OUTDATED' };
    const snapshot = {
      ...plain,
      trustedServices: ['member.org.stacksets.cloudformation.amazonaws.com'],
      delegatedAdministrators: [
        { accountId: '200000000001', services: ['member.org.stacksets.cloudformation.amazonaws.com'] },
      ],
      stackSets: [
        {
          name: 'GatehouseSpoke',
          body: '{}',
          units: [unit],
          autoDeployment: true,
          instances: [{ ...instance, detailedStatus: 'FAILED', drift: 'DRIFTED' }],
        },
      ],
      guardrails: [{ arn, version: 1, exists: true, resourcePolicy: '{}' }],
    };
    await here().control.seed({ snapshot });
    const { takenAt: _now, ...dumped } = await here().control.dump();
    const { takenAt: _then, ...seeded } = snapshot;
    expect(dumped).toEqual(seeded);
  });

  it('tells what was asked for and what was written, refusals included, until it forgets', async () => {
    const { control } = here();
    await control.seed({ empty: {} });
    await control.forget();
    await createUnit(here(), 'A');
    await refusalOf(createUnit(here(), 'A'));
    expect((await control.calls()).calls).toEqual({ 'organizations:CreateOrganizationalUnit': 2 });
    const input = { ParentId: rootId, Name: 'A' };
    const action = 'organizations:CreateOrganizationalUnit';
    expect(await control.writes()).toEqual([
      { number: 1, action, input, outcome: 'done' },
      { number: 2, action, input, outcome: 'DuplicateOrganizationalUnitException' },
    ]);
    await control.forget();
    expect([await control.calls(), await control.writes()]).toEqual([{ calls: {}, throttled: 0 }, []]);
  });

  it('makes the same ids for the same names, in whatever order they come', async () => {
    const idsAfter = async (...names: readonly string[]) => {
      await here().control.seed({ empty: {} });
      for (const name of names) await createUnit(here(), name);
      return (await here().control.dump()).units;
    };
    expect(await idsAfter('A', 'B')).toEqual(await idsAfter('B', 'A'));
  });
});

describe('a stand-in in its own process', () => {
  let server: OrganizationServer;
  let clients: Clients;
  beforeAll(async () => {
    server = await startOrganizationServer({ seed: { empty: { accounts: 2, units: 1 } } });
    clients = clientsOf(server.endpoint);
  });
  beforeEach(() => server.control.seed({ empty: { accounts: 2, units: 1 } }));
  afterAll(() => server.close());

  it('is controlled as one in this process is', async () => {
    const { control } = server;
    await control.behave({ throttle: { every: 1 } });
    expect(await refusalOf(createUnit(clients, 'A'))).toBe('TooManyRequestsException');
    await control.behave({ throttle: {} });
    await createUnit(clients, 'A');
    await control.settle();
    expect(await unitNames(control)).toEqual(['A', 'Unit 1']);
    expect((await control.writes()).map(({ outcome }) => outcome)).toEqual(['done']);
    expect((await control.calls()).throttled).toBe(1);
    await control.forget();
    expect(await control.writes()).toEqual([]);
  });

  it('refuses orders that it does not understand, and changes nothing', async () => {
    const ask = async (name: string, body: string) =>
      (await fetch(`${server.endpoint}/_control/${name}`, { method: 'POST', body })).status;
    expect([
      await ask('dance', '{}'),
      await ask('seed', '{"empty":{"acounts":3}}'),
      await ask('behave', '{"denied":"all"}'),
      await ask('hold', '{"write":0,"moment":"before"}'),
      await ask('seed', '{'),
    ]).toEqual([400, 400, 400, 400, 400]);
    expect(await unitNames(server.control)).toEqual(['Unit 1']);
  });

  it.each([
    ['before', ['A', 'Unit 1']],
    ['after', ['A', 'B', 'Unit 1']],
  ] as const)('holds a write %s it is made, while whoever asked for it is killed', async (moment, names) => {
    const { control } = server;
    await control.holdWrite(2, moment);
    await createUnit(clients, 'A');
    const killer = new AbortController();
    const second = refusalOf(createUnit(clients, 'B', killer.signal));
    expect(await control.held()).toBe('organizations:CreateOrganizationalUnit');
    killer.abort();
    expect(await second).toBe('AbortError');
    await control.release();
    await createUnit(clients, 'C');
    expect(await unitNames(control)).toEqual([...names, 'C'].sort());
  });

  it('lets a held write go on where its caller still waits', async () => {
    const { control } = server;
    await control.holdWrite(1, 'before');
    const write = refusalOf(createUnit(clients, 'A'));
    await control.held();
    expect(await unitNames(control)).toEqual(['Unit 1']);
    await control.release();
    expect([await write, await unitNames(control)]).toEqual(['none', ['A', 'Unit 1']]);
  });
});

describe('a stand-in with a state file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'organization-'));
  const stateFile = join(folder, 'state.json');
  const servers: OrganizationServer[] = [];
  const start = async () => {
    const server = await startOrganizationServer({ stateFile, seed: { empty: { accounts: 1, units: 1 } } });
    servers.push(server);
    return server;
  };
  afterEach(() => Promise.all(servers.map((server) => server.close())));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('goes on where the one before it ended', async () => {
    const first = await start();
    const { organizations } = clientsOf(first.endpoint);
    await createUnit(clientsOf(first.endpoint), 'Kept');
    const unit = (await first.control.dump()).units.find(({ name }) => name === 'Unit 1')?.id;
    const move = { AccountId: '200000000001', SourceParentId: unit, DestinationParentId: rootId };
    await organizations.send(new MoveAccountCommand(move));
    const { takenAt: _then, ...before } = await first.control.dump();
    await first.close();
    expect(existsSync(stateFile)).toBe(true);
    const { takenAt: _now, ...after } = await (await start()).control.dump();
    expect(after).toEqual(before);
    expect(after.units.map(({ name }) => name).sort()).toEqual(['Kept', 'Unit 1']);
  });
});
