/**
 * Every policy in some synthesized templates: what roles may do and who may become them, and what is attached to buckets, keys, tables, queues, APIs and endpoints. Intrinsic functions
 * are resolved as far as synth knows (`intrinsics.ts`), so that the policies can be evaluated for their effect.
 */
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import { asList, asRecord, attachedPolicies, type ResolvedResource } from './attached-policies.ts';
import { awsManagedPolicy } from './aws-managed-policies.ts';
import { IntrinsicResolver } from './intrinsics.ts';
import { own, type SynthesizedStack } from './synthesized-stack.ts';

export interface SynthesizedRole {
  readonly stack: string;
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Who may become the role: the policy that is attached to it as a resource. */
  readonly trust: NamedPolicy;
  /** Inline and managed policies that the templates hold. */
  readonly identity: readonly NamedPolicy[];
  /** Absent where the role has none. */
  readonly boundary?: readonly NamedPolicy[];
  /** ARNs of policies that the role has, whose text neither a template nor `aws-managed-policies.ts` holds: what they allow is not known here. */
  readonly unknownPolicies: readonly string[];
}

/** A policy that is attached to a resource. */
export interface SynthesizedResourcePolicy {
  /** ARN of the resource; what lies below it (objects, indexes, methods) is guarded too. */
  readonly arn: string;
  /** CloudFormation type of what holds the policy. */
  readonly type: string;
  readonly policy: NamedPolicy;
}

export interface SynthesizedEndpointPolicy {
  /** Such as `com.amazonaws.us-east-1.kms`. */
  readonly service: string;
  /** What a request through it has in `aws:SourceVpce`. */
  readonly endpointId: string;
  readonly policy: NamedPolicy;
}

export interface SynthesizedPolicies {
  readonly roles: readonly SynthesizedRole[];
  readonly resources: readonly SynthesizedResourcePolicy[];
  readonly endpoints: readonly SynthesizedEndpointPolicy[];
  /** Every resource of the templates, for who looks for those of a type. */
  readonly everything: readonly ResolvedResource[];
}

/**
 * @param stacks all stacks of an app: they may refer to one another.
 * @throws GatehouseFault `configuration_invalid` where a template or a policy in it cannot be understood.
 *
 * @example synthesizedPolicies(readAssembly('cdk.out')).roles.map(({ name }) => name);
 */
export function synthesizedPolicies(stacks: readonly SynthesizedStack[]): SynthesizedPolicies {
  const everything = resolvedResources(stacks);
  return {
    everything,
    roles: everything.filter(({ type }) => type === 'AWS::IAM::Role').map((role) => roleOf(role, everything)),
    resources: everything.flatMap((resource) =>
      attachedPolicies(resource).map(({ arn, document }) => ({
        arn,
        type: resource.type,
        policy: named(resource, document),
      })),
    ),
    endpoints: everything
      .filter(({ type, properties }) => type === 'AWS::EC2::VPCEndpoint' && properties.PolicyDocument !== undefined)
      .map((endpoint) => ({
        service: String(endpoint.properties.ServiceName),
        endpointId: endpoint.identity.name,
        policy: named(endpoint, endpoint.properties.PolicyDocument),
      })),
  };
}

function resolvedResources(stacks: readonly SynthesizedStack[]): readonly ResolvedResource[] {
  const resolver = new IntrinsicResolver(stacks);
  return stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, { Type: type, Condition, Properties }]) => {
      const identity = resolver.identity(stack, logicalId);
      if (identity === undefined || !resolver.isMade(stack, Condition)) return [];
      const properties = asRecord(resolver.resolve(stack, Properties ?? {}));
      return [{ stack: stack.name, environment: stack.environment, logicalId, type, identity, properties }];
    }),
  );
}

function roleOf(role: ResolvedResource, everything: readonly ResolvedResource[]): SynthesizedRole {
  const { stack, logicalId, identity, properties } = role;
  const attached = asList(properties.ManagedPolicyArns).map(String);
  const managed = everything.filter(({ type }) => type === 'AWS::IAM::ManagedPolicy');
  const boundary = own(properties, 'PermissionsBoundary');
  const known = (arn: string) => managed.find((policy) => policy.identity.arn === arn);
  const fences = [boundary].filter((arn) => typeof arn === 'string');
  return {
    stack,
    logicalId,
    name: identity.name,
    arn: identity.arn,
    trust: named(role, properties.AssumeRolePolicyDocument),
    identity: [
      ...inlinePolicies(role),
      ...everything.filter((policy) => givenTo(policy, role, attached)).map((policy) => ownDocument(policy)),
      ...attached.flatMap((arn) => awsManagedPolicy(arn) ?? []),
    ],
    // A boundary that no template holds is an empty fence here: better to call too little allowed than too much.
    ...(fences.length === 0
      ? {}
      : { boundary: fences.flatMap((arn) => known(arn) ?? []).map((policy) => ownDocument(policy)) }),
    unknownPolicies: [...attached.filter((arn) => awsManagedPolicy(arn) === undefined), ...fences].filter(
      (arn) => known(arn) === undefined,
    ),
  };
}

function inlinePolicies(role: ResolvedResource): readonly NamedPolicy[] {
  return asList(role.properties.Policies).map((policy) => {
    const { PolicyName, PolicyDocument } = asRecord(policy);
    return named(role, PolicyDocument, `/${String(PolicyName)}`);
  });
}

/** Whether a policy resource belongs to the role: because it lists the role, or because the role lists it. */
function givenTo(policy: ResolvedResource, role: ResolvedResource, attached: readonly string[]): boolean {
  const { type, properties, identity } = policy;
  if (type === 'AWS::IAM::RolePolicy') return properties.RoleName === role.identity.name;
  const lists = asList(properties.Roles).includes(role.identity.name);
  if (type === 'AWS::IAM::Policy') return lists;
  return type === 'AWS::IAM::ManagedPolicy' && (lists || attached.includes(identity.arn));
}

function ownDocument(policy: ResolvedResource): NamedPolicy {
  return named(policy, policy.properties.PolicyDocument);
}

function named({ stack, logicalId }: ResolvedResource, document: unknown, part = ''): NamedPolicy {
  const name = `${stack}/${logicalId}${part}`;
  return { name, document: parsePolicy(document, name) };
}
