import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { unexpectedAnswer } from './aws-faults.ts';
import type { DeskParts } from './desk-parts.ts';

/** Who asks. */
export interface CallerIdentity {
  readonly arn: string;
  /** Of the role behind a session; undefined for users and the root user. */
  readonly roleArn: string | undefined;
  readonly accountId: string;
}

export async function callerIdentity(parts: DeskParts): Promise<CallerIdentity> {
  const { Arn: arn, Account: accountId } = await parts.calls.make('sts:GetCallerIdentity', () =>
    parts.clients.sts.send(new GetCallerIdentityCommand({})),
  );
  if (arn === undefined || accountId === undefined) throw unexpectedAnswer('a caller without an ARN');
  return { arn, accountId, roleArn: await roleBehind(parts, arn) };
}

/**
 * A session's ARN leaves out the path of its role, which IAM wants (roles of IAM Identity Center have one), so IAM is asked. Who may not ask is taken to have a role without a path, as most are.
 */
async function roleBehind({ clients, calls }: DeskParts, arn: string): Promise<string | undefined> {
  const [, partition, account, name] = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([\w+=,.@-]+)\//.exec(arn) ?? [];
  if (name === undefined) return undefined;
  const answer = await calls.makeUnless(['AccessDenied', 'NoSuchEntity', 'NoSuchEntityException'], 'iam:GetRole', () =>
    clients.iam.send(new GetRoleCommand({ RoleName: name })),
  );
  return answer?.Role?.Arn ?? `arn:${partition}:iam::${account}:role/${name}`;
}
