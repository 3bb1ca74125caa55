import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListTargetsForPolicyCommand,
  type PolicyType,
  UpdatePolicyCommand,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { denyAll, refusalOf, rootId, standInHere } from './organization.fixture.ts';

const here = standInHere();
const account = '200000000001';
const nobody = 'p-0123456789';
const scp = 'SERVICE_CONTROL_POLICY';
const rcp = 'RESOURCE_CONTROL_POLICY';

beforeEach(() => here().control.seed({ empty: { accounts: 1, units: 1, policyTypes: ['SCP', 'RCP'] } }));

async function create(Name: string, Content = denyAll, Type: PolicyType = scp): Promise<string> {
  const command = new CreatePolicyCommand({ Name, Content, Type, Description: `about ${Name}` });
  const { Policy } = await here().organizations.send(command);
  return Policy?.PolicySummary?.Id ?? '';
}

const update = (PolicyId: string, change: { Name?: string; Content?: string }) =>
  here().organizations.send(new UpdatePolicyCommand({ PolicyId, ...change }));
const remove = (PolicyId: string) => here().organizations.send(new DeletePolicyCommand({ PolicyId }));
const attach = (PolicyId: string, TargetId = account) =>
  here().organizations.send(new AttachPolicyCommand({ PolicyId, TargetId }));
const detach = (PolicyId: string, TargetId = account) =>
  here().organizations.send(new DetachPolicyCommand({ PolicyId, TargetId }));

describe('policies of the stand-in', () => {
  it('are described as they were made, and as they were changed', async () => {
    const PolicyId = await create('gatehouse-scp-spokes-1');
    const made = await here().organizations.send(new DescribePolicyCommand({ PolicyId }));
    expect(made.Policy).toMatchObject({
      Content: denyAll,
      PolicySummary: {
        Name: 'gatehouse-scp-spokes-1',
        Type: scp,
        AwsManaged: false,
        Arn: `arn:aws:organizations::111111111111:policy/o-exampleorgid/service_control_policy/${PolicyId}`,
      },
    });
    const Content = denyAll.replace('"*"', '"s3:*"');
    await update(PolicyId, { Content });
    const changed = await here().organizations.send(new DescribePolicyCommand({ PolicyId }));
    expect(changed.Policy).toMatchObject({ Content, PolicySummary: { Name: 'gatehouse-scp-spokes-1' } });
  });

  it('are listed by type, those of AWS among them, in pages', async () => {
    for (let index = 0; index < 20; index++) await create(`policy-${index}`);
    const { organizations } = here();
    const first = await organizations.send(new ListPoliciesCommand({ Filter: scp }));
    const second = await organizations.send(new ListPoliciesCommand({ Filter: scp, NextToken: first.NextToken }));
    const all = [...(first.Policies ?? []), ...(second.Policies ?? [])];
    expect([first.Policies?.length, second.Policies?.length, second.NextToken]).toEqual([20, 1, undefined]);
    expect(all.filter(({ AwsManaged }) => AwsManaged).map(({ Name }) => Name)).toEqual(['FullAWSAccess']);
    const { Policies } = await organizations.send(new ListPoliciesCommand({ Filter: rcp }));
    expect(Policies?.map(({ Id }) => Id)).toEqual(['p-RCPFullAWSAccess']);
  });

  it('have names that no other of their type has', async () => {
    await create('taken');
    const other = await create('other');
    expect(await refusalOf(create('taken'))).toBe('DuplicatePolicyException');
    expect(await refusalOf(update(other, { Name: 'taken' }))).toBe('DuplicatePolicyException');
  });

  it('get another id when a name is used again', async () => {
    const first = await create('again');
    await remove(first);
    expect(await create('again')).not.toBe(first);
  });

  it('stay while they are attached, and those of AWS whatever happens', async () => {
    const id = await create('in-use');
    await attach(id);
    expect(await refusalOf(remove(id))).toBe('PolicyInUseException');
    await detach(id);
    expect(await refusalOf(remove(id))).toBe('none');
    expect(await refusalOf(remove('p-FullAWSAccess'))).toBe('InvalidInputException IMMUTABLE_POLICY');
    expect(await refusalOf(update('p-FullAWSAccess', { Content: denyAll }))).toBe(
      'InvalidInputException IMMUTABLE_POLICY',
    );
  });

  it('are not found once they are gone, by any operation', async () => {
    const { organizations } = here();
    const refusals = [
      update(nobody, {}),
      remove(nobody),
      attach(nobody),
      detach(nobody),
      organizations.send(new DescribePolicyCommand({ PolicyId: nobody })),
      organizations.send(new ListTargetsForPolicyCommand({ PolicyId: nobody })),
    ].map(refusalOf);
    expect(new Set(await Promise.all(refusals))).toEqual(new Set(['PolicyNotFoundException']));
    expect(await refusalOf(remove('no-id'))).toBe('InvalidInputException INVALID_SYNTAX_POLICY_ID');
  });
});

describe('policy documents', () => {
  const refuses = (Type: PolicyType, Content: string) => refusalOf(create('document', Content, Type));
  const policyOf = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const padded = (text: string, length: number) => text.padEnd(length, ' ');

  it.each<[PolicyType, number]>([
    [scp, 10_240],
    [rcp, 5_120],
  ])('of %s have at most %i characters', async (type, most) => {
    const statement = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
    const text = policyOf(type === scp ? { ...statement, Principal: undefined } : statement);
    expect(await refuses(type, padded(text, most + 1))).toBe(
      'ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED',
    );
    expect(await refuses(type, padded(text, most))).toBe('none');
  });

  it('may have fewer where a test says so', async () => {
    await here().control.behave({ quotas: { SCP: { characters: 50 } } });
    expect(await refuses(scp, denyAll)).toBe('ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED');
    await here().control.behave({ quotas: {} });
  });

  it.each<[string, PolicyType, string]>([
    ['is no JSON', scp, '{'],
    ['is no object', scp, '[]'],
    ['has no version', scp, '{"Statement":[]}'],
    ['names a principal in an SCP', scp, policyOf({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' })],
    ['has no effect', scp, policyOf({ Action: 's3:*', Resource: '*' })],
    ['has no resource', scp, policyOf({ Effect: 'Deny', Action: 's3:*' })],
    ['has a statement that is no object', scp, '{"Version":"2012-10-17","Statement":["x"]}'],
    ['allows in an RCP', rcp, policyOf({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' })],
    [
      'denies one principal in an RCP',
      rcp,
      policyOf({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: '*' }),
    ],
    ['denies every service in an RCP', rcp, policyOf({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' })],
    ['has NotAction in an RCP', rcp, policyOf({ Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' })],
    ['begins with another member', 'BEDROCK_POLICY', '{"services":{}}'],
    ['has more than the member it begins with', 'TAG_POLICY', '{"tags":{},"more":{}}'],
  ])('is refused where it %s', async (_why, type, text) => {
    expect(await refuses(type, text)).toBe('MalformedPolicyDocumentException');
  });

  it('of types that are not enabled may be made, but not attached', async () => {
    const id = await create('tags', '{"tags":{}}', 'TAG_POLICY');
    expect(await refusalOf(attach(id))).toBe('PolicyTypeNotEnabledException');
  });
});

describe('attachments of the stand-in', () => {
  it('are seen from the policy and from its target', async () => {
    const { organizations } = here();
    const id = await create('attached');
    await attach(id, rootId);
    const { Targets } = await organizations.send(new ListTargetsForPolicyCommand({ PolicyId: id }));
    expect(Targets).toEqual([
      {
        TargetId: rootId,
        Arn: `arn:aws:organizations::111111111111:root/o-exampleorgid/${rootId}`,
        Name: 'Root',
        Type: 'ROOT',
      },
    ]);
    const ofRoot = new ListPoliciesForTargetCommand({ TargetId: rootId, Filter: scp });
    const { Policies } = await organizations.send(ofRoot);
    expect(Policies?.map(({ Name }) => Name).sort()).toEqual(['FullAWSAccess', 'attached']);
  });

  it('are made once and taken back once', async () => {
    const id = await create('once');
    await attach(id);
    expect(await refusalOf(attach(id))).toBe('DuplicatePolicyAttachmentException');
    await detach(id);
    expect(await refusalOf(detach(id))).toBe('PolicyNotAttachedException');
  });

  it('are not made to what is not there', async () => {
    const id = await create('nowhere');
    expect(await refusalOf(attach(id, '999999999999'))).toBe('TargetNotFoundException');
    expect(await refusalOf(detach(id, 'ou-ex4m-99999999'))).toBe('TargetNotFoundException');
    const list = new ListPoliciesForTargetCommand({ TargetId: '999999999999', Filter: scp });
    expect(await refusalOf(here().organizations.send(list))).toBe('TargetNotFoundException');
  });

  it('of SCPs are at most ten for a target, that of AWS included', async () => {
    for (let index = 1; index <= 9; index++) await attach(await create(`slot-${index}`));
    const tenth = await create('slot-10');
    expect(await refusalOf(attach(tenth))).toBe(
      'ConstraintViolationException MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED',
    );
  });

  it('of SCPs are at least one, and that of AWS for RCPs stays', async () => {
    const last = 'ConstraintViolationException MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED';
    expect(await refusalOf(detach('p-FullAWSAccess'))).toBe(last);
    await attach(await create('another'));
    expect(await refusalOf(detach('p-FullAWSAccess'))).toBe('none');
    expect(await refusalOf(detach('p-RCPFullAWSAccess'))).toBe('InvalidInputException NON_DETACHABLE_POLICY');
  });
});
