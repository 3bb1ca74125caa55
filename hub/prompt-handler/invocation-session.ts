/** Who Bedrock is asked as: what the trust policy of an application's invocation role (`hub/access/invocation-trust.ts`) wants to be told before it lets the prompt handler in. */
import { createHash } from 'node:crypto';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { invocationRoleName } from '../network/hub-principals.ts';

export interface InvocationCaller {
  readonly application: string;
  /** The purpose that was authorized. */
  readonly purpose: string;
  /** As declared; null where nobody was. */
  readonly user: string | null;
}

/** In the terms of AssumeRole: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export interface InvocationSession {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly sourceIdentity: string;
  readonly tags: { readonly application: string; readonly purpose: string };
}

export function invocationSession(
  { application, purpose, user }: InvocationCaller,
  { partition, accountId }: Pick<HubPolicy, 'partition' | 'accountId'>,
): InvocationSession {
  return {
    roleArn: `arn:${partition}:iam::${accountId}:role/${invocationRoleName(application)}`,
    sessionName: application,
    sourceIdentity: sourceIdentityOf(user),
    tags: { application, purpose },
  };
}

const allowedIdentity = /^[\w+=,.@-]{2,64}$/;
const undeclared = 'user-not-declared';

/** Declared users may be named in any script and at length, source identities may not: then a digest stands for the name, always the same for the same one. */
function sourceIdentityOf(user: string | null): string {
  if (user === null) return undeclared;
  if (allowedIdentity.test(user) && user !== undeclared) return user;
  return `sha256-${createHash('sha256').update(user).digest('hex').slice(0, 48)}`;
}
