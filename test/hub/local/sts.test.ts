import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryReplayGuard } from '../../../hub/gateway/sigv4/replay-guard.ts';
import type { LocalCredentials } from '../../../hub/local/credentials.ts';
import { openLocalCredentials } from '../../../hub/local/credentials.ts';
import { handleSts, isStsRequest, type StsRequest } from '../../../hub/local/sts.ts';
import { type SigningChoices, signed, signedAtMs } from '../gateway/sigv4/signed-request.fixture.ts';
import { examplePolicy } from './policy.fixture.ts';

const policy = examplePolicy();
const roleArn = 'arn:aws:iam::999988887777:role/gatehouse-caller-claims-assistant';
const asked = { Action: 'AssumeRole', Version: '2011-06-15', RoleArn: roleArn, RoleSessionName: 'claims-assistant' };
let state: string;
let credentials: LocalCredentials;

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), 'gatehouse-sts-'));
  credentials = await openLocalCredentials(state, policy);
});
afterAll(() => rm(state, { recursive: true, force: true }));

const keyOf = (role: string) => credentials.workloadKey(role)!;
const workload = () => keyOf('arn:aws:iam::111122223333:role/ClaimsWorkload');

function send(request: StsRequest, nowMs = signedAtMs) {
  const { status, headers, body } = handleSts(request, {
    policy,
    credentials,
    replays: new MemoryReplayGuard(),
    nowMs,
  });
  return { status, headers, xml: new TextDecoder().decode(body as Uint8Array) };
}

async function call(parameters: Record<string, string>, changes: SigningChoices = {}) {
  const body = new URLSearchParams(parameters).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const request = await signed({ path: '/', service: 'sts', credentials: workload(), body, headers, ...changes });
  return send(request as StsRequest);
}

const element = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
const sessionOf = (xml: string) => ({
  credentials: { accessKeyId: element(xml, 'AccessKeyId')!, secretAccessKey: element(xml, 'SecretAccessKey')! },
  sessionToken: element(xml, 'SessionToken')!,
});

describe('AssumeRole', () => {
  it('gives a workload that the role trusts a session of an hour', async () => {
    const { status, headers, xml } = await call(asked);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/xml');
    expect(xml).toMatch(
      /^<AssumeRoleResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><AssumeRoleResult>/,
    );
    expect(element(xml, 'Arn')).toBe(
      'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant/claims-assistant',
    );
    expect(element(xml, 'AssumedRoleId')).toMatch(/^AROA[A-Z2-7]{16}:claims-assistant$/);
    expect(element(xml, 'Expiration')).toBe(new Date(signedAtMs + 3_600_000).toISOString());
    expect(element(xml, 'RequestId')).toBe(headers['x-amzn-requestid']);
  });

  it('gives credentials that identify the session', async () => {
    const session = sessionOf((await call(asked)).xml);
    const { xml } = await call({ Action: 'GetCallerIdentity' }, session);
    expect(element(xml, 'Account')).toBe('999988887777');
    expect(element(xml, 'UserId')).toMatch(/^AROA[A-Z2-7]{16}:claims-assistant$/);
    expect(element(xml, 'Arn')).toBe(
      'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant/claims-assistant',
    );
  });

  it('gives credentials that expire when it says', async () => {
    const session = sessionOf((await call({ ...asked, DurationSeconds: '900' })).xml);
    const later = async (seconds: number) => {
      const dateMs = signedAtMs + seconds * 1000;
      const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
      return send(
        (await signed({ method: 'GET', path: '/', query, service: 'sts', body: '', dateMs, ...session })) as StsRequest,
        dateMs,
      );
    };
    expect((await later(899)).status).toBe(200);
    const expired = await later(900);
    expect([expired.status, element(expired.xml, 'Code')]).toEqual([403, 'ExpiredToken']);
  });

  it('answers the source identity and how much of the tag space is used', async () => {
    const tags = { 'Tags.member.1.Key': 'purpose', 'Tags.member.1.Value': 'claims', SourceIdentity: 'alice' };
    const { xml } = await call({ ...asked, ...tags, ExternalId: 'ignored' });
    expect(element(xml, 'SourceIdentity')).toBe('alice');
    expect(element(xml, 'PackedPolicySize')).toBe('1');
  });

  it.each([
    ['auditors', 'gatehouse-auditor'],
    ['platform-team', 'gatehouse-platform'],
  ])('lets %s assume %s under a name of their own', async (principal, role) => {
    const key = keyOf(`arn:aws:iam::999988887777:role/${principal}`);
    const request = {
      ...asked,
      RoleArn: `arn:aws:iam::999988887777:role/${role}`,
      RoleSessionName: 'alice@example.com',
    };
    expect((await call(request, { credentials: key })).status).toBe(200);
  });

  it('lets every caller of an application assume its role', async () => {
    const request = {
      ...asked,
      RoleArn: roleArn.replace('claims-assistant', 'research-desk'),
      RoleSessionName: 'research-desk',
    };
    for (const name of ['desk/ResearchApi', 'ResearchBatch']) {
      expect((await call(request, { credentials: keyOf(`arn:aws:iam::333344445555:role/${name}`) })).status).toBe(200);
    }
  });
});

describe('AssumeRole denies', () => {
  const expectDenied = async (parameters: Record<string, string>, changes?: SigningChoices) => {
    const { status, xml } = await call(parameters, changes);
    expect([status, element(xml, 'Code')]).toEqual([403, 'AccessDenied']);
    return element(xml, 'Message') ?? '';
  };

  it('the role of another application, in the same words as a role that does not exist', async () => {
    const other = await expectDenied({ ...asked, RoleArn: roleArn.replace('claims-assistant', 'research-desk') });
    const none = await expectDenied({ ...asked, RoleArn: roleArn.replace('claims-assistant', 'no-such-app') });
    expect(other.replace('research-desk', 'no-such-app')).toBe(none);
  });

  it('the staff roles to workloads, and workload roles to staff', async () => {
    await expectDenied({ ...asked, RoleArn: 'arn:aws:iam::999988887777:role/gatehouse-auditor' });
    await expectDenied(asked, { credentials: keyOf('arn:aws:iam::999988887777:role/auditors') });
  });

  it('another session name than the pinned one, and names it', async () => {
    expect(await expectDenied({ ...asked, RoleSessionName: 'someone-else' })).toContain('claims-assistant');
  });

  it('a hub role session that asks for a role again', async () => {
    await expectDenied(asked, sessionOf((await call(asked)).xml));
  });
});

describe('AssumeRole refuses as invalid', () => {
  it.each([
    ['no role', { RoleArn: '' }],
    ['a session name with blanks', { RoleSessionName: 'a b' }],
    ['a session name of one letter', { RoleSessionName: 'a' }],
    ['a source identity with markup', { SourceIdentity: '<x>' }],
    ['too short a session', { DurationSeconds: '899' }],
    ['too long a session', { DurationSeconds: '43201' }],
    ['more than an hour, which chaining forbids', { DurationSeconds: '3601' }],
    ['a duration that is no number', { DurationSeconds: '1e3' }],
    ['a session policy', { Policy: '{}' }],
    ['managed session policies', { 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    ['a tag without a key', { 'Tags.member.1.Value': 'x' }],
    ['a tag twice', { 'Tags.member.1.Key': 'A', 'Tags.member.2.Key': 'a' }],
    ['a tag field that is none', { 'Tags.member.1.__proto__': 'x' }],
    [
      'too many tags',
      Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`Tags.member.${index + 1}.Key`, `k${index}`])),
    ],
  ])('%s', async (_, changes) => {
    const { status, xml } = await call({ ...asked, ...changes });
    expect([status, element(xml, 'Code')]).toEqual([400, 'ValidationError']);
  });
});

describe('the protocol', () => {
  it('escapes what the caller sent', async () => {
    const { status, xml } = await call({ ...asked, RoleArn: `arn:aws:iam::999988887777:role/<b>&"'\u0000` });
    expect(status).toBe(403);
    expect(xml).toContain('&lt;b&gt;&amp;&quot;&apos;\ufffd');
    expect(xml).not.toContain('<b>');
  });

  it('knows two actions', async () => {
    const { status, xml } = await call({ Action: 'GetFederationToken' });
    expect([status, element(xml, 'Code')]).toEqual([400, 'InvalidAction']);
  });

  it.each([
    ['a name twice', 'Action=GetCallerIdentity&Action=AssumeRole'],
    ['bad escapes', 'Action=%zz'],
    ['bytes that are no UTF-8', 'Action=%ff'],
    ['too many parameters', 'a&'.repeat(301)],
    ['a form of 64 KB', `a=${'x'.repeat(65_536)}`],
  ])('refuses %s', async (_, body) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const request = await signed({ path: '/', service: 'sts', credentials: workload(), body, headers });
    expect(element(send(request as StsRequest).xml, 'Code')).toBe('ValidationError');
  });

  it('refuses another content type, and parameters of POST in the query', async () => {
    expect(element((await call(asked, { headers: { 'content-type': 'application/json' } })).xml, 'Code')).toBe(
      'ValidationError',
    );
    expect(element((await call(asked, { query: asked })).xml, 'Code')).toBe('ValidationError');
  });

  it('says in its own codes why a signature is no good', async () => {
    const unsigned = send({ method: 'POST', path: '/', headers: {}, body: new Uint8Array() });
    expect([unsigned.status, element(unsigned.xml, 'Code')]).toEqual([403, 'MissingAuthenticationToken']);
    const wrong = await call(asked, { credentials: { ...workload(), secretAccessKey: 'another' } });
    expect(element(wrong.xml, 'Code')).toBe('SignatureDoesNotMatch');
    const unknown = await call(asked, { credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } });
    expect(element(unknown.xml, 'Code')).toBe('InvalidClientTokenId');
    expect(element((await call(asked, { service: 'bedrock' })).xml, 'Code')).toBe('SignatureDoesNotMatch');
    expect(element((await call(asked, { dateMs: signedAtMs - 301_000 })).xml, 'Code')).toBe('SignatureDoesNotMatch');
  });

  it('lives at the root of the endpoint', () => {
    expect(
      ['/', '/?Action=GetCallerIdentity', '/apps/x/model/y/converse', '//'].map((path) => isStsRequest({ path })),
    ).toEqual([true, true, false, false]);
  });
});
