/** AssumeRole: reads the request, applies the trust policy, issues. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { IssuedSession, LocalCredentials, LocalPrincipal } from './credentials.ts';
import { roleId } from './credentials-identifiers.ts';
import { evaluateTrust } from './evaluate-trust.ts';
import { type HubRole, hubRoles } from './roles.ts';
import { type StsError, stsError, type XmlElements } from './sts-xml.ts';

export interface AssumeRoleContext {
  readonly policy: PolicyBundle;
  readonly credentials: Pick<LocalCredentials, 'issue'>;
  readonly caller: LocalPrincipal;
  readonly nowMs: number;
}

interface AssumeRoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly sourceIdentity: string | undefined;
  readonly tagKeys: readonly string[];
  /** Characters of all session tags together. */
  readonly tagCharacters: number;
}

type Parameters = ReadonlyMap<string, string>;

/** Role session names and source identities; https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_RequestParameters */
const namePattern = /^[\w+=,.@-]{2,64}$/;
/** Every caller here is a role session itself, and role chaining ends after an hour. */
const chainedSecondsMax = 3_600;
const mostTags = 50;

export function assumeRole(parameters: Parameters, context: AssumeRoleContext): XmlElements | StsError {
  const request = readRequest(parameters);
  if ('kind' in request) return request;
  const role = hubRoles(context.policy).find(({ arn }) => arn === request.roleArn);
  const denial = checkTrust(role, request, context);
  if (role === undefined || denial !== undefined) return denial ?? notAuthorized(request, context.caller);
  const identity = request.sourceIdentity ?? context.caller.sourceIdentity;
  const expiresAtMs = context.nowMs + request.durationSeconds * 1000;
  const session = context.credentials.issue({
    role,
    sessionName: request.sessionName,
    sourceIdentity: identity,
    expiresAtMs,
  });
  return renderSession(session, request);
}

/** Default deny: the role must exist, and its trust policy must allow the request. */
function checkTrust(
  role: HubRole | undefined,
  request: AssumeRoleRequest,
  { caller, policy }: AssumeRoleContext,
): StsError | undefined {
  const question = { ...request, caller, organizationId: policy.organization.id };
  const answer = role === undefined ? 'denied' : evaluateTrust(role, question);
  // One message for a role that does not exist and one that trusts others: strangers learn nothing of which roles there are.
  if (role === undefined || answer === 'denied') return notAuthorized(request, caller);
  if (answer === 'session-name') {
    const advice = `its trust policy requires sts:RoleSessionName "${role.sessionName}"`;
    return stsError('AccessDenied', `${notAuthorized(request, caller).message}: ${advice}`);
  }
  // A source identity, once set, stays: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
  if (
    caller.sourceIdentity !== undefined &&
    (request.sourceIdentity ?? caller.sourceIdentity) !== caller.sourceIdentity
  ) {
    return stsError(
      'AccessDenied',
      `${notAuthorized(request, caller).message}: the session has another source identity already`,
    );
  }
  return undefined;
}

function notAuthorized({ roleArn }: AssumeRoleRequest, caller: LocalPrincipal): StsError {
  return stsError(
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  );
}

function renderSession(session: IssuedSession, request: AssumeRoleRequest): XmlElements {
  const { principal } = session;
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.expiresAtMs).toISOString(),
    },
    AssumedRoleUser: { AssumedRoleId: `${roleId(principal.roleArn)}:${principal.session}`, Arn: principal.arn },
    // AWS packs tags in a binary form that it does not publish; this is their share of the 2,048 characters that they may have unpacked.
    PackedPolicySize:
      request.tagCharacters === 0 ? undefined : Math.min(100, Math.ceil((request.tagCharacters / 2_048) * 100)),
    SourceIdentity: principal.sourceIdentity,
  };
}

function readRequest(parameters: Parameters): AssumeRoleRequest | StsError {
  const roleArn = parameters.get('RoleArn') ?? '';
  const sessionName = parameters.get('RoleSessionName') ?? '';
  const sourceIdentity = parameters.get('SourceIdentity');
  const duration = parameters.get('DurationSeconds') ?? '3600';
  if (roleArn.length < 20 || roleArn.length > 2_048) return invalid('RoleArn must be the ARN of a role');
  if (!namePattern.test(sessionName)) return invalid('RoleSessionName must match [\\w+=,.@-]{2,64}');
  if (sourceIdentity !== undefined && !namePattern.test(sourceIdentity))
    return invalid('SourceIdentity must match [\\w+=,.@-]{2,64}');
  const tags = readTags(parameters);
  const problem = checkDuration(duration) ?? refuseSessionPolicies(parameters);
  if (problem !== undefined) return problem;
  if (tags === undefined)
    return invalid(
      'Tags must be at most 50 pairs of a Key (1 to 128 characters) and a Value (up to 256), each key once',
    );
  return { roleArn, sessionName, durationSeconds: Number(duration), sourceIdentity, ...tags };
}

function checkDuration(duration: string): StsError | undefined {
  const seconds = /^\d{1,6}$/.test(duration) ? Number(duration) : 0;
  if (seconds < 900 || seconds > 43_200) return invalid('DurationSeconds must be from 900 to 43200');
  if (seconds <= chainedSecondsMax) return undefined;
  return invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
}

/** A session policy narrows a session. Issuing one that is not narrowed, as if it were, would give more than was asked for. */
function refuseSessionPolicies(parameters: Parameters): StsError | undefined {
  const narrowed = parameters.keys().some((name) => name === 'Policy' || name.startsWith('PolicyArns.'));
  return narrowed ? invalid('Session policies (Policy, PolicyArns) are not supported by the local STS') : undefined;
}

const tagPattern = /^Tags\.member\.(\d{1,3})\.(Key|Value)$/;

/** Checked for form; nothing in the local hub reads their values. Undefined when they are not well formed. */
function readTags(parameters: Parameters): Pick<AssumeRoleRequest, 'tagKeys' | 'tagCharacters'> | undefined {
  const tags = new Map<string, { Key?: string; Value?: string }>();
  for (const [name, value] of parameters) {
    if (!name.startsWith('Tags.')) continue;
    const [, index, field] = tagPattern.exec(name) ?? [];
    if (index === undefined || (field !== 'Key' && field !== 'Value')) return undefined;
    tags.set(index, { ...tags.get(index), [field]: value });
  }
  const keys = new Set<string>();
  let tagCharacters = 0;
  for (const { Key = '', Value = '' } of tags.values()) {
    // Tag keys are compared whatever their case.
    if (Key.length < 1 || Key.length > 128 || Value.length > 256) return undefined;
    keys.add(Key.toLowerCase());
    tagCharacters += Key.length + Value.length;
  }
  return keys.size === tags.size && tags.size <= mostTags ? { tagKeys: [...keys], tagCharacters } : undefined;
}

function invalid(message: string): StsError {
  return stsError('ValidationError', message);
}
