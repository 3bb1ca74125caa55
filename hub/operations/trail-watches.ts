/**
 * What is looked for in the audit trail, as filter patterns of CloudWatch Logs. The trail is searched rather than EventBridge's bus, because events of IAM and of the root user's sign-in reach the bus of
 * another Region, and a multi-Region trail has them all.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { deployerRoleArn, staffRoleName } from '../access/staff-roles.ts';
import { type HubFunction, principalArn } from '../network/hub-principals.ts';

export interface TrailWatch {
  /** Of the alarm, and of its entry in the runbook. */
  readonly name: string;
  readonly means: string;
  /** Patterns; an event that one of them matches counts. */
  readonly patterns: Readonly<Record<string, string>>;
  /** Rings from so many events in five minutes. */
  readonly threshold: number;
}

export interface WatchedStores {
  readonly hub: HubPolicy;
  readonly evidenceBucket: string;
  /** ARNs of the tables of records and of wrapped data keys. */
  readonly evidenceTables: readonly string[];
  /** Buckets whose configuration is watched, by name. */
  readonly guardedBuckets: readonly string[];
}

/** The role behind a session. */
const role = '$.userIdentity.sessionContext.sessionIssuer.userName';

export function trailWatches(stores: WatchedStores): readonly TrailWatch[] {
  return [
    {
      name: 'gatehouse-root-use',
      means: 'Somebody works as the root user of the hub’s account.',
      patterns: {
        Root: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
      },
      threshold: 1,
    },
    {
      name: 'gatehouse-evidence-reads',
      means: 'Evidence or records were read, or tried to be read, by a role that is none of the hub’s.',
      patterns: evidenceReads(stores),
      threshold: 1,
    },
    {
      name: 'gatehouse-policy-changes',
      means: 'Something that protects the hub was changed, or tried to be changed, past the deployment.',
      patterns: policyChanges(stores),
      threshold: 1,
    },
    {
      name: 'gatehouse-key-denials',
      means: 'Somebody was refused the use of a key.',
      patterns: { Denied: event('kms', [equals('$.errorCode', ['AccessDenied*'])]) },
      threshold: 3,
    },
  ];
}

/** The gateway reads back what it finds written already. */
const contentReaders: readonly HubFunction[] = ['gateway', 'sealer', 'sweeper', 'job-worker', 'console'];
const recordReaders: readonly HubFunction[] = [...contentReaders, 'prompt-handler'];

function evidenceReads({ hub, evidenceBucket, evidenceTables }: WatchedStores): TrailWatch['patterns'] {
  const others = (functions: readonly HubFunction[]) =>
    byNoneOf([...functions.map((name) => roleName(principalArn(name, hub))), staffRoleName('auditor')], hub);
  return {
    Content: event('s3', [
      equals('$.eventName', ['GetObject*']),
      equals('$.requestParameters.bucketName', [evidenceBucket]),
      others(contentReaders),
    ]),
    // Whatever is done with items, be it reading or writing.
    Items: event('dynamodb', [
      '($.eventCategory = "Data" || $.eventName = "ExportTable*")',
      equals(
        '$.resources[0].ARN',
        evidenceTables.map((arn) => `${arn}*`),
      ),
      others(recordReaders),
    ]),
  };
}

function policyChanges({ hub, guardedBuckets }: WatchedStores): TrailWatch['patterns'] {
  const byOthers = byNoneOf([roleName(deployerRoleArn(hub))], hub);
  const changes = (service: string, names: readonly string[], ...about: readonly string[]) =>
    event(service, [equals('$.eventName', names), ...about, byOthers]);
  return {
    Roles: changes(
      'iam',
      ['PutRole*', 'AttachRolePolicy', 'DetachRolePolicy', 'DeleteRole*', 'UpdateAssumeRolePolicy', 'UpdateRole'],
      equals('$.requestParameters.roleName', ['gatehouse-*']),
    ),
    Buckets: changes(
      's3',
      ['PutBucket*', 'DeleteBucket*', 'PutObjectLock*'],
      equals('$.requestParameters.bucketName', guardedBuckets),
    ),
    Tables: changes('dynamodb', [
      'UpdateTable',
      'DeleteTable',
      'PutResourcePolicy',
      'DeleteResourcePolicy',
      'UpdateContinuousBackups',
    ]),
    Keys: changes('kms', ['PutKeyPolicy', 'DisableKey*', 'ScheduleKeyDeletion', '*Alias']),
    Guardrails: changes('bedrock', [
      'UpdateGuardrail',
      'DeleteGuardrail*',
      'PutResourcePolicy',
      'DeleteResourcePolicy',
      'PutEnforcedGuardrail*',
      'DeleteEnforcedGuardrail*',
      'PutModelInvocationLogging*',
      'DeleteModelInvocationLogging*',
    ]),
    Functions: changes(
      'lambda',
      ['UpdateFunction*', 'AddPermission*', 'RemovePermission*', 'DeleteFunction*', 'PutFunction*'],
      equals('$.requestParameters.functionName', ['gatehouse-*', `${functionArn(hub)}gatehouse-*`]),
    ),
    Trail: changes('cloudtrail', ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors']),
  };
}

/** Whoever names a function may do so by name or by ARN. */
function functionArn({ partition, region, accountId }: HubPolicy): string {
  return `arn:${partition}:lambda:${region}:${accountId}:function:`;
}

/** Of a role's ARN. */
function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** An event of a service for which all of this holds. A service's name ends in its partition's domain. */
function event(service: string, all: readonly string[]): string {
  return `{ ${[`$.eventSource = "${service}.*"`, ...all].join(' && ')} }`;
}

/** One of the values; `*` at an end of a value stands for anything. */
function equals(field: string, values: readonly string[]): string {
  const [one = ''] = values;
  if (values.length === 1) return `${field} = "${one}"`;
  return `(${values.map((value) => `${field} = "${value}"`).join(' || ')})`;
}

/** By none of these roles of the hub's account. A comparison with a field that is not there is false, so users and the root user, who have no role, are named. */
function byNoneOf(roles: readonly string[], { accountId }: HubPolicy): string {
  const noneOfThem = roles.map((name) => `${role} != "${name}"`).join(' && ');
  return `(${role} NOT EXISTS || $.userIdentity.accountId != "${accountId}" || (${noneOfThem}))`;
}
