/** What the roles of the three functions may do: exact actions on exact resources, and a policy for each that fits on a page. */
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import type { GuardrailArns } from './invocation-access.ts';
import type { PolicyJson, StatementJson } from './policy-json.ts';

/** ARNs of what the functions use. */
export interface FunctionResources {
  readonly evidenceBucket: string;
  /** Encrypts the evidence bucket. */
  readonly evidenceKey: string;
  /** Wraps the data keys of content. */
  readonly contentKey: string;
  readonly commitmentKey: string;
  readonly sealKey: string;
  readonly recordsTable: string;
  readonly ledgerTable: string;
  readonly reviewsTable: string;
  readonly dataKeysTable: string;
  /** Encrypts the tables. */
  readonly tablesKey: string;
  readonly bundleBucket: string;
  /** Encrypts the bundle bucket. */
  readonly bundleKey: string;
  /** With their aliases. */
  readonly responseFilter: string;
  readonly promptHandler: string;
  readonly guardrails: readonly GuardrailArns[];
  /** Id of the hub's interface endpoint for Bedrock Runtime. */
  readonly bedrockEndpointId: string;
}

/** Records, evidence and quotas; of functions it may ask the response filter alone, so no answer goes around it. It reads no content back. */
export function gatewayAccess(hub: HubPolicy, resources: FunctionResources): PolicyJson {
  const { evidenceBucket, contentKey, commitmentKey, recordsTable, ledgerTable, reviewsTable, dataKeysTable } =
    resources;
  return policy([
    allow('KeepEvidence', ['s3:PutObject', 's3:PutObjectRetention'], [`${evidenceBucket}/*`]),
    through('EncryptEvidence', ['kms:Decrypt', 'kms:GenerateDataKey'], resources.evidenceKey, 's3', hub),
    allow('WrapContent', ['kms:GenerateDataKey', 'kms:Decrypt'], [contentKey]),
    allow('Commit', ['kms:GenerateMac'], [commitmentKey]),
    allow(
      'WriteRecords',
      ['dynamodb:GetItem', 'dynamodb:PutItem'],
      // All of these are put under conditions, and read back where a condition fails.
      [recordsTable, reviewsTable, dataKeysTable],
    ),
    allow('Reserve', ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [ledgerTable]),
    through('UseTables', ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'], resources.tablesKey, 'dynamodb', hub),
    ask('AskResponseFilter', resources.responseFilter),
    ...readBundle(hub, resources),
  ]);
}

/** Of functions it may ask the prompt handler alone. It keeps nothing and reaches no model; guardrails judge what it asks them. */
export function responseFilterAccess(hub: HubPolicy, resources: FunctionResources): PolicyJson {
  return policy([
    ask('AskPromptHandler', resources.promptHandler),
    ...applyGuardrails(resources),
    ...readBundle(hub, resources),
  ]);
}

/** Reaches models through invocation roles alone (`roles`, as a pattern), and looks up whether a call is on record. It can write nothing. */
export function promptHandlerAccess(hub: HubPolicy, resources: FunctionResources, roles: string): PolicyJson {
  return policy([
    allow('BecomeApplication', ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'], [roles]),
    allow('FindIntent', ['dynamodb:GetItem'], [resources.recordsTable]),
    allow('Seal', ['kms:GenerateMac'], [resources.sealKey]),
    through('ReadRecords', ['kms:Decrypt'], resources.tablesKey, 'dynamodb', hub),
    ...readBundle(hub, resources),
  ]);
}

function readBundle(hub: HubPolicy, { bundleBucket, bundleKey }: FunctionResources): readonly StatementJson[] {
  const Resource = [`${bundleBucket}/policy-bundles/*`, `${bundleBucket}/deployment-facts/*`];
  return [
    allow('ReadBundle', ['s3:GetObject'], Resource),
    through('DecryptBundle', ['kms:Decrypt'], bundleKey, 's3', hub),
  ];
}

function applyGuardrails({ guardrails, bedrockEndpointId }: FunctionResources): readonly StatementJson[] {
  const arns = [...new Set(guardrails.flatMap(({ arn, profiles }) => [arn, ...profiles]))];
  const keys = [...new Set(guardrails.flatMap(({ keyArn }) => keyArn ?? []))];
  if (arns.length === 0) return [];
  const apply = allow('ApplyGuardrails', ['bedrock:ApplyGuardrail'], arns);
  return [
    { ...apply, Condition: { StringEquals: { 'aws:SourceVpce': bedrockEndpointId } } },
    // Bedrock decrypts the guardrail for whoever applies it. https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-kms.html
    ...(keys.length === 0 ? [] : [allow('ReadGuardrails', ['kms:Decrypt'], keys)]),
  ];
}

function ask(sid: string, functionArn: string): StatementJson {
  return allow(sid, ['lambda:InvokeFunction'], [functionArn]);
}

/**
 * The use of a key that a service makes for the role, and never the role itself. The name ends in the partition's domain.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
function through(
  sid: string,
  actions: readonly string[],
  key: string,
  service: 'dynamodb' | 's3',
  { region }: HubPolicy,
): StatementJson {
  return { ...allow(sid, actions, [key]), Condition: { StringLike: { 'kms:ViaService': `${service}.${region}.*` } } };
}

function allow(Sid: string, Action: readonly string[], Resource: readonly string[]): StatementJson {
  return { Sid, Effect: 'Allow', Action, Resource };
}

function policy(statements: readonly StatementJson[]): PolicyJson {
  return { Version: '2012-10-17', Statement: statements };
}
