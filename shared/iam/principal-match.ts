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
  return element.everyone || isSpared(element.members, principal) ? undefined : 'direct';
}

/**
 * `NotPrincipal` names everyone whom its list does not, and a list spares somebody only in full: a user together with its account, a session together with its role and
 * its account. Who lists the account alone spares its root user, and locks out everybody else.
 */
function isSpared(members: PrincipalElement['members'], principal: Principal): boolean {
  const { kind, account, partition, roleArn } = identityOf(principal);
  const ids = members.AWS ?? [];
  if (ids.includes('*')) return true;
  if (kind === 'service' || kind === 'identity-provider') return namedBy(members, principal) !== undefined;
  const listed = [principal.arn, ...(roleArn === undefined ? [] : [roleArn])];
  const byAccount = ids.some((id) => id === account || id === rootOf(partition, account));
  return byAccount && (kind === 'root' || listed.every((arn) => ids.includes(arn)));
}

function namedBy(members: PrincipalElement['members'], principal: Principal): Naming | undefined {
  const identity = identityOf(principal);
  const ids = members.AWS ?? [];
  // Everybody, services and the anonymous included: { "AWS": "*" } is "*" in longer words.
  if (ids.includes('*')) return identity.kind === 'root' ? 'account' : 'direct';
  if (identity.kind === 'service' || identity.kind === 'identity-provider') {
    const named = [...(members.Service ?? []), ...(members.Federated ?? [])];
    return named.includes(principal.arn) || members.Service?.includes('*') === true ? 'direct' : undefined;
  }
  if (ids.includes(principal.arn) && principal.arn !== identity.roleArn)
    return identity.kind === 'root' ? 'account' : 'direct';
  if (identity.roleArn !== undefined && ids.includes(identity.roleArn)) return 'role';
  const accountIsNamed = ids.some(
    (id) => id === identity.account || id === rootOf(identity.partition, identity.account),
  );
  return accountIsNamed ? 'account' : undefined;
}

function rootOf(partition: string, account: string | undefined): string {
  return `arn:${partition}:iam::${account}:root`;
}
