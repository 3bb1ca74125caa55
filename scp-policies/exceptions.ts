import type { ConditionJson } from '../shared/iam/policy-json.ts';
import type { ExemptiblePolicy } from '../shared/names/policy-ids.ts';
import {
  deployRoleName,
  executionRoleName,
  invocationRolePrefix,
  stackSetRolePattern,
  staffRoleNames,
} from '../shared/names/role-names.ts';
import { hubRegions } from './hub-regions.ts';
import type { PolicyContext } from './policy.ts';

/**
 * Who a policy may spare. All of them are roles whose names nobody but their makers can take: `protect-roles` sees to that, and a test that it knows every one. All are without a path:
 * a role of that name under a path is another role, and is not spared.
 */
export type Exempt =
  | 'hub-deployer'
  | 'hub-pipeline'
  | 'organization-deployer'
  | 'break-glass'
  | 'invocation-roles'
  | 'hub-gateway'
  | 'hub-response-filter'
  | 'model-builders';

export interface Exception {
  readonly who: Exempt;
  readonly why: string;
}

const principals: Readonly<Record<Exempt, (context: PolicyContext) => readonly string[]>> = {
  /** CloudFormation in the hub, on behalf of the pipeline. */
  'hub-deployer': (context) => inHubRegions(context, executionRoleName),
  /** Who gives CloudFormation its templates. */
  'hub-pipeline': (context) => inHubRegions(context, deployRoleName),
  /** CloudFormation in every governed account, on behalf of the StackSets of the management account. */
  'organization-deployer': (context) => [anyRole(context, stackSetRolePattern)],
  'break-glass': (context) => [anyRole(context, staffRoleNames.breakGlass)],
  /** One for each application, each with a policy that lists its models and requires the guardrail. */
  'invocation-roles': (context) => [hubRole(context, `${invocationRolePrefix}*`)],
  'hub-gateway': (context) => [hubRole(context, 'gatehouse-gateway')],
  'hub-response-filter': (context) => [hubRole(context, 'gatehouse-response-filter')],
  'model-builders': (context) => context.organization.policies.modelBuilders,
};

/** ARNs, with `*` for the account and parts of names. */
export function exemptPrincipals(who: Exempt, context: PolicyContext): readonly string[] {
  return principals[who](context);
}

/**
 * The condition that spares whoever a policy lists; none where that is nobody. It holds where a request has no principal's ARN (calls of AWS services).
 *
 * @param exemptible The policy's id, if governance.yaml may except further roles from it.
 *
 * @example deny('NoModelAgreement', actions, sparing(context, exceptions, 'no-model-subscriptions'))
 */
export function sparing(
  context: PolicyContext,
  exceptions: readonly Exception[],
  exemptible?: ExemptiblePolicy,
): ConditionJson {
  const spared = sparedBy(context, exceptions, exemptible);
  return spared.length === 0 ? {} : { ArnNotLike: { 'aws:PrincipalArn': spared } };
}

/** Those ARNs, where the condition has to be joined with another one. */
export function sparedBy(
  context: PolicyContext,
  exceptions: readonly Exception[],
  exemptible?: ExemptiblePolicy,
): readonly string[] {
  const configured = context.organization.policies.exceptions.filter(({ policy }) => policy === exemptible);
  const listed = [
    ...exceptions.flatMap(({ who }) => exemptPrincipals(who, context)),
    ...configured.flatMap((exception) => exception.principals),
  ];
  return [...new Set(listed)].sort();
}

function inHubRegions(
  context: PolicyContext,
  nameOf: (home: { readonly accountId: string; readonly region: string }) => string,
): readonly string[] {
  const { accountId } = context.hub;
  return hubRegions(context).map((region) => hubRole(context, nameOf({ accountId, region })));
}

function hubRole({ hub }: PolicyContext, name: string): string {
  return `arn:${hub.partition}:iam::${hub.accountId}:role/${name}`;
}

function anyRole({ hub }: PolicyContext, name: string): string {
  return `arn:${hub.partition}:iam::*:role/${name}`;
}
