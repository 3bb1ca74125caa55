/**
 * From an authenticated principal to an application: the one place where identity becomes permission. Each application has one caller role in the hub
 * account; whoever holds a session of it is that application. Nothing that a caller writes (path, header, body) takes part.
 */
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { callerRolePrefix } from '../../shared/names/role-names.ts';

export interface AssumedRole {
  readonly partition: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly session: string;
}

const assumedRoleArn = /^arn:([a-z0-9-]{1,20}):sts::(\d{12}):assumed-role\/([\w+=,.@-]{1,64})\/([\w+=,.@-]{2,64})$/;

/** Takes an assumed-role ARN apart; undefined for any other principal (a user, the root, a federated user). */
export function parseAssumedRole(arn: string): AssumedRole | undefined {
  const [, partition, accountId, roleName, session] = assumedRoleArn.exec(arn) ?? [];
  if (partition === undefined || accountId === undefined || roleName === undefined || session === undefined)
    return undefined;
  return { partition, accountId, roleName, session };
}

/** The application whose caller role `arn` is a session of, in this hub's own account and partition; otherwise undefined. */
export function applicationOf(arn: string, bundle: PolicyBundle): string | undefined {
  const role = parseAssumedRole(arn);
  if (role === undefined || role.accountId !== bundle.hub.accountId || role.partition !== bundle.hub.partition)
    return undefined;
  if (!role.roleName.startsWith(callerRolePrefix)) return undefined;
  const name = role.roleName.slice(callerRolePrefix.length);
  return Object.hasOwn(bundle.applications, name) ? name : undefined;
}
