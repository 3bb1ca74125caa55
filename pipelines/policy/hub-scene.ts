import { recordsSchema } from '../../hub/audit/records-schema.ts';
import { policyBucketName } from '../../hub/gateway/policy-bucket-name.ts';
import { functionArn, liveFunctionArn } from '../../hub/network/function-names.ts';
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
  /** Those under which the content of calls or their records are encrypted, and the one that wraps the data keys of content. */
  readonly contentKeys: readonly string[];
  readonly signingKeys: readonly string[];
  readonly commitmentKeys: readonly string[];
  /** Of the prompt handler. */
  readonly sealKeys: readonly string[];
  /** Where policy bundles are delivered. */
  readonly bundleBuckets: readonly string[];
  /** All of them, whatever they hold. */
  readonly buckets: readonly string[];
  readonly queues: readonly string[];
  readonly promptHandlers: readonly string[];
  readonly responseFilters: readonly string[];
  /** `arn:…:execute-api:REGION:ACCOUNT:ID`. */
  readonly apis: readonly string[];
  /** Whether S3 itself refuses to shorten retention, whoever asks. */
  readonly retentionIsFixed: boolean;
}

export function hubScene(policies: SynthesizedPolicies, bundle: PolicyBundle): HubScene {
  const ofType = (...types: readonly string[]) => policies.everything.filter(({ type }) => types.includes(type));
  const tables = ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  const keys = ofType('AWS::KMS::Key');
  const buckets = ofType('AWS::S3::Bucket');
  // Other buckets are locked, too; evidence is what lies beside the records.
  const beside = new Set(tables.filter(holdsRecords).map(({ stack }) => stack));
  const evidence = buckets.filter(
    ({ stack, properties }) => properties.ObjectLockEnabled === true && beside.has(stack),
  );
  const functions = ofType('AWS::Lambda::Function').map(({ identity }) => identity.name);
  const called = (alias: string) =>
    ofType('AWS::KMS::Alias').flatMap(({ identity, properties }) =>
      identity.name === alias ? String(properties.TargetKeyId) : [],
    );
  const usedFor = (usage: string) => arns(keys.filter(({ properties }) => usageOf(properties) === usage));
  return {
    policies,
    bundle,
    evidenceBuckets: arns(evidence),
    recordTables: arns(tables.filter(holdsRecords)),
    otherTables: arns(tables.filter((table) => !holdsRecords(table))),
    encryptionKeys: usedFor('ENCRYPT_DECRYPT'),
    contentKeys: [
      ...usedFor('ENCRYPT_DECRYPT').filter((arn) => encryptsAny([...evidence, ...tables], arn)),
      ...called('alias/gatehouse/content'),
    ],
    signingKeys: usedFor('SIGN_VERIFY'),
    commitmentKeys: called('alias/gatehouse/commitment'),
    sealKeys: called('alias/gatehouse/seal'),
    bundleBuckets: arns(buckets.filter(({ identity }) => identity.name === policyBucketName(bundle.hub))),
    buckets: arns(buckets),
    queues: arns(ofType('AWS::SQS::Queue')),
    promptHandlers: functions.includes('gatehouse-prompt-handler') ? waysTo('prompt-handler', bundle) : [],
    responseFilters: functions.includes('gatehouse-response-filter') ? waysTo('response-filter', bundle) : [],
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

/** Under which key is said in a form of its own for each type: the ARN stands somewhere in it. */
function encryptsAny(resources: readonly ResolvedResource[], keyArn: string): boolean {
  return resources.some(({ properties }) => JSON.stringify(properties).includes(JSON.stringify(keyArn)));
}

/** As functions are invoked, and as nobody should. */
function waysTo(name: 'prompt-handler' | 'response-filter', { hub }: PolicyBundle): readonly string[] {
  return [liveFunctionArn(name, hub), functionArn(name, hub)];
}

function usageOf(properties: Readonly<Record<string, unknown>>): string {
  return typeof properties.KeyUsage === 'string' ? properties.KeyUsage : 'ENCRYPT_DECRYPT';
}

function apiArn({ environment: { partition, region, account }, identity }: ResolvedResource): string {
  return `arn:${partition}:execute-api:${region}:${account}:${identity.name}`;
}
