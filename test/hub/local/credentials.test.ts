import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalCredentials } from '../../../hub/local/credentials.ts';
import { hubRoles } from '../../../hub/local/roles.ts';
import { examplePolicy } from './policy.fixture.ts';

const policy = examplePolicy();
const workload = 'arn:aws:iam::111122223333:role/ClaimsWorkload';
const role = hubRoles(policy)[0]!;
let state: string;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'gatehouse-credentials-'));
});
afterEach(() => rm(state, { recursive: true, force: true }));

const file = () => join(state, 'aws', 'credentials.json');
const request = { role, sessionName: 'claims-assistant', expiresAtMs: 1_000 };

describe('workload keys', () => {
  it('exist for every role that a hub role trusts, and identify it', async () => {
    const credentials = await openLocalCredentials(state, policy);
    const key = credentials.workloadKey(workload)!;
    expect(key.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(key.secretAccessKey).toHaveLength(40);
    const known = credentials.lookup(key.accessKeyId, undefined);
    expect(known?.secretAccessKey).toBe(key.secretAccessKey);
    expect(known?.principal).toMatchObject({
      roleArn: workload,
      arn: 'arn:aws:sts::111122223333:assumed-role/ClaimsWorkload/local-workload',
      accountId: '111122223333',
    });
    expect(known?.principal.userId).toMatch(/^AROA[A-Z2-7]{16}:local-workload$/);
  });

  it('are made once and stay', async () => {
    const first = (await openLocalCredentials(state, policy)).workloadKey(workload);
    const second = (await openLocalCredentials(state, policy)).workloadKey(workload);
    expect(second).toEqual(first);
  });

  it('differ from each other', async () => {
    const credentials = await openLocalCredentials(state, policy);
    const other = credentials.workloadKey('arn:aws:iam::333344445555:role/ResearchBatch');
    expect(other?.secretAccessKey).not.toBe(credentials.workloadKey(workload)?.secretAccessKey);
  });

  it('end with the policy that named their role', async () => {
    const key = (await openLocalCredentials(state, policy)).workloadKey(workload)!;
    const without = await openLocalCredentials(state, { ...policy, applications: {} });
    expect(without.lookup(key.accessKeyId, undefined)).toBeUndefined();
    expect(await readFile(file(), 'utf8')).not.toContain(key.secretAccessKey);
  });

  it('are not valid together with a token', async () => {
    const credentials = await openLocalCredentials(state, policy);
    const { accessKeyId } = credentials.workloadKey(workload)!;
    const { sessionToken } = credentials.issue(request);
    expect(credentials.lookup(accessKeyId, sessionToken)).toBeUndefined();
    expect(credentials.lookup(accessKeyId, '')).toBeUndefined();
  });
});

describe('the credentials file', () => {
  it('is for its owner alone, also when its mode was loosened', async () => {
    await openLocalCredentials(state, policy);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    await chmod(file(), 0o644);
    await openLocalCredentials(state, policy);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('leaves no drafts behind', async () => {
    await openLocalCredentials(state, policy);
    expect(await readdir(join(state, 'aws'))).toEqual(['credentials.json']);
  });

  it.each(['', '{', '[]', '{"version":1}', '{"__proto__":{"version":1}}'])(
    'that is damaged (%s) is a fault that quotes nothing',
    async (text) => {
      await openLocalCredentials(state, policy);
      await writeFile(file(), `${text}`);
      await expect(openLocalCredentials(state, policy)).rejects.toMatchObject({
        code: 'key_unavailable',
        cause: undefined,
      });
    },
  );
});

describe('a session', () => {
  it('is known by its key id and token, with the secret it was issued with', async () => {
    const credentials = await openLocalCredentials(state, policy);
    const session = credentials.issue({ ...request, sourceIdentity: 'alice' });
    expect(session.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(credentials.lookup(session.accessKeyId, session.sessionToken)).toEqual({
      secretAccessKey: session.secretAccessKey,
      sessionToken: session.sessionToken,
      expiresAtMs: 1_000,
      principal: {
        arn: 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant/claims-assistant',
        accountId: '999988887777',
        session: 'claims-assistant',
        roleArn: role.arn,
        userId: expect.stringMatching(/^AROA[A-Z2-7]{16}:claims-assistant$/),
        sourceIdentity: 'alice',
      },
    });
  });

  it('survives a restart', async () => {
    const session = (await openLocalCredentials(state, policy)).issue(request);
    const restarted = await openLocalCredentials(state, policy);
    expect(restarted.lookup(session.accessKeyId, session.sessionToken)?.secretAccessKey).toBe(session.secretAccessKey);
  });

  it('is not known without its token, nor under another key id', async () => {
    const credentials = await openLocalCredentials(state, policy);
    const [one, two] = [credentials.issue(request), credentials.issue(request)];
    expect(credentials.lookup(one.accessKeyId, undefined)).toBeUndefined();
    expect(credentials.lookup(one.accessKeyId, two.sessionToken)).toBeUndefined();
    expect(one.secretAccessKey).not.toBe(two.secretAccessKey);
  });

  it('is not known when any byte of its token was changed', async () => {
    const credentials = await openLocalCredentials(state, policy);
    const { accessKeyId, sessionToken } = credentials.issue(request);
    const bytes = Buffer.from(sessionToken, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const forged = Buffer.from(bytes);
      forged[at]! ^= 1;
      expect(credentials.lookup(accessKeyId, forged.toString('base64'))).toBeUndefined();
    }
  });

  it.each(['', 'A', '====', 'AAAA', 'x'.repeat(100_000), '\u0000', '__proto__'])(
    'is not made by the token %.20j',
    async (token) => {
      const credentials = await openLocalCredentials(state, policy);
      expect(credentials.lookup('ASIAAAAAAAAAAAAAAAAA', token)).toBeUndefined();
    },
  );

  it('of another hub is not known here', async () => {
    const session = (await openLocalCredentials(join(state, 'other'), policy)).issue(request);
    const credentials = await openLocalCredentials(state, policy);
    expect(credentials.lookup(session.accessKeyId, session.sessionToken)).toBeUndefined();
    expect(credentials.issuerId).not.toBe((await openLocalCredentials(join(state, 'other'), policy)).issuerId);
    expect(credentials.issuerId).toBe((await openLocalCredentials(state, policy)).issuerId);
  });

  it('is still known after a thousand others', async () => {
    const credentials = await openLocalCredentials(state, policy);
    const session = credentials.issue(request);
    for (let count = 0; count < 1_001; count += 1) {
      const other = credentials.issue(request);
      credentials.lookup(other.accessKeyId, other.sessionToken);
    }
    expect(credentials.lookup(session.accessKeyId, session.sessionToken)?.principal.session).toBe('claims-assistant');
  });
});
