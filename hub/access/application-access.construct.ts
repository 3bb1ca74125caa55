import { createHash } from 'node:crypto';
import { Annotations, type CfnTag, Stack } from 'aws-cdk-lib';
import { CfnApplicationInferenceProfile } from 'aws-cdk-lib/aws-bedrock';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { ApplicationPolicy, ModelPolicy, PolicyBundle } from '../../shared/config/bundle.ts';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { callerRoleName } from '../../shared/names/role-names.ts';
import { invocationRoleName } from '../network/hub-principals.ts';
import { partitionHas } from '../network/partition-features.ts';
import { callerAccess, type HubApi } from './caller-access.ts';
import { type GuardrailArns, invocationAccess } from './invocation-access.ts';
import { invocationTrust } from './invocation-trust.ts';
import { profileArn } from './model-arns.ts';
import { inferenceProfilesParameter } from './parameter-names.ts';
import { type PolicyJson, policyLength, requireFit } from './policy-json.ts';
import { roleTrust } from './role-trust.ts';

export interface ApplicationAccessProps {
  readonly bundle: PolicyBundle;
  readonly application: ApplicationPolicy;
  /** The guardrail that every call of the application runs under. */
  readonly guardrail: GuardrailArns;
  /** Ids of the hub's interface endpoints for Bedrock Runtime. Without one, the invocation role may do nothing. */
  readonly bedrockEndpointIds: readonly string[];
  /** The hub's APIs. Without one, the caller role may do nothing. */
  readonly apis: readonly HubApi[];
}

/** IAM's quotas on characters; the trust policy's is 2,048 by default and can be raised to this. */
const mostTrustCharacters = 4_096;
const usualTrustCharacters = 2_048;
const mostInlineCharacters = 10_240;
/** Role chaining ends after an hour, whatever a role allows. */
const sessionSeconds = 3_600;

/**
 * Who an application is: the role that its workloads assume to call the hub, the role in which the hub invokes Bedrock for it, and an inference profile for each of its models, whose tags attribute
 * the cost. Written as plain CloudFormation resources: a thousand applications are synthesized, and every policy is the very object that tests evaluate.
 *
 * @example new ApplicationAccess(stack, 'claims-assistant', { bundle, application, guardrail, bedrockEndpointIds: [endpoint.vpcEndpointId], apis: [{ apiId, stage: 'v1' }] });
 */
export class ApplicationAccess extends Construct {
  constructor(scope: Construct, id: string, props: ApplicationAccessProps) {
    super(scope, id);
    explainFindings(
      this,
      ['IAMNoInlinePolicy'],
      'What an application may do belongs to its own roles alone: an inline policy can be attached to no other role and does not outlive its own.',
    );
    explainFindings(
      this,
      ['AwsSolutions-IAM5'],
      'A caller may call whatever lies below the path of its own application, on stages and methods that are written out; models and operations are the hub’s to decide on.',
    );
    const profiles = this.#inferenceProfiles(props);
    this.#callerRole(props);
    this.#invocationRole(props, [...profiles.values()]);
    this.#parameter(props, profiles);
  }

  #callerRole({ bundle, application, apis }: ApplicationAccessProps): void {
    const { name, callers } = application;
    const trust = roleTrust({ organizationId: bundle.organization.id, trusts: callers, sessionName: name });
    const remedy = `Name fewer callers under applications.${name}, or ones with shorter names.`;
    requireFit(trust, mostTrustCharacters, `The trust policy of ${callerRoleName(name)}`, remedy);
    if (policyLength(trust) > usualTrustCharacters)
      Annotations.of(this).addWarningV2(
        'gatehouse:trust-policy-quota',
        `${name} has so many callers that IAM's quota "Role trust policy length" must be raised above ${usualTrustCharacters} in the hub's account.`,
      );
    this.#role('Caller', callerRoleName(name), `Assumed by the workloads of ${name} to call the hub`, trust, {
      application,
      access: callerAccess(name, bundle.hub, apis),
    });
  }

  #invocationRole(props: ApplicationAccessProps, ownProfiles: readonly string[]): void {
    const { bundle, application, guardrail, bedrockEndpointIds } = props;
    const models = modelsOf(props).map(([, model]) => model);
    const trust = invocationTrust(application, bundle.hub, bundle.organization.id);
    const access = invocationAccess({
      application,
      hub: bundle.hub,
      models,
      ownProfiles,
      guardrail,
      endpointIds: bedrockEndpointIds,
    });
    const name = invocationRoleName(application.name);
    requireFit(
      trust,
      mostTrustCharacters,
      `The trust policy of ${name}`,
      `Name fewer purposes under applications.${application.name}.`,
    );
    this.#role('Invocation', name, `In which the hub invokes Bedrock for ${application.name}`, trust, {
      application,
      access,
    });
  }

  #role(
    id: string,
    roleName: string,
    description: string,
    trust: PolicyJson,
    { application, access }: { readonly application: ApplicationPolicy; readonly access: PolicyJson | undefined },
  ): void {
    const remedy = `Name fewer models under applications.${application.name}, or split the application.`;
    if (access !== undefined) requireFit(access, mostInlineCharacters, `The policy of ${roleName}`, remedy);
    new CfnRole(this, id, {
      roleName,
      description,
      assumeRolePolicyDocument: trust,
      maxSessionDuration: sessionSeconds,
      ...(access === undefined ? {} : { policies: [{ policyName: 'access', policyDocument: access }] }),
      tags: tagsOf(application),
    });
  }

  /** One for each model. A model whose only names are ARNs of application inference profiles has its attribution already. */
  #inferenceProfiles(props: ApplicationAccessProps): ReadonlyMap<string, string> {
    const { application, bundle } = props;
    const profiles = new Map<string, string>();
    if (!partitionHas('application-inference-profiles', Stack.of(this), bundle.hub.partition)) return profiles;
    for (const [key, model] of modelsOf(props)) {
      const source = model.inferenceProfiles.find((profile) => !profile.includes(':application-inference-profile/'));
      if (source === undefined && model.inferenceProfiles.length > 0) continue;
      const copyFrom =
        source === undefined
          ? `arn:${bundle.hub.partition}:bedrock:${bundle.hub.region}::foundation-model/${model.id}`
          : profileArn(source, bundle.hub);
      const profile = new CfnApplicationInferenceProfile(this, `Profile-${key}`, {
        inferenceProfileName: profileName(application.name, key),
        modelSource: { copyFrom },
        tags: [...tagsOf(application), { key: 'gatehouse:model', value: key }],
      });
      profiles.set(key, profile.attrInferenceProfileArn);
    }
    return profiles;
  }

  /** ARNs of inference profiles have ids that only a deployment knows: the prompt handler reads them here, by application. */
  #parameter({ application }: ApplicationAccessProps, profiles: ReadonlyMap<string, string>): void {
    if (profiles.size === 0) return;
    new CfnParameter(this, 'InferenceProfiles', {
      name: inferenceProfilesParameter(application.name),
      description: `Application inference profiles of ${application.name}: model to ARN`,
      type: 'String',
      tier: 'Intelligent-Tiering',
      value: Stack.of(this).toJsonString(Object.fromEntries(profiles)),
      tags: { 'gatehouse:application': application.name },
    });
  }
}

function modelsOf({ bundle, application }: ApplicationAccessProps): readonly (readonly [string, ModelPolicy])[] {
  return application.models.flatMap((key) => {
    const model = bundle.models[key];
    return model === undefined ? [] : [[key, model] as const];
  });
}

function tagsOf({ name, accountId }: ApplicationPolicy): CfnTag[] {
  return [
    { key: 'gatehouse:application', value: name },
    { key: 'gatehouse:account', value: accountId },
  ];
}

/** Names end after 64 characters and have no two hyphens in a row: where that changes one, a digest keeps it apart from the others. */
function profileName(application: string, model: string): string {
  const name = `${application}-${model}`;
  if (name.length <= 64 && !name.includes('--')) return name;
  const digest = createHash('sha256').update(`${application}\n${model}`).digest('hex').slice(0, 12);
  return `${name.replace(/-+/g, '-').slice(0, 50).replace(/-$/, '')}-${digest}`;
}
