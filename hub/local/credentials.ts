/**
 * The credentials that exist on this machine: long-lived keys that stand for the workloads of the spoke accounts (there an instance profile or
 * a task role supplies them), and the temporary ones that AssumeRole issues. All of them work at this hub alone.
 */
import { randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { CredentialLookup, KnownCredential, Principal } from '../gateway/sigv4/principal.ts';
import {
  type AccessKey,
  credentialsPath,
  readCredentials,
  type StoredCredentials,
  writePrivateFile,
} from './credentials-file.ts';
import { newAccessKeyId, newSecretAccessKey, roleId } from './credentials-identifiers.ts';
import { SessionTokens, type TokenSession } from './credentials-token.ts';
import { type HubRole, sessionArn, type WorkloadRole, workloadRoles } from './roles.ts';

export interface LocalPrincipal extends Principal {
  /** The IAM role behind the session, with its path: what trust policies name. */
  readonly roleArn: string;
  /** `AROA…:session`, as GetCallerIdentity answers it. */
  readonly userId: string;
  /** Set by `sts:SourceIdentity`; stays with the session. */
  readonly sourceIdentity?: string | undefined;
}

export interface SessionRequest {
  readonly role: HubRole;
  readonly sessionName: string;
  readonly sourceIdentity?: string | undefined;
  readonly expiresAtMs: number;
}

export interface IssuedSession extends AccessKey {
  readonly sessionToken: string;
  readonly principal: LocalPrincipal;
  readonly expiresAtMs: number;
}

export interface LocalCredentials {
  /** Names the key under which sessions are sealed, without telling it: another state directory has another id. */
  readonly issuerId: string;
  /** For `verifySigV4`, at the gateway and at STS. */
  readonly lookup: CredentialLookup<LocalPrincipal>;
  /** The long-lived key of a workload. Undefined for a role that the policy does not name. */
  workloadKey(roleArn: string): AccessKey | undefined;
  /** Temporary credentials. Trust is the caller's business (`sts-assume-role.ts`). */
  issue(request: SessionRequest): IssuedSession;
}

/** Name of the session under which a workload's long-lived key acts. */
const workloadSession = 'local-workload';
/** Opened tokens kept: opening one costs about 10 µs. */
const openedTokensKept = 1_000;

/**
 * Reads `<state>/aws/credentials.json`, makes the keys that are missing, and drops those of roles that the policy no longer names.
 * Faults with `key_unavailable` when the file is damaged.
 */
export async function openLocalCredentials(stateDirectory: string, policy: PolicyBundle): Promise<LocalCredentials> {
  const path = credentialsPath(stateDirectory);
  const stored = await readCredentials(path);
  const wanted = completed(stored, workloadRoles(policy));
  const text = `${JSON.stringify(wanted, null, 2)}\n`;
  if (stored === undefined || JSON.stringify(stored) !== JSON.stringify(wanted)) await writePrivateFile(path, text);
  // Someone may have copied the file about, and copies take the umask's mode.
  else await chmod(path, 0o600);
  return credentialsFrom(wanted, policy);
}

function completed(stored: StoredCredentials | undefined, roles: readonly WorkloadRole[]): StoredCredentials {
  const known = new Map(Object.entries(stored?.workloads ?? {}));
  const keyOf = (arn: string): AccessKey =>
    known.get(arn) ?? { accessKeyId: newAccessKeyId('AKIA'), secretAccessKey: newSecretAccessKey() };
  const workloads = Object.fromEntries(roles.map(({ arn }) => [arn, keyOf(arn)]));
  return { version: 1, tokenKey: stored?.tokenKey ?? randomBytes(32).toString('base64'), workloads };
}

function credentialsFrom(stored: StoredCredentials, policy: PolicyBundle): LocalCredentials {
  const tokens = new SessionTokens(Buffer.from(stored.tokenKey, 'base64'));
  const workloads = workloadsByAccessKey(stored, policy);
  const sessions = new OpenedSessions(tokens);
  const keys = new Map(Object.entries(stored.workloads));
  return {
    issuerId: tokens.issuerId,
    lookup: (accessKeyId, token) =>
      token === undefined ? workloads.get(accessKeyId) : sessions.find(accessKeyId, token),
    workloadKey: (roleArn) => keys.get(roleArn),
    issue: (request) => issue(tokens, policy, request),
  };
}

function workloadsByAccessKey(
  stored: StoredCredentials,
  policy: PolicyBundle,
): ReadonlyMap<string, KnownCredential<LocalPrincipal>> {
  const entries = workloadRoles(policy).flatMap((role) => {
    const key = stored.workloads[role.arn];
    if (key === undefined) return [];
    const { secretAccessKey } = key;
    return [[key.accessKeyId, { secretAccessKey, principal: principalOf(policy, role, workloadSession) }] as const];
  });
  return new Map(entries);
}

function principalOf(
  policy: PolicyBundle,
  role: { readonly arn: string; readonly name: string; readonly accountId: string },
  session: string,
): LocalPrincipal {
  return {
    arn: sessionArn(policy, role, session),
    accountId: role.accountId,
    session,
    roleArn: role.arn,
    userId: `${roleId(role.arn)}:${session}`,
  };
}

function issue(tokens: SessionTokens, policy: PolicyBundle, request: SessionRequest): IssuedSession {
  const { expiresAtMs, sourceIdentity } = request;
  const accessKeyId = newAccessKeyId('ASIA');
  const named = principalOf(policy, request.role, request.sessionName);
  const principal = sourceIdentity === undefined ? named : { ...named, sourceIdentity };
  const sessionToken = tokens.seal({ ...principal, accessKeyId, expiresAtMs });
  return { accessKeyId, secretAccessKey: tokens.secretFor(sessionToken), sessionToken, principal, expiresAtMs };
}

/** Opens session tokens and keeps the most recent ones: a caller shows the same token with each call of an hour. */
class OpenedSessions {
  readonly #tokens: SessionTokens;
  readonly #opened = new Map<
    string,
    { readonly accessKeyId: string; readonly credential: KnownCredential<LocalPrincipal> }
  >();

  constructor(tokens: SessionTokens) {
    this.#tokens = tokens;
  }

  find(accessKeyId: string, token: string): KnownCredential<LocalPrincipal> | undefined {
    const opened = this.#opened.get(token) ?? this.#open(token);
    // The access key id is sealed in the token: a token goes with its own key id and with no other.
    return opened?.accessKeyId === accessKeyId ? opened.credential : undefined;
  }

  #open(
    token: string,
  ): { readonly accessKeyId: string; readonly credential: KnownCredential<LocalPrincipal> } | undefined {
    const session = this.#tokens.open(token);
    if (session === undefined) return undefined;
    const opened = { accessKeyId: session.accessKeyId, credential: this.#credential(token, session) };
    // Emptied as a whole when full: sessions in use come back with their next call.
    if (this.#opened.size >= openedTokensKept) this.#opened.clear();
    this.#opened.set(token, opened);
    return opened;
  }

  #credential(
    token: string,
    { accessKeyId: _, expiresAtMs, ...principal }: TokenSession,
  ): KnownCredential<LocalPrincipal> {
    return { secretAccessKey: this.#tokens.secretFor(token), sessionToken: token, expiresAtMs, principal };
  }
}
