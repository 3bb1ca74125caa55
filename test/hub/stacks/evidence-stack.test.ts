import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordsSchema } from '../../../hub/audit/records-schema.ts';
import { EvidenceStack } from '../../../hub/stacks/evidence-stack.ts';
import type { AuditPolicy } from '../../../shared/config/bundle.ts';
import { policyForSynth } from '../../../shared/constructs/policy-for-synth.ts';
import { dataKeysTable, ledgerTable, recordsTable } from '../cost/dynamodb-server.ts';
import { faultOf } from '../gateway/faults.ts';
import { examplePolicy } from '../local/policy.fixture.ts';

const context = JSON.parse(readFileSync('cdk.json', 'utf8')).context as Record<string, unknown>;

function synthesize(audit: Partial<AuditPolicy> = {}): Template {
  const app = new App({ context });
  const stack = new EvidenceStack(app, 'Evidence', {
    env: { account: '111122223333', region: 'eu-central-1' },
    audit: { minimumRetentionDays: 365, objectLockMode: 'COMPLIANCE', logArchive: null, ...audit },
    hub: { ...examplePolicy().hub, accountId: '111122223333', region: 'eu-central-1' },
    organizationId: 'o-exampleorg1',
  });
  return Template.fromStack(stack);
}

describe('the evidence bucket', () => {
  const template = synthesize();

  it('locks every object in compliance mode for the configured minimum', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
  });

  it('locks in governance mode where the file says so', () => {
    synthesize({ objectLockMode: 'GOVERNANCE', minimumRetentionDays: 30 }).hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockConfiguration: Match.objectLike({ Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } } }),
    });
  });

  it('is closed to the public and owned by its account alone', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
  });

  it('is encrypted under a key of its own', () => {
    const keys = Object.keys(template.findResources('AWS::KMS::Key')).filter((id) => id.startsWith('Evidence'));
    template.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [keys[0], 'Arn'] },
            },
          },
        ],
      },
    });
  });

  it.each([
    ['plain HTTP', { Bool: { 'aws:SecureTransport': 'false' } }, 's3:*'],
    ['TLS before 1.2', { NumericLessThan: { 's3:TlsVersion': 1.2 } }, 's3:*'],
    [
      'a retention below the minimum',
      { NumericLessThan: { 's3:object-lock-remaining-retention-days': '364' } },
      ['s3:PutObject', 's3:PutObjectRetention'],
    ],
  ])('denies %s to everyone', (_what, condition, action) => {
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Principal: { AWS: '*' }, Condition: condition, Action: action }),
        ]),
      }),
    });
  });
});

describe('the tables', () => {
  const template = synthesize();

  it('have the keys and the index that the adapters were tested with', () => {
    for (const tested of [recordsTable, ledgerTable, dataKeysTable]) {
      template.hasResourceProperties('AWS::DynamoDB::Table', {
        KeySchema: tested.KeySchema,
        ...(tested.GlobalSecondaryIndexes === undefined
          ? {}
          : { GlobalSecondaryIndexes: tested.GlobalSecondaryIndexes }),
      });
    }
    template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [Match.objectLike({ IndexName: recordsSchema.byDay.indexName })],
    });
  });

  it('are on demand, recoverable to any second, protected from deletion and encrypted under the hub key', () => {
    template.resourcePropertiesCountIs(
      'AWS::DynamoDB::Table',
      {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: Match.objectLike({ PointInTimeRecoveryEnabled: true }),
        SSESpecification: {
          SSEEnabled: true,
          SSEType: 'KMS',
          KMSMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('TablesKey'), 'Arn'] },
        },
      },
      4,
    );
  });
});

describe('the table of data keys', () => {
  it('can be restored for a week and no longer, so that an erasure is final after one', () => {
    synthesize().hasResourceProperties('AWS::DynamoDB::Table', {
      TableName: 'gatehouse-data-keys',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
    });
  });
});

describe('the evidence stack', () => {
  it.each(['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::KMS::Key'])(
    'leaves every %s behind when it is deleted or replaced',
    (type) => {
      const resources = Object.values(synthesize().findResources(type));
      expect(resources.length).toBeGreaterThan(0);
      for (const resource of resources)
        expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    },
  );

  it('rotates the keys that encrypt; those that sign and commit keep theirs, which proofs depend on', () => {
    const keys = Object.values(synthesize().findResources('AWS::KMS::Key')).map(({ Properties }) => Properties);
    const encrypting = keys.filter(({ KeySpec }) => KeySpec === undefined);
    expect(encrypting).toHaveLength(3);
    for (const key of encrypting) expect(key).toMatchObject({ EnableKeyRotation: true });
  });
});

describe('hub/app.ts', { timeout: 60_000 }, () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'gatehouse-synth-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const run = (governance: string) =>
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'hub/app.ts'], {
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        CDK_OUTDIR: join(directory, 'out'),
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, governance }),
      },
    });

  it('synthesizes the example configuration into its own account and Region', () => {
    const result = run('governance.yaml');
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
    const { hub, audit } = policyForSynth('governance.yaml');
    const manifest = JSON.parse(readFileSync(join(directory, 'out', 'manifest.json'), 'utf8'));
    expect(manifest.artifacts.GatehouseEvidence.environment).toBe(`aws://${hub.accountId}/${hub.region}`);
    const template = readFileSync(join(directory, 'out', 'GatehouseEvidence.template.json'), 'utf8');
    expect(
      Template.fromString(template).findResources('AWS::S3::Bucket', {
        Properties: { ObjectLockConfiguration: { Rule: { DefaultRetention: { Days: audit.minimumRetentionDays } } } },
      }),
    ).not.toEqual({});
  });

  it('refuses a bad configuration with file, line, finding and remedy, and no stack trace', async () => {
    const file = join(directory, 'bad.yaml');
    writeFileSync(
      file,
      readFileSync('governance.yaml', 'utf8').replace(/minimumRetentionDays: \d+/, 'minimumRetentionDays: soon'),
    );
    const result = run(file);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/bad\.yaml:\d+:\d+ audit\.minimumRetentionDays: found 'soon'/);
    expect(result.stderr).toContain(`npx gatehouse validate ${file}`);
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect((await faultOf(() => policyForSynth(file))).code).toBe('configuration_invalid');
  });

  it('refuses a configuration that is not there', () => {
    const result = run(join(directory, 'none.yaml'));
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('there is no such file');
  });
});
