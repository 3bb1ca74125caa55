import { describe, expect, it } from 'vitest';
import { policyBucketName } from '../../../hub/gateway/policy-bucket-name.ts';
import { PolicyBundleStack } from '../../../hub/stacks/policy-bundle-stack.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { HubPolicy } from '../../../shared/config/hub-policy.ts';
import { examplePolicy } from '../local/policy.fixture.ts';
import { decideForAdministrator, synthesizeStacks } from './synthesize.ts';

const { hub, audit, organization } = examplePolicy();

function synthesized(change: Partial<HubPolicy> = {}) {
  const home = { ...hub, ...change };
  const env = { account: home.accountId, region: home.region };
  const stacks = synthesizeStacks((app) => {
    new PolicyBundleStack(app, 'Policy', { env, hub: home, audit, organizationId: organization.id });
  });
  return { stacks, policies: synthesizedPolicies(stacks) };
}

const { policies } = synthesized();
const resource = (type: string, part: string, from = policies) =>
  from.everything.find((one) => one.type === type && one.logicalId.startsWith(part))!;
const bucket = resource('AWS::S3::Bucket', 'BundlesBucket');
const key = resource('AWS::KMS::Key', 'BundlesKey').identity.arn;
const hash = 'a'.repeat(64);
const object = (name: string) => `${bucket.identity.arn}/${name}`;
const bundle = object(`policy-bundles/${hash}.json`);
const facts = object(`deployment-facts/${hash}.json`);
const pointer = object('policy-bundles/current');

const cfn = 'cdk-hnb659fds-cfn-exec-role-999988887777-us-east-1';
const functions = ['gateway', 'prompt-handler', 'response-filter', 'job-worker', 'console', 'sealer', 'sweeper'];
const everybody = [
  ...functions.map((name) => `gatehouse-${name}`),
  'gatehouse-platform',
  'gatehouse-auditor',
  'gatehouse-break-glass',
  'gatehouse-invoke-claims-assistant',
  'Administrator',
  cfn,
];

/** Which of them may, whatever their own policies allow. */
function whoMay(action: string, on: string, context: Readonly<Record<string, string>> = {}, from = policies): string[] {
  const secure = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 'aws:PrincipalOrgID': organization.id };
  return everybody.filter((who) => {
    const principal = { arn: `arn:aws:sts::999988887777:assumed-role/${who}/s` };
    return decideForAdministrator(from, { principal, action, resource: on, context: { ...secure, ...context } })
      .allowed;
  });
}

const created = { 's3:if-none-match': '*' };
const replaced = { 's3:if-match': '"0123"' };

describe('the bucket of policy bundles', () => {
  it('has the name that publishers find it by', () => {
    expect(bucket.properties.BucketName).toBe(policyBucketName(hub));
    expect(policyBucketName({ accountId: '999988887777', region: 'eusc-de-east-1' }).length).toBeLessThanOrEqual(63);
  });

  it.each([
    ['bundles', bundle],
    ['facts', facts],
  ])('takes %s from the platform team alone, and each once', (_what, on) => {
    expect(whoMay('s3:PutObject', on, created)).toEqual(['gatehouse-platform']);
    expect(whoMay('s3:PutObject', on)).toEqual([]);
    expect(whoMay('s3:PutObject', on, replaced)).toEqual([]);
  });

  it('takes a pointer only from who says what it replaces', () => {
    expect(whoMay('s3:PutObject', pointer, created)).toEqual(['gatehouse-platform']);
    expect(whoMay('s3:PutObject', pointer, replaced)).toEqual(['gatehouse-platform']);
    expect(whoMay('s3:PutObject', pointer)).toEqual([]);
  });

  it.each([bundle, facts, pointer])('is read by who decides by the rules, and by staff: %s', (on) => {
    for (const action of ['s3:GetObject', 's3:GetObjectVersion'])
      expect(whoMay(action, on)).toEqual([
        'gatehouse-gateway',
        'gatehouse-prompt-handler',
        'gatehouse-response-filter',
        'gatehouse-job-worker',
        'gatehouse-console',
        'gatehouse-platform',
        'gatehouse-auditor',
      ]);
  });

  it.each(['s3:DeleteObject', 's3:DeleteObjectVersion'])('lets break-glass alone %s', (action) => {
    for (const on of [bundle, facts, pointer]) expect(whoMay(action, on)).toEqual(['gatehouse-break-glass']);
  });

  it.each([
    's3:DeleteBucket',
    's3:DeleteBucketPolicy',
    's3:PutBucketPolicy',
    's3:PutBucketPublicAccessBlock',
    's3:PutBucketVersioning',
    's3:PutEncryptionConfiguration',
    's3:PutLifecycleConfiguration',
    's3:PutReplicationConfiguration',
  ])('lets the deployment and break-glass alone %s', (action) => {
    expect(whoMay(action, bucket.identity.arn)).toEqual(['gatehouse-break-glass', cfn]);
  });

  it.each([
    ['plain HTTP', { 'aws:SecureTransport': 'false' }],
    ['TLS 1.1', { 's3:TlsVersion': '1.1' }],
    ['another organization', { 'aws:PrincipalOrgID': 'o-someoneelse' }],
  ])('is not read over %s', (_what, context) => {
    expect(whoMay('s3:GetObject', bundle, context)).toEqual([]);
  });

  it('takes no object under another key or without KMS', () => {
    const id = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    expect(whoMay('s3:PutObject', bundle, { ...created, [id]: key })).toEqual(['gatehouse-platform']);
    expect(whoMay('s3:PutObject', bundle, { ...created, [id]: `${key}x` })).toEqual([]);
    expect(whoMay('s3:PutObject', bundle, { ...created, 's3:x-amz-server-side-encryption': 'AES256' })).toEqual([]);
  });

  it('keeps earlier versions as long as evidence, is versioned and outlives its stack', () => {
    expect(bucket.properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 365 } }] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
    const templates = JSON.stringify(synthesized().stacks);
    expect(templates.match(/"Type":"AWS::S3::Bucket","Properties"/g)).toHaveLength(2);
    expect(templates.match(/"DeletionPolicy":"Retain"/g)).toHaveLength(3);
  });
});

describe('the key of policy bundles', () => {
  const through = (service: string) => ({ 'kms:ViaService': service });

  it('is used through S3 alone: the publisher encrypts, readers decrypt', () => {
    const s3 = through('s3.us-east-1.amazonaws.com');
    expect(whoMay('kms:GenerateDataKey', key, s3)).toEqual(['gatehouse-platform']);
    expect(whoMay('kms:Decrypt', key, s3)).toEqual(whoMay('s3:GetObject', bundle));
    expect(whoMay('kms:Decrypt', key, through('dynamodb.us-east-1.amazonaws.com'))).toEqual([]);
    expect(whoMay('kms:Decrypt', key)).toEqual([]);
  });

  it('is of its partition, without a suffix of another one', () => {
    const { policies: from } = synthesized({ partition: 'aws-eusc', region: 'eusc-de-east-1' });
    const [statement] = resource('AWS::KMS::Key', 'BundlesKey', from).identity.arn.split(':kms');
    expect(statement).toBe('arn:aws-eusc');
    expect(JSON.stringify(from.everything)).not.toContain('arn:aws:');
  });
});
