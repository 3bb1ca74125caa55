import { identityOf, type Principal } from './access-request.ts';
import type { PrincipalElement } from './policy-document.ts';

/**
 * How a policy on a resource names whoever asks. `direct`: by itself (a user, a session, everyone); `role`: the role behind a session; `account`: its account, which
 * leaves it to that account's administrators to grant more.
 */
export type Naming = 'direct' | 'role' | 'account';

/**
 * Undefined where the element does not name the principal.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namingOf(element: PrincipalElement, principal: Principal): Naming | undefined {
  if (!element.not) return element.everyone ? 'direct' : namedBy(element.members, principal);
  // NotPrincipal names everyone whom its list does not. A role session is spared only if both its role and its account are listed too, in Deny statements,
  // which IAM's own page warns about; whoever lists the role means its sessions, so that is how it is read here.
  return element.everyone || namedBy(element.members, principal) !== undefined ? undefined : 'direct';
}

function namedBy(members: PrincipalElement['members'], principal: Principal): Naming | undefined {
  const identity = identityOf(principal);
  if (identity.kind === 'service')
    return members.Service?.some((id) => id === '*' || id === principal.arn) ? 'direct' : undefined;
  const ids = members.AWS ?? [];
  if (ids.includes('*') || ids.includes(principal.arn)) return identity.kind === 'root' ? 'account' : 'direct';
  if (identity.roleArn !== undefined && ids.includes(identity.roleArn)) return 'role';
  const accountIsNamed = ids.some(
    (id) => id === identity.account || id === rootOf(identity.partition, identity.account),
  );
  if (accountIsNamed) return 'account';
  return members.Federated?.includes(principal.arn) ? 'direct' : undefined;
}

function rootOf(partition: string, account: string | undefined): string {
  return `arn:${partition}:iam::${account}:root`;
}
