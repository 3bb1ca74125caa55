import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlCases, ControlPolicy, PolicyContext } from '../policy.ts';

const exceptions: readonly Exception[] = [
  {
    who: 'hub-deployer',
    why: 'Buckets, tables and keys are deployed; their own policies say what it may change later.',
  },
  { who: 'break-glass', why: 'Under two-person approval, what protects the evidence can be changed.' },
];

const buckets = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucketAcl',
  's3:PutBucketNotification',
  's3:PutBucketObjectLockConfiguration',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
];
/** Nothing that is locked is deleted by anybody, in whichever mode. */
const unlocking = ['s3:BypassGovernanceRetention'];
const tables = [
  'dynamodb:DeleteBackup',
  'dynamodb:DeleteResourcePolicy',
  'dynamodb:DeleteTable',
  'dynamodb:PutResourcePolicy',
  'dynamodb:UpdateContinuousBackups',
  'dynamodb:UpdateTable',
  'dynamodb:UpdateTimeToLive',
];
const keys = [
  'kms:CreateGrant',
  'kms:DeleteAlias',
  'kms:DeleteImportedKeyMaterial',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:UpdateAlias',
];

export const protectEvidence: ControlPolicy = {
  id: 'protect-evidence',
  type: 'SCP',
  title: 'What evidence lies in, and the keys that it is sealed with, stay as they were deployed',
  why: 'A record that an administrator can make unreadable proves nothing against that administrator.',
  attachesTo: 'hub',
  exceptions,
  statements: (context) => {
    const spared = sparing(context, exceptions);
    const to = targets(context);
    return [
      deny('BucketsAreDeployed', buckets, spared, [to.bucket]),
      deny('NobodyUnlocks', unlocking),
      deny('TablesAreDeployed', tables, spared, [to.table]),
      // Every key of the account: it has none that are not the hub's, and keys have no names. Grants are left to services that store under a key.
      deny('KeysAreDeployed', keys, {
        ...spared,
        BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' },
      }),
    ];
  },
  cases,
};

function targets({ hub: { partition } }: PolicyContext) {
  return { bucket: `arn:${partition}:s3:::gatehouse*`, table: `arn:${partition}:dynamodb:*:*:table/gatehouse-*` };
}

function cases(context: PolicyContext): ControlCases {
  const { hubAdministrator, hubDeployer, hubBreakGlass, hubGateway } = exampleActors(context);
  const { partition, region, accountId } = context.hub;
  const bucket = `arn:${partition}:s3:::gatehouseevidence-evidencebucket-1a2b3c4d5e6f`;
  const table = `arn:${partition}:dynamodb:${region}:${accountId}:table/gatehouse-records`;
  const key = `arn:${partition}:kms:${region}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const forService = { 'kms:GrantIsForAWSResource': 'true' };
  const everything = [
    { actions: buckets, of: bucket, by: 'BucketsAreDeployed' },
    { actions: tables, of: table, by: 'TablesAreDeployed' },
    { actions: keys, of: key, by: 'KeysAreDeployed' },
  ];
  return {
    allow: [
      ...everything.flatMap(({ actions, of }) => casesOf('the hub’s deployer', hubDeployer, actions, of)),
      ...everything.flatMap(({ actions, of }) => casesOf('break-glass', hubBreakGlass, actions, of)),
      ...casesOf('the gateway', hubGateway, ['s3:PutObject'], `${bucket}/a`),
      ...casesOf('the gateway', hubGateway, ['dynamodb:PutItem'], table),
      ...casesOf('the gateway', hubGateway, ['kms:Decrypt'], key),
      ...casesOf('an administrator with a store under the key', hubAdministrator, ['kms:CreateGrant'], key, forService),
    ],
    deny: [
      ...everything.flatMap(({ actions, of, by }) =>
        denialsOf(by, 'an administrator of the hub', hubAdministrator, actions, of),
      ),
      ...denialsOf('NobodyUnlocks', 'break-glass', hubBreakGlass, unlocking, `${bucket}/a`),
      ...denialsOf('NobodyUnlocks', 'an administrator of the hub', hubAdministrator, unlocking, `${bucket}/a`),
    ],
  };
}
