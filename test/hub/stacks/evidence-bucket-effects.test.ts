import { describe, expect, it } from 'vitest';
import { arnOf, may as ask, cfn, evidence, policies, role, secure } from './evidence.fixture.ts';
import { decideForAdministrator } from './synthesize.ts';

const governance = evidence({ objectLockMode: 'GOVERNANCE' }).policies;
const bucket = arnOf('AWS::S3::Bucket', 'EvidenceBucket');
const object = `${bucket}/content/claims/x.enc`;
const may = (question: Omit<Parameters<typeof ask>[0], 'on'> & { readonly on?: string }) =>
  ask({ on: bucket, ...question });

const weakening = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucketPolicy',
  's3:PutBucketVersioning',
  's3:PutLifecycleConfiguration',
  's3:PutEncryptionConfiguration',
  's3:PutReplicationConfiguration',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketOwnershipControls',
  's3:PutBucketAcl',
  's3:PutInventoryConfiguration',
  's3:PutBucketLogging',
] as const;
const removing = ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention'] as const;

describe('the evidence bucket', () => {
  it.each(weakening)('%s is denied to administrators and to the deployment, not to break-glass', (action) => {
    expect(may({ action })).toBe(false);
    expect(may({ action, who: cfn })).toBe(false);
    expect(may({ action, who: 'gatehouse-break-glass' })).toBe(true);
  });

  it.each(removing)('in compliance mode nobody may %s', (action) => {
    for (const who of ['Administrator', 'gatehouse-gateway', 'gatehouse-break-glass', cfn])
      expect(may({ who, action, on: object })).toBe(false);
  });

  it.each(removing)('in governance mode break-glass alone may %s', (action) => {
    const on = `${arnOf('AWS::S3::Bucket', 'EvidenceBucket', governance)}/x`;
    expect(may({ action, on, from: governance })).toBe(false);
    expect(may({ who: 'gatehouse-break-glass', action, on, from: governance })).toBe(true);
  });

  it('keeps its default retention: in compliance mode from everybody, in governance mode from all but break-glass', () => {
    const action = 's3:PutBucketObjectLockConfiguration';
    const on = arnOf('AWS::S3::Bucket', 'EvidenceBucket', governance);
    expect(may({ who: 'gatehouse-break-glass', action })).toBe(false);
    expect(may({ who: 'gatehouse-break-glass', action, on, from: governance })).toBe(true);
    expect(may({ who: cfn, action, on, from: governance })).toBe(false);
  });

  it.each([
    ['gatehouse-gateway', true],
    ['gatehouse-job-worker', true],
    ['gatehouse-sealer', true],
    ['gatehouse-sweeper', true],
    ['gatehouse-prompt-handler', false],
    ['gatehouse-response-filter', false],
    ['gatehouse-auditor', false],
    ['gatehouse-invoke-claims-assistant', false],
    ['Administrator', false],
  ])('lets %s write: %s', (who, allowed) => {
    expect(may({ who, action: 's3:PutObject', on: object })).toBe(allowed);
  });

  it.each([
    [363, false],
    [364, true],
    [365, true],
    [36_500, true],
    [36_501, false],
  ])('takes a retention of %i days left: %s', (days, allowed) => {
    const context = { 's3:object-lock-remaining-retention-days': String(days), 's3:object-lock-mode': 'COMPLIANCE' };
    for (const action of ['s3:PutObject', 's3:PutObjectRetention'])
      expect(may({ who: 'gatehouse-gateway', action, on: object, context })).toBe(allowed);
  });

  it('takes no lock of another mode', () => {
    const context = { 's3:object-lock-mode': 'GOVERNANCE' };
    expect(may({ who: 'gatehouse-gateway', action: 's3:PutObject', on: object, context })).toBe(false);
  });

  it('takes no object under another key or without KMS', () => {
    const key = arnOf('AWS::KMS::Key', 'EvidenceKey');
    const id = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    const put = { who: 'gatehouse-gateway', action: 's3:PutObject', on: object };
    expect(may({ ...put, context: { [id]: key } })).toBe(true);
    expect(may({ ...put, context: { [id]: `${key}x` } })).toBe(false);
    expect(may({ ...put, context: { 's3:x-amz-server-side-encryption': 'AES256' } })).toBe(false);
  });

  it('lets the legal-hold role alone put and lift legal holds', () => {
    const action = 's3:PutObjectLegalHold';
    expect(may({ who: 'gatehouse-legal-hold', action, on: object })).toBe(true);
    for (const who of ['Administrator', 'gatehouse-gateway', 'gatehouse-auditor', 'gatehouse-break-glass'])
      expect(may({ who, action, on: object })).toBe(false);
  });

  it.each([
    ['plain HTTP', { 'aws:SecureTransport': 'false' }],
    ['TLS 1.1', { 's3:TlsVersion': '1.1' }],
    ['another organization', { 'aws:PrincipalOrgID': 'o-someoneelse' }],
  ])('is not read over %s', (_what, context) => {
    expect(may({ who: 'gatehouse-auditor', action: 's3:GetObjectVersion', on: object })).toBe(true);
    expect(may({ who: 'gatehouse-auditor', action: 's3:GetObjectVersion', on: object, context })).toBe(false);
  });

  it('is not read from outside any organization', () => {
    const context = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
    const request = { principal: { arn: role('x') }, action: 's3:GetObject', resource: object, context };
    expect(decideForAdministrator(policies, request).reason).toBe('explicit-deny');
  });
});

describe('the journal of the evidence', () => {
  const journal = arnOf('AWS::S3::Bucket', 'EvidenceJournal');
  const put = (service: string, key: string, source: string) =>
    decideForAdministrator(policies, {
      principal: { arn: service },
      action: 's3:PutObject',
      resource: `${journal}/${key}`,
      context: { ...secure, 'aws:SourceArn': source, 'aws:SourceAccount': '999988887777' },
    }).allowed;

  it('receives access logs and inventories of the evidence bucket, and of no other', () => {
    expect(put('logging.s3.amazonaws.com', 'access/x', bucket)).toBe(true);
    expect(put('s3.amazonaws.com', 'inventory/x', bucket)).toBe(true);
    expect(put('logging.s3.amazonaws.com', 'access/x', 'arn:aws:s3:::somebody-elses')).toBe(false);
    expect(put('s3.amazonaws.com', 'inventory/x', 'arn:aws:s3:::somebody-elses')).toBe(false);
  });

  it('is told of every version, with its lock', () => {
    const { properties } = policies.everything.find(
      ({ type, logicalId }) => type === 'AWS::S3::Bucket' && logicalId.startsWith('EvidenceBucket'),
    )!;
    expect(properties.InventoryConfigurations).toMatchObject([
      {
        IncludedObjectVersions: 'All',
        OptionalFields: expect.arrayContaining(['ObjectLockMode', 'ObjectLockRetainUntilDate']),
      },
    ]);
  });
});

describe('a log archive', () => {
  const logArchive = {
    accountId: '222233334444',
    region: 'us-west-2',
    bucket: 'example-evidence-archive',
    keyArn: 'arn:aws:kms:us-west-2:222233334444:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  };
  const archived = evidence({ logArchive }).policies;
  const source = archived.everything.find(
    ({ type, logicalId }) => type === 'AWS::S3::Bucket' && logicalId.startsWith('EvidenceBucket'),
  )!;

  it('gets every object, encrypted under its own key and owned by its account', () => {
    expect(source.properties.ReplicationConfiguration).toMatchObject({
      Rules: [
        {
          Status: 'Enabled',
          Filter: { Prefix: '' },
          DeleteMarkerReplication: { Status: 'Disabled' },
          SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
          Destination: {
            Account: '222233334444',
            Bucket: 'arn:aws:s3:::example-evidence-archive',
            EncryptionConfiguration: { ReplicaKmsKeyID: logArchive.keyArn },
            AccessControlTranslation: { Owner: 'Destination' },
          },
        },
      ],
    });
  });

  it('is written by a role of its own, which S3 alone assumes and which cannot write to the evidence', () => {
    const [replicator] = archived.roles;
    expect(archived.roles).toHaveLength(1);
    expect(replicator?.trust.document.statements).toMatchObject([
      { principal: { members: { Service: ['s3.amazonaws.com'] } } },
    ]);
    const who = replicator!.name;
    const own = `${source.identity.arn}/x`;
    expect(may({ who, action: 's3:PutObject', on: own, from: archived })).toBe(false);
    expect(may({ who, action: 's3:GetObjectVersionForReplication', on: own, from: archived })).toBe(true);
  });
});
