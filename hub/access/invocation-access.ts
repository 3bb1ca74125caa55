import type { ApplicationPolicy, ModelPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { modelArns } from './model-arns.ts';
import { type PolicyJson, policyOf, type StatementJson } from './policy-json.ts';

/** A guardrail as IAM names it. */
export interface GuardrailArns {
  readonly arn: string;
  readonly version: string;
  /** Guardrail profiles in every Region that cross-Region evaluation may use; none without it. */
  readonly profiles: readonly string[];
  /** KMS key of its definition. Absent for a guardrail that the hub has not made: whoever made it gives the key. */
  readonly keyArn?: string;
}

export interface InvocationScope {
  readonly application: Pick<ApplicationPolicy, 'operations'>;
  readonly hub: HubPolicy;
  readonly models: readonly ModelPolicy[];
  /** ARNs of the application inference profiles that were made for it. */
  readonly ownProfiles: readonly string[];
  readonly guardrail: GuardrailArns;
  /** Ids of the hub's interface endpoints for Bedrock Runtime. */
  readonly endpointIds: readonly string[];
}

/** Converse is no action of IAM: it asks for the two of InvokeModel. Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
const actions = {
  Converse: 'bedrock:InvokeModel',
  InvokeModel: 'bedrock:InvokeModel',
  ConverseStream: 'bedrock:InvokeModelWithResponseStream',
  InvokeModelWithResponseStream: 'bedrock:InvokeModelWithResponseStream',
  CountTokens: 'bedrock:CountTokens',
} as const satisfies Record<ApplicationPolicy['operations'][number], string>;

/**
 * What an application's invocation role may do: its models, in their Regions, under this version of its guardrail, through the hub's endpoint. IAM thereby refuses what the
 * prompt handler should have refused. Undefined where there is no endpoint yet: without one there is no way that could be allowed.
 */
export function invocationAccess(scope: InvocationScope): PolicyJson | undefined {
  if (scope.endpointIds.length === 0) return undefined;
  const generating = scope.models.filter(({ bodyFormat }) => !bodyFormat.endsWith('-embeddings'));
  const embedding = scope.models.filter(({ bodyFormat }) => bodyFormat.endsWith('-embeddings'));
  const invoke = invokeActions(scope.application);
  const guarded = { 'bedrock:GuardrailIdentifier': `${scope.guardrail.arn}:${scope.guardrail.version}` };
  return policyOf([
    ...invokeStatements('Guarded', generating, invoke, guarded, scope),
    // Embedding models take no guardrail beside them: their texts are brought to ApplyGuardrail instead, by the prompt handler.
    ...invokeStatements(
      'Embed',
      embedding,
      invoke.filter((action) => action === actions.InvokeModel),
      {},
      scope,
    ),
    applyGuardrail(scope),
    ...readGuardrail(scope),
    ...countTokens(scope),
  ]);
}

function invokeActions({ operations }: InvocationScope['application']): readonly string[] {
  return [...new Set(operations.map((operation) => actions[operation]))].filter(
    (action) => action !== actions.CountTokens,
  );
}

function invokeStatements(
  sid: string,
  models: readonly ModelPolicy[],
  invoke: readonly string[],
  condition: Readonly<Record<string, string>>,
  { hub, ownProfiles, endpointIds }: InvocationScope,
): readonly StatementJson[] {
  if (models.length === 0 || invoke.length === 0) return [];
  const arns = models.map((model) => modelArns(model, hub));
  const elsewhere = unique(arns.flatMap((each) => each.elsewhere));
  const profiles = unique([...arns.flatMap((each) => each.profiles), ...ownProfiles]);
  const StringEquals = { 'aws:SourceVpce': endpointIds, ...condition };
  const direct = unique([...arns.flatMap((each) => each.direct), ...ownProfiles]);
  const statements: StatementJson[] = [
    { Sid: `${sid}Here`, Effect: 'Allow', Action: invoke, Resource: direct, Condition: { StringEquals } },
  ];
  if (elsewhere.length > 0 && profiles.length > 0) {
    const Condition = { StringEquals, ArnEquals: { 'bedrock:InferenceProfileArn': profiles } };
    statements.push({ Sid: `${sid}ThroughProfiles`, Effect: 'Allow', Action: invoke, Resource: elsewhere, Condition });
  }
  return statements;
}

/** IAM knows a guardrail, not its version: which one judges is the prompt handler's to say, and the record's to show. */
function applyGuardrail({ guardrail, endpointIds }: InvocationScope): StatementJson {
  return {
    Sid: 'ApplyItsGuardrail',
    Effect: 'Allow',
    Action: ['bedrock:ApplyGuardrail'],
    Resource: [guardrail.arn, ...guardrail.profiles],
    Condition: { StringEquals: { 'aws:SourceVpce': endpointIds } },
  };
}

/** Bedrock decrypts the guardrail for whoever applies it. Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-kms.html */
function readGuardrail({ guardrail: { keyArn } }: InvocationScope): readonly StatementJson[] {
  if (keyArn === undefined) return [];
  return [{ Sid: 'ReadItsGuardrail', Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [keyArn] }];
}

function countTokens({ application, hub, models, endpointIds }: InvocationScope): readonly StatementJson[] {
  if (!application.operations.includes('CountTokens')) return [];
  const here = models.map(({ id }) => `arn:${hub.partition}:bedrock:${hub.region}::foundation-model/${id}`);
  return [
    {
      Sid: 'CountTokens',
      Effect: 'Allow',
      Action: [actions.CountTokens],
      Resource: unique(here),
      Condition: { StringEquals: { 'aws:SourceVpce': endpointIds } },
    },
  ];
}

function unique(arns: readonly string[]): readonly string[] {
  return [...new Set(arns)];
}
