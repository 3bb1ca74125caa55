import { describe, expect, it } from 'vitest';
import { allow, bucket, decide, deny, policy, role, roleArn, root, user } from './cases.ts';

const everything = policy(allow());
const nothing = policy(deny({ Action: 'none:None' }));
const object = `${bucket}/a`;
const elsewhere = { resourceAccount: '999988887777' };
const onResource = (principal: unknown, extra = {}) => policy(allow({ Principal: principal, ...extra }));

describe('actions and resources', () => {
  it.each([
    [{ Action: 's3:GetObject' }, true],
    [{ Action: 's3:getobject' }, true],
    [{ Action: 'S3:Get*' }, true],
    [{ Action: 's3:*' }, true],
    [{ Action: '*' }, true],
    [{ Action: '*:GetObject' }, true],
    [{ Action: 's3:Get?bject' }, true],
    [{ Action: 's3:PutObject' }, false],
    [{ Action: ['s3:PutObject', 's3:GetObject'] }, true],
    [{ Action: undefined, NotAction: 's3:PutObject' }, true],
    [{ Action: undefined, NotAction: ['s3:Put*', 's3:Get*'] }, false],
    [{ Resource: object }, true],
    [{ Resource: `${bucket}/*` }, true],
    [{ Resource: bucket }, false],
    [{ Resource: 'arn:aws:s3:::*' }, true],
    [{ Resource: 'arn:aws:s3:::record?/a' }, true],
    [{ Resource: 'arn:*:s3:::records/a' }, true],
    [{ Resource: 'arn:aws:sqs:::records/a' }, false],
    [{ Resource: undefined, NotResource: `${bucket}/secret/*` }, true],
    [{ Resource: undefined, NotResource: `${bucket}/*` }, false],
    [{ Resource: 'arn:aws:s3:::${aws:PrincipalAccount}/a' }, false],
    [{ Resource: 'arn:aws:s3:::records/${aws:none}' }, false],
  ])('%j allows: %s', (extra, expected) => {
    expect(decide({ identity: policy(allow(extra)) }).allowed).toBe(expected);
  });

  it('take a variable in a policy of 2008 as text', () => {
    const statement = allow({ Resource: 'arn:aws:s3:::${aws:PrincipalAccount}/a' });
    const request = { resource: 'arn:aws:s3:::111122223333/a' };
    expect(decide({ identity: { Version: '2012-10-17', Statement: statement } }, request).allowed).toBe(true);
    expect(decide({ identity: { Version: '2008-10-17', Statement: statement } }, request).allowed).toBe(false);
  });
});

describe('within one account', () => {
  it('nothing is allowed that nobody allows', () => {
    expect(decide({})).toEqual({ allowed: false, reason: 'no-identity-allow', by: 'identity' });
    expect(decide({ identity: nothing })).toMatchObject({ allowed: false, reason: 'no-identity-allow' });
  });

  it('an identity policy is enough, and the decision names its statement', () => {
    const identity = policy(allow({ Action: 'sqs:*' }), allow({ Sid: 'Read', Action: 's3:Get*' }));
    expect(decide({ identity })).toEqual({
      allowed: true,
      reason: 'allowed',
      by: 'identity',
      statement: { policy: 'identity-0', index: 1, sid: 'Read', effect: 'Allow' },
    });
  });

  it('a deny anywhere wins, whoever allows', () => {
    for (const type of ['identity', 'resource', 'boundary', 'session', 'endpoint'] as const) {
      const set = {
        identity: everything,
        [type]: policy(allow({ ...principalFor(type) }), deny({ Sid: 'No', ...principalFor(type) })),
      };
      expect(decide(set)).toMatchObject({
        allowed: false,
        reason: 'explicit-deny',
        by: type,
        statement: { sid: 'No', index: 1 },
      });
    }
  });

  it.each([
    ['everyone', '*', true],
    ['its account’s id', { AWS: '111122223333' }, false],
    ['its account’s root', { AWS: root }, false],
    ['its role', { AWS: roleArn }, true],
    ['its session', { AWS: role }, true],
    ['another role', { AWS: 'arn:aws:iam::111122223333:role/other' }, false],
    ['another session of its role', { AWS: 'arn:aws:sts::111122223333:assumed-role/app/other' }, false],
    ['a service', { Service: 'lambda.amazonaws.com' }, false],
  ])('a resource that names %s alone allows: %s', (_who, principal, expected) => {
    expect(decide({ resource: onResource(principal) }).allowed).toBe(expected);
  });

  it('a resource that names the account leaves it to the identity policy', () => {
    expect(decide({ resource: onResource({ AWS: root }), identity: everything }).allowed).toBe(true);
  });

  it('a boundary and a session policy limit what the identity policy grants', () => {
    expect(decide({ identity: everything, boundary: nothing }).reason).toBe('no-boundary-allow');
    expect(decide({ identity: everything, session: nothing }).reason).toBe('no-session-allow');
    expect(decide({ identity: everything, boundary: everything, session: everything }).allowed).toBe(true);
    expect(decide({ identity: nothing, boundary: everything }).reason).toBe('no-identity-allow');
  });

  it('and what a resource grants to a role, though not what it grants to the session or the user by name', () => {
    for (const fence of ['boundary', 'session'] as const) {
      expect(decide({ resource: onResource({ AWS: roleArn }), [fence]: nothing }).allowed).toBe(false);
      expect(decide({ resource: onResource({ AWS: role }), [fence]: nothing }).allowed).toBe(true);
    }
    const alice = { principal: { arn: user } };
    expect(decide({ resource: onResource({ AWS: user }), boundary: nothing }, alice).allowed).toBe(true);
    expect(decide({ resource: onResource({ AWS: user }), boundary: policy(deny()) }, alice).allowed).toBe(false);
  });

  it('the root user needs no grant, but obeys organization policies and resource denies', () => {
    const asRoot = { principal: { arn: root } };
    expect(decide({}, asRoot).allowed).toBe(true);
    expect(decide({ serviceControl: policy(deny()) }, asRoot).allowed).toBe(false);
    expect(decide({ resource: policy(deny({ Principal: '*' })) }, asRoot).allowed).toBe(false);
  });
});

describe('across accounts', () => {
  it('both sides must allow', () => {
    expect(decide({ identity: everything }, elsewhere).reason).toBe('no-resource-allow');
    expect(decide({ resource: onResource({ AWS: root }) }, elsewhere).reason).toBe('no-identity-allow');
    expect(decide({ identity: everything, resource: onResource({ AWS: root }) }, elsewhere).allowed).toBe(true);
    expect(decide({ resource: onResource({ AWS: role }) }, elsewhere).reason).toBe('no-identity-allow');
    expect(decide({ resource: onResource('*') }, elsewhere).reason).toBe('no-identity-allow');
  });

  it('boundaries hold also where the session is named', () => {
    const set = { identity: everything, resource: onResource({ AWS: role }), boundary: nothing };
    expect(decide(set, elsewhere).reason).toBe('no-boundary-allow');
  });
});

describe('keys and roles', () => {
  const assume = { action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/target' };
  const decrypt = { action: 'kms:Decrypt', resource: 'arn:aws:kms:us-east-1:111122223333:key/1' };
  it.each([assume, decrypt])('$action needs the resource’s own policy', (request) => {
    expect(decide({ identity: everything }, request).reason).toBe('no-resource-allow');
    expect(decide({ identity: everything, resource: onResource({ AWS: root }) }, request).allowed).toBe(true);
    expect(decide({ resource: onResource({ AWS: root }) }, request).reason).toBe('no-identity-allow');
    expect(decide({ resource: onResource({ AWS: roleArn }) }, request).allowed).toBe(true);
  });

  it('a trust policy without Resource speaks of its role', () => {
    const trust = policy(allow({ Principal: { AWS: roleArn }, Action: 'sts:AssumeRole', Resource: undefined }));
    expect(decide({ resource: trust }, assume).allowed).toBe(true);
  });
});

describe('services', () => {
  const lambda = { principal: { arn: 'lambda.amazonaws.com' }, ...elsewhere };
  it('are granted by the resource that names them, whatever SCPs say', () => {
    const resource = onResource({ Service: 'lambda.amazonaws.com' });
    expect(decide({ resource, serviceControl: policy(deny()) }, lambda).allowed).toBe(true);
    expect(decide({ resource: onResource({ Service: 's3.amazonaws.com' }) }, lambda).allowed).toBe(false);
    expect(decide({ identity: everything }, lambda).reason).toBe('no-resource-allow');
  });

  it('are told apart by aws:PrincipalIsAWSService', () => {
    const others = deny({ Principal: '*', Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } });
    const resource = policy(allow({ Principal: '*' }), others);
    expect(decide({ resource }, lambda).allowed).toBe(true);
    expect(decide({ identity: everything, resource }).allowed).toBe(false);
  });
});

describe('organization policies', () => {
  it('every level of SCPs must allow', () => {
    expect(decide({ identity: everything, serviceControl: [everything, everything] }).allowed).toBe(true);
    expect(decide({ identity: everything, serviceControl: [everything, nothing] }).reason).toBe(
      'no-serviceControl-allow',
    );
    expect(decide({ identity: everything, serviceControl: [[everything, nothing], everything] }).allowed).toBe(true);
    expect(decide({ identity: everything, serviceControl: [everything, []] }).allowed).toBe(false);
  });

  it('grant nothing', () => {
    expect(decide({ serviceControl: everything }).reason).toBe('no-identity-allow');
  });

  it('bind neither the management account nor service-linked roles', () => {
    const set = {
      identity: everything,
      serviceControl: policy(deny()),
      resourceControl: policy(deny({ Principal: '*' })),
    };
    expect(decide({ ...set, managementAccount: '111122223333' }).allowed).toBe(true);
    const linked = { arn: role, roleArn: 'arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/app' };
    expect(decide(set, { principal: linked }).allowed).toBe(true);
    expect(decide(set).reason).toBe('explicit-deny');
  });

  it('SCPs bind the principal’s account and RCPs the resource’s', () => {
    const identity = everything;
    const resource = onResource('*');
    const rcp = policy(
      allow({ Principal: '*' }),
      deny({ Principal: '*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } } }),
    );
    expect(
      decide({ identity, resource, resourceControl: rcp }, { ...elsewhere, context: { 'aws:PrincipalOrgID': 'o-1' } })
        .allowed,
    ).toBe(true);
    expect(
      decide({ identity, resource, resourceControl: rcp }, { ...elsewhere, context: { 'aws:PrincipalOrgID': 'o-2' } }),
    ).toMatchObject({
      reason: 'explicit-deny',
      by: 'resourceControl',
    });
    expect(decide({ identity, resource, resourceControl: rcp }, { ...elsewhere }).allowed).toBe(false);
  });
});

describe('an endpoint policy', () => {
  it('must let the request through, and grants nothing', () => {
    expect(decide({ identity: everything, endpoint: onResource('*', { Action: 'sqs:*' }) }).reason).toBe(
      'no-endpoint-allow',
    );
    expect(decide({ identity: everything, endpoint: onResource({ AWS: root }) }).allowed).toBe(true);
    expect(decide({ endpoint: onResource('*') }).reason).toBe('no-identity-allow');
  });
});

describe('Bedrock', () => {
  const model = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude';
  const invoke = { action: 'bedrock:InvokeModel', resource: model };
  it('a guardrail that a policy demands must be in the request', () => {
    const identity = policy(
      allow({
        Condition: { StringEquals: { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:1:guardrail/g:3' } },
      }),
    );
    const withGuardrail = { 'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:us-east-1:1:guardrail/g:3' };
    expect(decide({ identity }, { ...invoke, context: withGuardrail }).allowed).toBe(true);
    expect(decide({ identity }, invoke).allowed).toBe(false);
  });

  it('a region deny spares calls through an inference profile', () => {
    const regions = deny({
      Condition: {
        StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' },
        ArnNotLikeIfExists: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/*' },
      },
    });
    const scp = [policy(allow(), regions)];
    const west = { ...invoke, resource: model.replace('us-east-1', 'us-west-2') };
    const profile = 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude';
    const through = { 'aws:RequestedRegion': 'us-west-2', 'bedrock:InferenceProfileArn': profile };
    expect(decide({ identity: everything, serviceControl: scp }, { ...west, context: through }).allowed).toBe(true);
    expect(
      decide(
        { identity: everything, serviceControl: scp },
        { ...west, context: { 'aws:RequestedRegion': 'us-west-2' } },
      ).allowed,
    ).toBe(false);
  });
});

function principalFor(type: string): { Principal?: string } {
  return type === 'resource' || type === 'endpoint' ? { Principal: '*' } : {};
}
