/** Who asks in the cases of the policies, and how cases are written in few words. Accounts are those of AWS's own documentation. */
import type { AccessRequest, Principal } from '../shared/iam/access-request.ts';
import { deployRoleName, executionRoleName, staffRoleNames } from '../shared/names/role-names.ts';
import type { ControlCase, PolicyContext } from './policy.ts';

export interface ExampleActors {
  /** An account of an application. */
  readonly spoke: string;
  readonly developer: Principal;
  readonly administrator: Principal;
  /** Of the spoke. */
  readonly root: Principal;
  readonly user: Principal;
  readonly breakGlass: Principal;
  /** CloudFormation in the spoke, for a StackSet. */
  readonly organizationDeployer: Principal;
  /** A role that has the name of the one above under a path, which anybody may make. */
  readonly impostor: Principal;
  readonly hubAdministrator: Principal;
  readonly hubDeployer: Principal;
  readonly hubPipeline: Principal;
  readonly hubBreakGlass: Principal;
  readonly hubGateway: Principal;
  readonly hubResponseFilter: Principal;
  readonly hubPromptHandler: Principal;
  readonly hubInvocation: Principal;
}

export function exampleActors({ hub }: { readonly hub: Omit<PolicyContext['hub'], 'edge'> }): ExampleActors {
  const spoke = hub.accountId === '111122223333' ? '444455556666' : '111122223333';
  const session = (account: string, role: string, path = ''): Principal => ({
    arn: `arn:${hub.partition}:sts::${account}:assumed-role/${role}/session`,
    roleArn: `arn:${hub.partition}:iam::${account}:role/${path}${role}`,
  });
  return {
    spoke,
    developer: session(spoke, 'developer'),
    administrator: session(spoke, 'OrganizationAccountAccessRole'),
    root: { arn: `arn:${hub.partition}:iam::${spoke}:root` },
    user: { arn: `arn:${hub.partition}:iam::${spoke}:user/alice` },
    breakGlass: session(spoke, staffRoleNames.breakGlass),
    organizationDeployer: session(spoke, 'stacksets-exec-0123456789abcdef'),
    impostor: session(spoke, 'stacksets-exec-0123456789abcdef', 'mine/'),
    hubAdministrator: session(hub.accountId, 'administrator'),
    hubDeployer: session(hub.accountId, executionRoleName(hub)),
    hubPipeline: session(hub.accountId, deployRoleName(hub)),
    hubBreakGlass: session(hub.accountId, staffRoleNames.breakGlass),
    hubGateway: session(hub.accountId, 'gatehouse-gateway'),
    hubResponseFilter: session(hub.accountId, 'gatehouse-response-filter'),
    hubPromptHandler: session(hub.accountId, 'gatehouse-prompt-handler'),
    hubInvocation: session(hub.accountId, 'gatehouse-invoke-claims-assistant'),
  };
}

/** One case for each action, named after it. */
export function casesOf(
  who: string,
  principal: Principal,
  actions: readonly string[],
  resource = '*',
  context: NonNullable<AccessRequest['context']> = {},
): readonly ControlCase[] {
  return actions.map((action) => ({
    name: `${who}: ${action}${resource === '*' ? '' : ` on ${resource}`}`,
    request: { principal, action, resource, context },
  }));
}

/** The same, each denied by one statement. */
export function denialsOf(
  by: string,
  ...parameters: Parameters<typeof casesOf>
): readonly (ControlCase & { readonly by: string })[] {
  return casesOf(...parameters).map((each) => ({ ...each, by }));
}
