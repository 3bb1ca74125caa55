/** What matters about access to the hub, as data: each question is one column of the truth table, asked of every role. */
import { modelArns } from '../../hub/access/model-arns.ts';
import { pointerKey } from '../../hub/gateway/bundle-pointer.ts';
import { invocationRoleName } from '../../hub/network/hub-principals.ts';
import type { AccessRequest } from '../../shared/iam/access-request.ts';
import type { HubScene } from './hub-scene.ts';

/** One request of a question. */
export interface Ask {
  readonly action: string;
  readonly resource: string;
  readonly context?: NonNullable<AccessRequest['context']>;
  /** Keys that the request does not have, however favourable they would be. */
  readonly without?: readonly string[];
}

export interface Question {
  readonly id: string;
  /** Completes "may it …?". */
  readonly asks: string;
  /** Nothing to ask about yet where the list is empty. `application`: the one whose role asks, if it is one's. */
  readonly requests: (scene: HubScene, application: string | undefined) => readonly Ask[];
  /** Refused by Amazon S3 itself while an object is locked in compliance mode, whatever policies say. */
  readonly retention?: boolean;
}

export const tableQuestions: readonly Question[] = [
  {
    id: 'write-evidence',
    asks: 'write evidence',
    requests: (scene) =>
      below(scene.evidenceBuckets, ['s3:PutObject'], { 's3:object-lock-remaining-retention-days': '36500' }),
  },
  {
    id: 'read-content',
    asks: 'read the content of calls',
    requests: (scene) => below(scene.evidenceBuckets, ['s3:GetObject', 's3:GetObjectVersion']),
  },
  {
    id: 'decrypt',
    asks: 'decrypt content or records itself, past the services that keep them',
    requests: ({ contentKeys }) =>
      each(contentKeys, ['kms:Decrypt']).map((ask) => ({ ...ask, without: ['kms:ViaService'] })),
  },
  {
    id: 'delete-evidence',
    asks: 'delete versions of evidence',
    requests: (scene) => below(scene.evidenceBuckets, ['s3:DeleteObjectVersion']),
    retention: true,
  },
  {
    id: 'shorten-retention',
    asks: 'shorten retention',
    requests: (scene) =>
      below(scene.evidenceBuckets, ['s3:BypassGovernanceRetention', 's3:PutObjectRetention'], {
        's3:object-lock-remaining-retention-days': '0',
      }),
    retention: true,
  },
  {
    id: 'weaken-bucket',
    asks: 'weaken what protects the evidence bucket',
    requests: ({ evidenceBuckets }) => each(evidenceBuckets, bucketProtection),
  },
  {
    id: 'put-record',
    asks: 'write a record',
    requests: ({ recordTables }) => each(recordTables, ['dynamodb:PutItem']),
  },
  {
    id: 'read-records',
    asks: 'read a record whose id it knows',
    requests: ({ recordTables }) => each(recordTables, ['dynamodb:GetItem', 'dynamodb:BatchGetItem']),
  },
  {
    id: 'list-records',
    asks: 'list records',
    requests: ({ recordTables }) => each(recordTables, ['dynamodb:Query', 'dynamodb:Scan']),
  },
  {
    id: 'change-records',
    asks: 'change or delete records',
    requests: ({ recordTables }) => each(recordTables, recordChanges),
  },
  {
    id: 'change-ledger',
    asks: 'write the ledger',
    requests: ({ otherTables }) =>
      each(otherTables, ['dynamodb:UpdateItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem']),
  },
  {
    id: 'write-anything',
    asks: 'write an object, an item or a message anywhere',
    requests: ({ buckets, recordTables, otherTables, queues }) => [
      ...each(
        buckets.map((bucket) => `${bucket}/any`),
        ['s3:PutObject', 's3:DeleteObject'],
      ),
      ...each([...recordTables, ...otherTables], ['dynamodb:PutItem', 'dynamodb:BatchWriteItem', ...recordChanges]),
      ...each(queues, ['sqs:SendMessage']),
    ],
  },
  {
    id: 'ask-response-filter',
    asks: 'ask the response filter',
    requests: ({ responseFilters }) => each(responseFilters, ['lambda:InvokeFunction']),
  },
  {
    id: 'ask-prompt-handler',
    asks: 'ask the prompt handler',
    requests: ({ promptHandlers }) => each(promptHandlers, ['lambda:InvokeFunction']),
  },
  {
    id: 'read-bundle',
    asks: 'read the rules in force',
    requests: ({ bundleBuckets }) =>
      each(
        bundleBuckets.map((bucket) => `${bucket}/${pointerKey}`),
        ['s3:GetObject'],
      ),
  },
  {
    id: 'publish-bundle',
    asks: 'put other rules into force',
    requests: ({ bundleBuckets }) =>
      each(
        bundleBuckets.map((bucket) => `${bucket}/${pointerKey}`),
        ['s3:PutObject'],
        { 's3:if-match': 'etag' },
      ),
  },
  { id: 'own-model', asks: 'invoke a model of its own', requests: ownModels },
  { id: 'unguarded', asks: 'invoke a model that writes, without its guardrail', requests: unguarded },
  { id: 'other-model', asks: 'invoke a model that is not its own', requests: otherModels },
  { id: 'own-path', asks: 'call the path of its own application', requests: (scene, own) => paths(scene, own, true) },
  {
    id: 'other-path',
    asks: 'call the path of another application',
    requests: (scene, own) => paths(scene, own, false),
  },
  { id: 'become-application', asks: 'assume an application’s invocation role', requests: invocationRoles },
  { id: 'sign', asks: 'sign checkpoints', requests: ({ signingKeys }) => each(signingKeys, ['kms:Sign']) },
  {
    id: 'commit',
    asks: 'compute commitments',
    requests: ({ commitmentKeys }) => each(commitmentKeys, ['kms:GenerateMac']),
  },
  {
    id: 'seal',
    asks: 'seal as the prompt handler',
    requests: ({ sealKeys }) => each(sealKeys, ['kms:GenerateMac']),
  },
  {
    id: 'change-keys',
    asks: 'change or delete keys',
    requests: ({ encryptionKeys, signingKeys, commitmentKeys, sealKeys }) =>
      each([...encryptionKeys, ...signingKeys, ...commitmentKeys, ...sealKeys], keyChanges),
  },
  {
    id: 'change-roles',
    asks: 'change what roles may do',
    requests: ({ policies }) =>
      each(
        policies.roles.map(({ arn }) => arn),
        roleChanges,
      ),
  },
];

const bucketProtection = [
  's3:PutBucketObjectLockConfiguration',
  's3:PutBucketPolicy',
  's3:DeleteBucketPolicy',
  's3:PutLifecycleConfiguration',
  's3:PutBucketVersioning',
  's3:PutBucketPublicAccessBlock',
  's3:PutEncryptionConfiguration',
];
const recordChanges = [
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
];
const keyChanges = ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:CreateGrant'];
const roleChanges = [
  'iam:PutRolePolicy',
  'iam:AttachRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:DeleteRolePermissionsBoundary',
];
const invokeActions = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

function each(resources: readonly string[], actions: readonly string[], context?: Ask['context']): readonly Ask[] {
  return resources.flatMap((resource) =>
    actions.map((action) => ({ action, resource, ...(context === undefined ? {} : { context }) })),
  );
}

function below(buckets: readonly string[], actions: readonly string[], context?: Ask['context']): readonly Ask[] {
  return each(
    buckets.map((bucket) => `${bucket}/content/any`),
    actions,
    context,
  );
}

function ownModels({ bundle }: HubScene, application: string | undefined): readonly Ask[] {
  const names = application === undefined ? [] : (bundle.applications[application]?.models ?? []);
  return each(
    names.flatMap((name) => arnsOf(bundle, name)),
    invokeActions,
  );
}

function unguarded({ bundle }: HubScene, application: string | undefined): readonly Ask[] {
  const names =
    application === undefined ? Object.keys(bundle.models) : (bundle.applications[application]?.models ?? []);
  // Embedding models take no guardrail beside them: their texts are brought to it.
  const writing = names.filter((name) => !bundle.models[name]?.bodyFormat.endsWith('-embeddings'));
  const asks = each(
    writing.flatMap((name) => arnsOf(bundle, name)),
    invokeActions,
  );
  return asks.map((ask) => ({ ...ask, without: ['bedrock:GuardrailIdentifier'] }));
}

function otherModels({ bundle }: HubScene, application: string | undefined): readonly Ask[] {
  const own = application === undefined ? [] : (bundle.applications[application]?.models ?? []);
  const ownArns = own.flatMap((name) => arnsOf(bundle, name));
  const others = Object.keys(bundle.models).flatMap((name) => arnsOf(bundle, name));
  const nowhere = `arn:${bundle.hub.partition}:bedrock:${bundle.hub.region}::foundation-model/nobody.configured-this`;
  return each([...others.filter((arn) => !ownArns.includes(arn)), nowhere], invokeActions);
}

function arnsOf({ models, hub }: HubScene['bundle'], name: string): readonly string[] {
  const model = models[name];
  if (model === undefined) return [];
  const { direct, elsewhere } = modelArns(model, hub);
  return [...direct, ...elsewhere];
}

function paths({ apis, bundle }: HubScene, application: string | undefined, own: boolean): readonly Ask[] {
  const named = Object.keys(bundle.applications).filter((name) => (name === application) === own);
  return apis.flatMap((api) =>
    named.flatMap((name) => each([`${api}/v1/POST/apps/${name}/model/any/converse`], ['execute-api:Invoke'])),
  );
}

function invocationRoles({ bundle, policies }: HubScene): readonly Ask[] {
  const names = new Set(Object.keys(bundle.applications).map(invocationRoleName));
  const roles = policies.roles.filter(({ name }) => names.has(name));
  return each(
    roles.map(({ arn }) => arn),
    ['sts:AssumeRole'],
  );
}
