import type { PolicyJson } from './policy-json.ts';

export interface RoleTrust {
  /** Only principals of this organization, whatever else is said. */
  readonly organizationId: string;
  /** ARNs of the IAM roles that may assume the role: these and no others. */
  readonly trusts: readonly string[];
  /**
   * The only `sts:RoleSessionName` of its sessions.
   * @default any, where a person's own name is wanted
   */
  readonly sessionName?: string;
}

/**
 * The trust policy of a role that others assume from outside. The templates deploy it, and the local hub's STS evaluates it, so that who is let in here is let in there.
 *
 * The principal is the account, and a condition names the role: a role named as the principal must exist when the policy is written (one missing role would stop the
 * deployment of all applications), and is silently replaced by a dead id once it is deleted. Naming the account also asks for that account's own consent, so both sides grant.
 * Tags and source identity have a statement of their own, because a request for them does not carry the keys that the first one demands. It repeats no role: neither is of any use without
 * `sts:AssumeRole`, and a trust policy has no room for a long list twice. Tags of Gatehouse itself are the role's own: a session's would outweigh them.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
 */
export function roleTrust({ organizationId, trusts, sessionName }: RoleTrust): PolicyJson {
  const Principal = { AWS: accountsOf(trusts) };
  const organization = { 'aws:PrincipalOrgID': organizationId };
  const pinned = sessionName === undefined ? {} : { 'sts:RoleSessionName': sessionName };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Assume',
        Effect: 'Allow',
        Principal,
        Action: ['sts:AssumeRole'],
        Condition: { ArnEquals: { 'aws:PrincipalArn': trusts }, StringEquals: { ...organization, ...pinned } },
      },
      {
        Sid: 'TagAndName',
        Effect: 'Allow',
        Principal,
        Action: ['sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: {
          StringEquals: organization,
          'ForAllValues:StringNotLike': { 'aws:TagKeys': ['gatehouse:*'] },
        },
      },
    ],
  };
}

function accountsOf(roles: readonly string[]): readonly string[] {
  return [...new Set(roles.map((arn) => arn.replace(/:role\/.*$/, ':root')))];
}
