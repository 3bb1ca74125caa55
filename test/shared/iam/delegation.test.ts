import { describe, expect, it } from 'vitest';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { allow, bucket, decide, deny, policy, role, roleArn, root, user } from './cases.ts';

const everything = policy(allow());
const nothing = policy(deny({ Action: 'none:None' }));
const account = '111122223333';
const on = (Principal: unknown, extra = {}) => policy(allow({ Principal, ...extra }));

describe('a key', () => {
  const key = `arn:aws:kms:us-east-1:${account}:key/1`;
  const decrypt: Partial<AccessRequest> = { action: 'kms:Decrypt', resource: key };
  const toAccount = on({ AWS: root }, { Action: 'kms:*' });

  it.each([
    ['its account: then identity policies decide', { resource: toAccount, identity: everything }, true],
    ['its account, and no identity policy does', { resource: toAccount }, false],
    [
      'another role: then no identity policy helps',
      { resource: on({ AWS: `${roleArn}2` }), identity: everything },
      false,
    ],
    ['the role itself', { resource: on({ AWS: roleArn }) }, true],
    ['the role itself, within its boundary', { resource: on({ AWS: roleArn }), boundary: nothing }, false],
    [
      'its account for another action',
      { resource: on({ AWS: root }, { Action: 'kms:Encrypt' }), identity: everything },
      false,
    ],
  ])('whose policy names %s', (_what, set, allowed) => {
    expect(decide(set, decrypt).allowed).toBe(allowed);
  });

  it('is closed even to the root user where its policy forgets the account', () => {
    expect(decide({ resource: on({ AWS: roleArn }) }, { ...decrypt, principal: { arn: root } }).allowed).toBe(false);
    expect(decide({ resource: toAccount }, { ...decrypt, principal: { arn: root } }).allowed).toBe(true);
  });

  it('through a service alone, where its policy says so', () => {
    const viaS3 = on(
      { AWS: roleArn },
      { Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } } },
    );
    expect(decide({ resource: viaS3 }, decrypt).allowed).toBe(false);
    expect(
      decide({ resource: viaS3 }, { ...decrypt, context: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }).allowed,
    ).toBe(true);
  });

  it.each(['kms:ListKeys', 'kms:CreateKey', 'kms:GenerateRandom'])(
    '%s is about no key, and needs no key policy',
    (action) => {
      expect(decide({ identity: everything }, { action, resource: '*' }).allowed).toBe(true);
    },
  );
});

describe('a trust policy', () => {
  const target = `arn:aws:iam::999988887777:role/gatehouse-caller-claims`;
  const caller = { arn: `arn:aws:sts::${account}:assumed-role/app/session` };
  const trust = policy(
    allow({
      Principal: { AWS: roleArn },
      Action: 'sts:AssumeRole',
      Resource: undefined,
      Condition: { StringEquals: { 'sts:ExternalId': 'x-1', 'sts:RoleSessionName': 'claims' } },
    }),
    allow({ Principal: { AWS: roleArn }, Action: ['sts:TagSession', 'sts:SetSourceIdentity'], Resource: undefined }),
  );
  const ask = (action: string, context: AccessRequest['context'] = {}, identity: unknown = everything) =>
    decide(
      { identity, resource: trust },
      { principal: caller, action, resource: target, resourceAccount: '999988887777', context },
    );

  it('asks for the external id and the session name', () => {
    expect(ask('sts:AssumeRole', { 'sts:ExternalId': 'x-1', 'sts:RoleSessionName': 'claims' }).allowed).toBe(true);
    expect(ask('sts:AssumeRole', { 'sts:ExternalId': 'x-2', 'sts:RoleSessionName': 'claims' }).allowed).toBe(false);
    expect(ask('sts:AssumeRole', { 'sts:ExternalId': 'x-1', 'sts:RoleSessionName': 'other' }).allowed).toBe(false);
    expect(ask('sts:AssumeRole', { 'sts:RoleSessionName': 'claims' }).allowed).toBe(false);
  });

  it.each(['sts:TagSession', 'sts:SetSourceIdentity'])('lets %s by, which carries no external id', (action) => {
    expect(ask(action).allowed).toBe(true);
  });

  it('across accounts needs the caller’s own policy too', () => {
    expect(ask('sts:AssumeRole', { 'sts:ExternalId': 'x-1', 'sts:RoleSessionName': 'claims' }, nothing).reason).toBe(
      'no-identity-allow',
    );
  });

  it('lets in who a provider vouches for, with the token’s own keys', () => {
    const provider = 'arn:aws:iam::999988887777:oidc-provider/token.example.com';
    const web = policy(
      allow({
        Principal: { Federated: provider },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Resource: undefined,
        Condition: { StringEquals: { 'token.example.com:aud': 'sts' } },
      }),
    );
    const request = { principal: { arn: provider }, action: 'sts:AssumeRoleWithWebIdentity', resource: target };
    expect(decide({ resource: web }, { ...request, context: { 'token.example.com:aud': 'sts' } }).allowed).toBe(true);
    expect(decide({ resource: web }, { ...request, context: { 'token.example.com:aud': 'other' } }).allowed).toBe(
      false,
    );
    expect(
      decide(
        { resource: web },
        { ...request, principal: { arn: `${provider}2` }, context: { 'token.example.com:aud': 'sts' } },
      ).allowed,
    ).toBe(false);
  });

  it('lets in a service for the source that it names', () => {
    const service = policy(
      allow({
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Resource: undefined,
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    );
    const request = { principal: { arn: 'events.amazonaws.com' }, action: 'sts:AssumeRole', resource: target };
    expect(decide({ resource: service }, { ...request, context: { 'aws:SourceAccount': account } }).allowed).toBe(true);
    expect(
      decide({ resource: service }, { ...request, context: { 'aws:SourceAccount': '444455556666' } }).allowed,
    ).toBe(false);
    expect(decide({ resource: service }, request).allowed).toBe(false);
  });
});

describe('what a resource grants beside boundary and session policy', () => {
  const byArn = on('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn } } });
  it.each([
    ['a role by its ARN', role, on({ AWS: roleArn }), false],
    ['a session by its ARN', role, on({ AWS: role }), true],
    ['everyone', role, on('*'), true],
    ['everyone, on condition of the role’s ARN', role, byArn, true],
    ['a user by its ARN', user, on({ AWS: user }), true],
    ['the account', role, on({ AWS: root }), false],
  ])('to %s stands: %4$s', (_what, arn, resource, stands) => {
    for (const fence of ['boundary', 'session'] as const)
      expect(decide({ resource, [fence]: nothing }, { principal: { arn } }).allowed).toBe(stands);
    expect(decide({ resource, boundary: policy(deny()) }, { principal: { arn } }).allowed).toBe(false);
  });

  it('across accounts, no fence is passed by', () => {
    const far = { resourceAccount: '999988887777' };
    for (const resource of [on({ AWS: role }), on('*'), on({ AWS: roleArn })]) {
      expect(decide({ identity: everything, resource, session: nothing }, far).reason).toBe('no-session-allow');
      expect(decide({ identity: everything, resource, boundary: nothing }, far).reason).toBe('no-boundary-allow');
      expect(decide({ identity: everything, resource }, far).allowed).toBe(true);
    }
  });

  it('a role that asks by its own ARN is fenced like its sessions', () => {
    expect(decide({ resource: on({ AWS: roleArn }), boundary: nothing }, { principal: { arn: roleArn } }).allowed).toBe(
      false,
    );
  });
});

describe('organization policies', () => {
  const rcp = policy(
    allow({ Principal: '*' }),
    deny({ Principal: '*', Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'true' } } }),
  );
  const toService = on({ Service: 'logging.s3.amazonaws.com' });

  it('of resources bind services too', () => {
    const request = { principal: { arn: 'logging.s3.amazonaws.com' }, action: 's3:PutObject', resource: `${bucket}/a` };
    expect(decide({ resource: toService, resourceControl: rcp }, request).by).toBe('resourceControl');
    expect(decide({ resource: toService }, request).allowed).toBe(true);
  });

  it('of resources are not seen by services that do not support them', () => {
    const denyAll = policy(deny({ Principal: '*' }));
    const invoke = { action: 'bedrock:InvokeModel', resource: 'arn:aws:bedrock:us-east-1::foundation-model/m' };
    expect(decide({ identity: everything, resourceControl: denyAll }, invoke).allowed).toBe(true);
    expect(decide({ identity: everything, resourceControl: denyAll }).allowed).toBe(false);
  });

  it('of services: every level must allow, and a deny at any is enough', () => {
    const only = policy(allow({ Action: 's3:*' }));
    expect(decide({ identity: everything, serviceControl: [everything, only, everything] }).allowed).toBe(true);
    expect(
      decide(
        { identity: everything, serviceControl: [everything, only, everything] },
        { action: 'sqs:SendMessage', resource: '*' },
      ).reason,
    ).toBe('no-serviceControl-allow');
    expect(
      decide({ identity: everything, serviceControl: [[everything, policy(deny({ Sid: 'Root' }))], everything] })
        .statement?.sid,
    ).toBe('Root');
  });

  it('bind by the account of whom they are for: SCPs the caller’s, RCPs the resource’s', () => {
    const set = { identity: everything, resource: on('*'), managementAccount: '999988887777' };
    const far = { resourceAccount: '999988887777' };
    expect(decide({ ...set, serviceControl: policy(deny()) }, far).reason).toBe('explicit-deny');
    expect(decide({ ...set, resourceControl: policy(deny({ Principal: '*' })) }, far).allowed).toBe(true);
  });
});

describe('elements', () => {
  const identity = (extra: Readonly<Record<string, unknown>>) => policy(allow(extra));
  it.each([
    ['no action at all', { Action: [] }, false],
    ['no resource at all', { Resource: [] }, false],
    ['all but nothing', { Action: undefined, NotAction: [] }, true],
    [
      'all resources but one whose variable has no value',
      { Resource: undefined, NotResource: `${bucket}/\${aws:PrincipalTag/none}` },
      true,
    ],
    [
      'all resources but the caller’s account’s',
      { Resource: undefined, NotResource: 'arn:aws:s3:::records/${aws:PrincipalType}' },
      true,
    ],
    [
      'all resources but those of a variable that fits',
      { Resource: undefined, NotResource: 'arn:aws:s3:::records/${aws:PrincipalTag/key}' },
      false,
    ],
  ])('that allow %s: %3$s', (_what, extra, allowed) => {
    const principal = { arn: role, tags: { key: 'a' } };
    expect(decide({ identity: identity(extra) }, { principal }).allowed).toBe(allowed);
  });

  it('what takes no resource is allowed by * alone', () => {
    const list = { action: 's3:ListAllMyBuckets', resource: '*' };
    expect(decide({ identity: identity({ Resource: '*' }) }, list).allowed).toBe(true);
    expect(decide({ identity: identity({ Resource: 'arn:aws:s3:::*' }) }, list).allowed).toBe(false);
  });

  it('a policy of no statements allows nothing', () => {
    expect(decide({ identity: policy() }).reason).toBe('no-identity-allow');
  });
});
