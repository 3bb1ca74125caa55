import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { addOperations } from './operations.fixture.ts';
import { decideForAdministrator, synthesizeStacks } from './synthesize.ts';

const stacks = synthesizeStacks((app) => void addOperations(app));
const policies = synthesizedPolicies(stacks);
const template = Template.fromJSON({ ...stacks.find(({ name }) => name === 'GatehouseOperations')!.template });
const session = (name: string) => `arn:aws:sts::999988887777:assumed-role/${name}/s`;
const secure = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

describe('the bucket of the trail', () => {
  const bucket = policies.everything.find(
    ({ type, logicalId }) => type === 'AWS::S3::Bucket' && logicalId.startsWith('TrailStore'),
  )!.identity.arn;
  const file = `${bucket}/AWSLogs/999988887777/CloudTrail/us-east-1/2026/11/20/x.json.gz`;
  const may = (who: string, action: string, resource: string, context = {}) =>
    decideForAdministrator(policies, {
      principal: { arn: session(who) },
      action,
      resource,
      context: { ...secure, 'aws:PrincipalIsAWSService': 'false', ...context },
    }).allowed;

  it('locks every file as long as the evidence, in the same mode', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } } },
    });
  });

  it.each(['s3:PutBucketPolicy', 's3:PutBucketVersioning', 's3:PutLifecycleConfiguration', 's3:DeleteBucketPolicy'])(
    'lets nobody but break-glass %s',
    (action) => {
      for (const who of ['Administrator', 'cdk-hnb659fds-cfn-exec-role-999988887777-us-east-1'])
        expect(may(who, action, bucket)).toBe(false);
      expect(may('gatehouse-break-glass', action, bucket)).toBe(true);
    },
  );

  it.each([
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:BypassGovernanceRetention',
    's3:PutObjectRetention',
    's3:PutObject',
  ])('lets nobody %s', (action) => {
    for (const who of ['Administrator', 'gatehouse-gateway', 'gatehouse-break-glass'])
      expect(may(who, action, file)).toBe(false);
  });

  it('lets auditors read, whom their own policies allow it', () => {
    expect(may('gatehouse-auditor', 's3:GetObject', file)).toBe(true);
    expect(may('gatehouse-auditor', 's3:GetObject', file, { 'aws:SecureTransport': 'false' })).toBe(false);
  });

  it('in governance mode lets break-glass remove', () => {
    const governed = synthesizedPolicies(
      synthesizeStacks((app) => void addOperations(app, {}, { objectLockMode: 'GOVERNANCE' })),
    );
    const ask = (who: string) =>
      decideForAdministrator(governed, {
        principal: { arn: session(who) },
        action: 's3:DeleteObjectVersion',
        resource: file,
        context: secure,
      }).allowed;
    expect([ask('Administrator'), ask('gatehouse-break-glass')]).toEqual([false, true]);
  });
});
