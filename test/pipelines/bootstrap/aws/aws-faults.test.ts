import { describe, expect, it } from 'vitest';
import { deskFault } from '../../../../pipelines/bootstrap/aws/aws-faults.ts';
import { RefusedCall } from '../../../../pipelines/bootstrap/aws/refused-call.ts';
import { GatehouseFault } from '../../../../shared/errors.ts';
import { denyAll, deskScene } from './desk.fixture.ts';

/** What the desk makes of an error of AWS. */
function faultFrom(name: string, message = 'no'): GatehouseFault {
  const error = Object.assign(new Error(message), { name });
  const fault = deskFault(new RefusedCall('organizations:AttachPolicy', error));
  expect(fault).toBeInstanceOf(GatehouseFault);
  return fault as GatehouseFault;
}

describe('what AWS says, in the terms of whoever runs a command', () => {
  it.each([
    ['ExpiredToken', 'credentials_invalid', 'aws sso login'],
    ['ExpiredTokenException', 'credentials_invalid', 'aws sso login'],
    ['UnrecognizedClientException', 'credentials_invalid', 'AWS_PROFILE'],
    ['InvalidClientTokenId', 'credentials_invalid', 'AWS_PROFILE'],
    ['CredentialsProviderError', 'credentials_invalid', 'aws sso login'],
    ['SignatureDoesNotMatch', 'credentials_invalid', 'clock'],
    ['AccessDenied', 'permission_missing', 'organizations:AttachPolicy'],
    ['AccessDeniedException', 'permission_missing', 'organizations:AttachPolicy'],
    ['ConcurrentModificationException', 'organization_conflict', 'again'],
    ['OperationInProgressException', 'organization_conflict', 'again'],
    ['TargetNotFoundException', 'organization_conflict', 'gatehouse plan'],
    ['ConstraintViolationException', 'change_failed', 'governance.yaml'],
    ['MalformedPolicyDocumentException', 'change_failed', 'governance.yaml'],
    ['AWSOrganizationsNotInUseException', 'usage', 'management account'],
    ['TooManyRequestsException', 'aws_unavailable', 'again'],
    ['SomethingNew', 'aws_unavailable', '--endpoint-url'],
    ['constructor', 'aws_unavailable', '--endpoint-url'],
  ])('makes %s a fault %s', (name, code, remedy) => {
    const fault = faultFrom(name);
    expect(fault.code).toBe(code);
    expect(fault.remedy).toContain(remedy);
  });

  it('names who may not do what, where AWS says so, and not what was asked for', () => {
    const fault = faultFrom(
      'AccessDenied',
      'User: arn:aws:sts::111111111111:assumed-role/reader/me is not authorized to perform: organizations:EnableAWSServiceAccess on resource: * because no identity-based policy allows it',
    );
    expect(fault.message).toContain(
      'arn:aws:sts::111111111111:assumed-role/reader/me may not organizations:EnableAWSServiceAccess.',
    );
    expect(fault.remedy).toContain('organizations:EnableAWSServiceAccess');
    expect(fault.message).not.toContain('organizations:AttachPolicy');
  });

  it('tells that a policy denies it, because then no permission helps', () => {
    const fault = faultFrom(
      'AccessDenied',
      'User: arn:aws:iam::111111111111:user/me is not authorized to perform: organizations:AttachPolicy with an explicit deny in a service control policy',
    );
    expect(fault.message).toContain('a statement of a service control policy denies it');
  });

  it('lets nothing of a hostile message reach the terminal but printable characters, and no more than fits', () => {
    const fault = faultFrom('ConstraintViolationException', `\u001b[2J${'x'.repeat(5_000)}`);
    expect(fault.message).not.toContain('\u001b');
    expect(fault.message.length).toBeLessThan(800);
  });

  it('leaves faults and defects what they are', () => {
    const fault = new GatehouseFault('usage', 'a', 'b');
    const defect = new TypeError('x');
    expect(deskFault(fault)).toBe(fault);
    expect(deskFault(defect)).toBe(defect);
  });
});

describe('the desk, refused', () => {
  const seed = { empty: { accounts: 3, units: 1, policyTypes: ['SCP' as const] } };

  it.each(['expired', 'unknown'] as const)('says that the credentials are %s', async (credentials) => {
    const { desk, server } = await deskScene(seed);
    await server.control.behave({ credentials });
    await expect(desk.identity()).rejects.toMatchObject({ code: 'credentials_invalid' });
    await expect(desk.read({ guardrails: [] })).rejects.toMatchObject({ code: 'credentials_invalid' });
    await expect(desk.missingPermissions(['organizations:ListRoots'])).rejects.toMatchObject({
      code: 'credentials_invalid',
    });
  });

  it('says that there are no credentials', async () => {
    const { another } = await deskScene(seed);
    const desk = another({
      credentials: async () => {
        throw Object.assign(new Error('none'), { name: 'CredentialsProviderError' });
      },
    });
    await expect(desk.read({ guardrails: [] })).rejects.toMatchObject({ code: 'credentials_invalid' });
    expect(desk.stats()).toEqual({ calls: {}, throttled: 0 });
  });

  it.each([
    'organizations:DescribeOrganization',
    'organizations:ListRoots',
    'organizations:ListOrganizationalUnitsForParent',
    'organizations:ListAccountsForParent',
    'organizations:ListPolicies',
    'organizations:DescribePolicy',
    'organizations:ListTargetsForPolicy',
    'organizations:ListAWSServiceAccessForOrganization',
    'organizations:ListDelegatedAdministrators',
    'cloudformation:ListStackSets',
  ])('names %s where that may not be read', async (action) => {
    const { desk, server } = await deskScene(seed);
    await server.control.behave({ denied: [action] });
    await expect(desk.read({ guardrails: [] })).rejects.toMatchObject({
      code: 'permission_missing',
      message: expect.stringContaining(`may not ${action}`),
    });
  });

  it('names the action where a change may not be made, and changes nothing', async () => {
    const { server, make } = await deskScene(seed);
    await server.control.behave({ denied: ['organizations:CreatePolicy'] });
    const change = { kind: 'create-policy', type: 'SCP', name: 'gatehouse-scp-spokes-1', text: denyAll } as const;
    await expect(make(change)).rejects.toMatchObject({
      code: 'permission_missing',
      message: expect.stringContaining('organizations:CreatePolicy'),
    });
    expect(await server.control.writes()).toEqual([]);
  });

  it('says that the account is in no organization', async () => {
    const { desk } = await deskScene({ empty: { inUse: false } });
    await expect(desk.read({ guardrails: [] })).rejects.toMatchObject({ code: 'usage' });
  });

  it('says so where nobody answers, and how that was noticed', async () => {
    const { another, server } = await deskScene(seed);
    const desk = another();
    await server.close();
    await expect(desk.identity()).rejects.toMatchObject({
      code: 'aws_unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
