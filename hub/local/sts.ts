/**
 * The security token service of the local hub: AssumeRole and GetCallerIdentity in the AWS query protocol, so that the AWS CLI and every SDK
 * get their temporary credentials here exactly as they would from AWS. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html
 */
import { randomUUID } from 'node:crypto';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { isRefusal, type Refusal, type RefusalCode } from '../../shared/contract/refusals.ts';
import type { InboundRequest, OutboundResponse } from '../gateway/http.ts';
import type { ReplayGuard } from '../gateway/sigv4/replay-guard.ts';
import { verifySigV4 } from '../gateway/sigv4/verify.ts';
import type { LocalCredentials, LocalPrincipal } from './credentials.ts';
import { assumeRole } from './sts-assume-role.ts';
import { parseForm } from './sts-form.ts';
import { renderError, renderResult, type StsError, stsError, type XmlElements } from './sts-xml.ts';

export interface StsContext {
  readonly policy: PolicyBundle;
  readonly credentials: LocalCredentials;
  readonly replays: ReplayGuard;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

export type StsRequest = Pick<InboundRequest, 'method' | 'path' | 'headers' | 'body'>;

/** Whether a request is for STS: SDKs send its calls to the root of the endpoint, where the gateway serves nothing else. */
export function isStsRequest({ path }: Pick<InboundRequest, 'path'>): boolean {
  return path === '/' || path.startsWith('/?');
}

/** Answers one call. Only the body's own parameters count for POST, only the query's for GET. */
export function handleSts(request: StsRequest, context: StsContext): OutboundResponse {
  const requestId = randomUUID();
  const answer = decide(request, context);
  if ('result' in answer) return renderResult(answer.action, answer.result, requestId);
  return renderError(answer, requestId);
}

type Decision = { readonly action: string; readonly result: XmlElements } | StsError;

function decide(request: StsRequest, context: StsContext): Decision {
  const verified = verifySigV4(request, {
    services: ['sts'],
    region: context.policy.hub.region,
    nowMs: context.nowMs,
    lookup: context.credentials.lookup,
    replays: context.replays,
  });
  if (isRefusal(verified)) return fromRefusal(verified);
  const parameters = readParameters(request);
  if (parameters === undefined)
    return stsError('ValidationError', 'The request is not a form of the AWS query protocol');
  return perform(parameters, context, verified.principal);
}

function readParameters(request: StsRequest): ReadonlyMap<string, string> | undefined {
  if (request.method === 'GET') return parseForm(request.path.slice(request.path.indexOf('?') + 1));
  if (request.method !== 'POST' || request.path !== '/') return undefined;
  const mediaType = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return mediaType === 'application/x-www-form-urlencoded' ? parseForm(request.body) : undefined;
}

function perform(parameters: ReadonlyMap<string, string>, context: StsContext, caller: LocalPrincipal): Decision {
  const action = parameters.get('Action');
  if (action === 'GetCallerIdentity') {
    return { action, result: { Arn: caller.arn, UserId: caller.userId, Account: caller.accountId } };
  }
  if (action !== 'AssumeRole') {
    return stsError('InvalidAction', 'The local STS answers AssumeRole and GetCallerIdentity');
  }
  const result = assumeRole(parameters, { ...context, caller });
  return isStsError(result) ? result : { action, result };
}

function isStsError(value: XmlElements | StsError): value is StsError {
  return value.kind === 'sts-error';
}

const codes: Readonly<Partial<Record<RefusalCode, StsError['code']>>> = {
  authentication_missing: 'MissingAuthenticationToken',
  signature_invalid: 'SignatureDoesNotMatch',
  signature_expired: 'SignatureDoesNotMatch',
  signature_replayed: 'SignatureDoesNotMatch',
  credentials_unknown: 'InvalidClientTokenId',
  credentials_expired: 'ExpiredToken',
};

function fromRefusal({ code, message }: Refusal): StsError {
  return stsError(codes[code] ?? 'AccessDenied', message);
}
