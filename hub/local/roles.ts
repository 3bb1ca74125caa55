/**
 * Accounts, roles and trust of the local organization, derived from the policy bundle as the templates derive them: a caller's own role in
 * its spoke account, and in the hub account one role for each application, one for auditors and one for the platform team.
 */
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { callerRoleName } from '../../shared/names/role-names.ts';

/** A role of the hub account and its trust policy. */
export interface HubRole {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly kind: 'caller' | 'auditor' | 'platform';
  /** ARNs of the IAM roles that may assume it: these and no others. */
  readonly trusts: readonly string[];
  /** The only `sts:RoleSessionName` that trust allows; absent where a person's own name is wanted. */
  readonly sessionName?: string;
}

/** An IAM role whose sessions call the hub: someone's workload, or the people who audit and run the hub. */
export interface WorkloadRole {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
}

export function hubRoles(policy: PolicyBundle): readonly HubRole[] {
  const callers = Object.entries(policy.applications).map(([name, application]): HubRole => {
    const trusts = application.callers.map((arn) => spokeRole(arn, application.accountId, policy).arn);
    return { ...hubRole(policy, 'caller', callerRoleName(name), trusts), sessionName: name };
  });
  return [
    ...callers,
    hubRole(policy, 'auditor', 'gatehouse-auditor', [staffPrincipals(policy).auditor.arn]),
    hubRole(policy, 'platform', 'gatehouse-platform', [staffPrincipals(policy).platform.arn]),
  ];
}

/** Whom the two staff roles trust: one IAM role of the hub account each. */
function staffPrincipals(policy: PolicyBundle): Readonly<Record<'auditor' | 'platform', WorkloadRole>> {
  const { accountId } = policy.hub;
  const role = (name: string): WorkloadRole => ({ arn: iamArn(policy, name), name, accountId });
  return { auditor: role('auditors'), platform: role('platform-team') };
}

/** Every role that some hub role trusts, each once. */
export function workloadRoles(policy: PolicyBundle): readonly WorkloadRole[] {
  const roles = Object.values(policy.applications).flatMap(({ callers, accountId }) =>
    callers.map((arn) => spokeRole(arn, accountId, policy)),
  );
  const staff = staffPrincipals(policy);
  const byArn = new Map([...roles, staff.auditor, staff.platform].map((role) => [role.arn, role]));
  return [...byArn.values()];
}

/** The ARN of a role's session; an assumed-role ARN has the role's name without its path. */
export function sessionArn(
  policy: PolicyBundle,
  role: { readonly accountId: string; readonly name: string },
  session: string,
): string {
  return `arn:${policy.hub.partition}:sts::${role.accountId}:assumed-role/${role.name}/${session}`;
}

function hubRole(policy: PolicyBundle, kind: HubRole['kind'], name: string, trusts: readonly string[]): HubRole {
  return { arn: iamArn(policy, name), name, accountId: policy.hub.accountId, kind, trusts };
}

function iamArn(policy: PolicyBundle, name: string): string {
  return `arn:${policy.hub.partition}:iam::${policy.hub.accountId}:role/${name}`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const rolePattern = /^arn:([a-z-]+):iam::(\d{12}):role\/(?:[\x21-\x2e\x30-\x7e]+\/)*([\w+=,.@-]{1,64})$/;

function spokeRole(arn: string, accountId: string, policy: PolicyBundle): WorkloadRole {
  const match = arn.length <= 2_048 ? rolePattern.exec(arn) : null;
  const name = match?.[3];
  if (name !== undefined && match?.[1] === policy.hub.partition && match[2] === accountId)
    return { arn, name, accountId };
  throw new GatehouseFault(
    'configuration_invalid',
    `A caller of the policy is not the ARN of an IAM role in account ${accountId}, partition ${policy.hub.partition}.`,
    `Write callers as arn:${policy.hub.partition}:iam::${accountId}:role/NAME in governance.yaml.`,
  );
}
