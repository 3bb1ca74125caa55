import { recordsSchema } from '../../hub/audit/records-schema.ts';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { ResolvedResource } from './attached-policies.ts';
import { asList, asRecord } from './attached-policies.ts';
import type { SynthesizedPolicies } from './synthesized-policies.ts';

/** The hub as questions about it need it: its policies, its configuration, and which of its resources is which. */
export interface HubScene {
  readonly policies: SynthesizedPolicies;
  readonly bundle: PolicyBundle;
  /** ARNs. A list is empty while no stack makes such a resource. */
  readonly evidenceBuckets: readonly string[];
  readonly recordTables: readonly string[];
  readonly otherTables: readonly string[];
  readonly encryptionKeys: readonly string[];
  readonly signingKeys: readonly string[];
  readonly commitmentKeys: readonly string[];
  /** `arn:…:execute-api:REGION:ACCOUNT:ID`. */
  readonly apis: readonly string[];
  /** Whether S3 itself refuses to shorten retention, whoever asks. */
  readonly retentionIsFixed: boolean;
}

export function hubScene(policies: SynthesizedPolicies, bundle: PolicyBundle): HubScene {
  const ofType = (...types: readonly string[]) => policies.everything.filter(({ type }) => types.includes(type));
  const tables = ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  const keys = ofType('AWS::KMS::Key');
  const usedFor = (usage: string) => arns(keys.filter(({ properties }) => usageOf(properties) === usage));
  return {
    policies,
    bundle,
    evidenceBuckets: arns(ofType('AWS::S3::Bucket').filter(({ properties }) => properties.ObjectLockEnabled === true)),
    recordTables: arns(tables.filter(holdsRecords)),
    otherTables: arns(tables.filter((table) => !holdsRecords(table))),
    encryptionKeys: usedFor('ENCRYPT_DECRYPT'),
    signingKeys: usedFor('SIGN_VERIFY'),
    commitmentKeys: usedFor('GENERATE_VERIFY_MAC'),
    apis: ofType('AWS::ApiGateway::RestApi').map(apiArn),
    retentionIsFixed: bundle.audit.objectLockMode === 'COMPLIANCE',
  };
}

function arns(resources: readonly ResolvedResource[]): readonly string[] {
  return resources.map(({ identity }) => identity.arn);
}

/** Told by the index that the records' adapter needs, because tables have no names of their own. */
function holdsRecords({ properties }: ResolvedResource): boolean {
  const indexes = asList(properties.GlobalSecondaryIndexes);
  return indexes.some((index) => asRecord(index).IndexName === recordsSchema.byDay.indexName);
}

function usageOf(properties: Readonly<Record<string, unknown>>): string {
  return typeof properties.KeyUsage === 'string' ? properties.KeyUsage : 'ENCRYPT_DECRYPT';
}

function apiArn({ environment: { partition, region, account }, identity }: ResolvedResource): string {
  return `arn:${partition}:execute-api:${region}:${account}:${identity.name}`;
}
