import type { ModelPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { modelArns } from '../access/model-arns.ts';
import { liveFunctionArn } from './function-names.ts';
import { invocationRoleName } from './hub-principals.ts';

/** ARNs of what another stack owns. */
export interface HubStores {
  readonly evidenceBucket: string;
  readonly recordsTable: string;
  readonly ledgerTable: string;
  readonly reviewsTable: string;
  readonly dataKeysTable: string;
  readonly bundleBucket: string;
  /** Keys that functions use themselves, as opposed to those that S3 and DynamoDB use for them. */
  readonly keys: {
    /** Wraps the data keys of content. */
    readonly content: string;
    /** Signs checkpoints. */
    readonly signing: string;
    /** Makes commitments (HMAC). */
    readonly commitment: string;
    /** Marks and seals what the prompt handler has screened (HMAC). */
    readonly seal: string;
  };
}

/** What an endpoint may lead to, by name, so that the table of services reads without ARNs. */
export type ResourceKind =
  | 'models'
  | 'countable-models'
  | 'guardrails'
  | 'response-filter'
  | 'prompt-handler'
  | 'invocation-roles'
  | 'content-key'
  | 'signing-key'
  | 'commitment-key'
  | 'seal-key'
  | 'queues'
  | 'event-buses'
  | 'log-groups'
  | 'parameters'
  | 'workgroups'
  | 'catalog'
  | 'api'
  | 'evidence-objects'
  | 'evidence-bucket'
  | 'records'
  | 'ledger'
  | 'reviews'
  | 'data-keys'
  | 'bundle-objects'
  | 'any';

export type HubResources = Readonly<Record<ResourceKind, readonly string[]>>;

/**
 * The ARNs behind the names, in the hub's own partition, Region and account. Everything that the hub names itself begins with `gatehouse`: what belongs to another
 * workload of the account is out of reach.
 */
export function hubResources({ hub, models, guardrails }: PolicyBundle, stores: HubStores): HubResources {
  const arn = (service: string, resource: string) =>
    `arn:${hub.partition}:${service}:${hub.region}:${hub.accountId}:${resource}`;
  return {
    models: invocable(hub, Object.values(models)),
    // Tokens are counted in the hub's Region, wherever the model would answer.
    'countable-models': Object.values(models).map(
      ({ id }) => `arn:${hub.partition}:bedrock:${hub.region}::foundation-model/${id}`,
    ),
    guardrails: [
      arn('bedrock', 'guardrail/*'),
      // A guardrail with a profile may judge in other Regions, where the profile has an ARN of its own.
      `arn:${hub.partition}:bedrock:*:${hub.accountId}:guardrail-profile/*`,
      ...Object.values(guardrails).flatMap(({ identifier }) => (identifier.startsWith('arn:') ? [identifier] : [])),
    ],
    // By the alias alone: an older version may have been taken back for a reason.
    'response-filter': [liveFunctionArn('response-filter', hub)],
    'prompt-handler': [liveFunctionArn('prompt-handler', hub)],
    'invocation-roles': [`arn:${hub.partition}:iam::${hub.accountId}:role/${invocationRoleName('*')}`],
    'content-key': [stores.keys.content],
    'signing-key': [stores.keys.signing],
    'commitment-key': [stores.keys.commitment],
    'seal-key': [stores.keys.seal],
    queues: [arn('sqs', 'gatehouse-*')],
    'event-buses': [arn('events', 'event-bus/gatehouse*')],
    'log-groups': [arn('logs', 'log-group:/gatehouse/*'), arn('logs', 'log-group:/aws/lambda/gatehouse-*')],
    parameters: [arn('ssm', 'parameter/gatehouse/*')],
    workgroups: [arn('athena', 'workgroup/gatehouse*')],
    catalog: ['catalog', 'database/gatehouse*', 'table/gatehouse*/*'].map((resource) => arn('glue', resource)),
    // A private custom domain name is asked for itself, too: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-provider-policy.html
    api: ['*/*/*/apps/*', '*/*/*/audit/*', '/domainnames/*'].map((path) => arn('execute-api', path)),
    'evidence-objects': [`${stores.evidenceBucket}/*`],
    'evidence-bucket': [stores.evidenceBucket],
    records: [stores.recordsTable, `${stores.recordsTable}/index/*`],
    ledger: [stores.ledgerTable],
    reviews: [stores.reviewsTable, `${stores.reviewsTable}/index/*`],
    'data-keys': [stores.dataKeysTable],
    'bundle-objects': ['policy-bundles', 'deployment-facts'].map((prefix) => `${stores.bundleBucket}/${prefix}/*`),
    // For actions that IAM ties to no resource.
    any: ['*'],
  };
}

/** Every ARN that IAM looks at when one of the models is invoked, in each of its Regions and through its inference profiles. */
function invocable(hub: HubPolicy, models: readonly ModelPolicy[]): readonly string[] {
  const arns = models
    .map((model) => modelArns(model, hub))
    .flatMap(({ direct, elsewhere }) => [...direct, ...elsewhere]);
  // The hub makes a profile for each application and model; what such a profile copies from is checked as well, and is listed above.
  return [
    ...new Set(arns),
    `arn:${hub.partition}:bedrock:${hub.region}:${hub.accountId}:application-inference-profile/*`,
  ];
}
