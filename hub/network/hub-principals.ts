import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { callerRoleName, invocationRolePrefix } from '../../shared/names/role-names.ts';

/** Functions of the hub, each with a role of its own that is named after it. */
export type HubFunction =
  | 'gateway'
  | 'prompt-handler'
  | 'response-filter'
  | 'sealer'
  | 'sweeper'
  | 'job-worker'
  | 'eraser'
  | 'console';

/** Who may stand behind a call that leaves through an endpoint: a function, or one of the roles that each application has. */
export type HubPrincipal = HubFunction | 'invocation' | 'caller';

/** The name of the role in which Bedrock is invoked for an application. */
export function invocationRoleName(application: string): string {
  return `${invocationRolePrefix}${application}`;
}

/**
 * The ARN of the roles, as a pattern where there is one for each application: a policy of 20,480 characters has no room for a thousand names, and what may exist under
 * these names is decided by the access stacks.
 */
export function principalArn(principal: HubPrincipal, { partition, accountId }: HubPolicy): string {
  return `arn:${partition}:iam::${accountId}:role/${roleName(principal)}`;
}

function roleName(principal: HubPrincipal): string {
  if (principal === 'invocation') return invocationRoleName('*');
  return principal === 'caller' ? callerRoleName('*') : `gatehouse-${principal}`;
}
