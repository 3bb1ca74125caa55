/**
 * Verifies AWS Signature Version 4 on a whole request, as AWS does in front of its own services.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { isRefusal, type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import { parseAuthorization, type SigV4Authorization } from './authorization-header.ts';
import { CanonicalFormError, canonicalHeaders, canonicalPath, canonicalQuery } from './canonical-request.ts';
import type { CredentialLookup, KnownCredential, Principal } from './principal.ts';
import type { ReplayGuard } from './replay-guard.ts';
import { SigningKeys } from './signing-key.ts';
import { checkClock, parseAmzDate } from './signing-time.ts';

export interface SignedRequest {
  readonly method: string;
  /** Raw, undecoded, with its query. */
  readonly path: string;
  /** Lower-case names; an array stands for a header that occurred more than once. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

export interface VerifyOptions<P extends Principal> {
  /** Signing names that are accepted, such as `bedrock` and `execute-api`. */
  readonly services: readonly string[];
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  readonly lookup: CredentialLookup<P>;
  readonly replays: ReplayGuard;
}

export interface Verified<P extends Principal> {
  readonly kind: 'verified';
  readonly principal: P;
  readonly accessKeyId: string;
  readonly service: string;
}

const signingKeys = new SigningKeys();

/** Who signed this request, or why it counts as signed by nobody. Costs 12 to 25 µs for a body of 2.5 KB. */
export function verifySigV4<P extends Principal>(
  request: SignedRequest,
  options: VerifyOptions<P>,
): Verified<P> | Refusal {
  const claim = readClaim(request, options);
  if (isRefusal(claim)) return claim;
  const { authorization } = claim;
  const credential = findCredential(claim, options.lookup);
  if (isRefusal(credential)) return credential;
  const problem = checkSignature(request, claim, credential.secretAccessKey);
  if (problem !== undefined) return problem;
  if (credential.expiresAtMs !== undefined && credential.expiresAtMs <= options.nowMs) return expired();
  // Last, so that only genuine signatures are remembered.
  if (!options.replays.admit(authorization.signature, claim.signedAtMs, options.nowMs)) return replayed();
  const { accessKeyId, service } = authorization;
  return { kind: 'verified', principal: credential.principal, accessKeyId, service };
}

/** What the request says of itself, checked for form; nothing of it is proven yet. */
interface Claim {
  readonly authorization: SigV4Authorization;
  readonly amzDate: string;
  readonly signedAtMs: number;
  readonly sessionToken: string | undefined;
}

function readClaim(
  request: SignedRequest,
  options: Pick<VerifyOptions<Principal>, 'services' | 'region' | 'nowMs'>,
): Claim | Refusal {
  if (/[?&]x-amz-(?:signature|algorithm|credential)=/i.test(request.path)) {
    return invalid('presigned URLs are not accepted; sign with the Authorization header');
  }
  const header = single(request, 'authorization');
  if (header === undefined) return missing();
  const authorization = parseAuthorization(header);
  if (isRefusal(authorization)) return authorization;
  const amzDate = single(request, 'x-amz-date') ?? '';
  const signedAtMs = parseAmzDate(amzDate);
  if (signedAtMs === undefined) return invalid('x-amz-date must be given once, as YYYYMMDDTHHMMSSZ');
  const problem =
    checkClock(signedAtMs, options.nowMs) ??
    checkScope(authorization, amzDate, options) ??
    checkSignedHeaders(request, authorization.signedHeaders);
  return problem ?? { authorization, amzDate, signedAtMs, sessionToken: single(request, 'x-amz-security-token') };
}

function checkScope(
  { date, region, service }: SigV4Authorization,
  amzDate: string,
  options: Pick<VerifyOptions<Principal>, 'services' | 'region'>,
): Refusal | undefined {
  if (!amzDate.startsWith(date)) return invalid('the date of the credential scope is not that of x-amz-date');
  if (region !== options.region) return invalid(`the credential scope must name region ${options.region}`);
  if (!options.services.includes(service))
    return invalid(`the credential scope must name service ${options.services.join(' or ')}`);
  return undefined;
}

/** Headers that say what is asked, why and by which session: were they unsigned, anyone in between could change them. */
const boundPrefixes = ['x-amz-', 'x-amzn-bedrock-', 'x-gatehouse-'];

function checkSignedHeaders(request: SignedRequest, signed: readonly string[]): Refusal | undefined {
  // They bind the signature to this door and to this moment. `:authority` is what HTTP/2 calls the host.
  if (!signed.includes('host') && !signed.includes(':authority'))
    return invalid('host must be among the signed headers');
  if (!signed.includes('x-amz-date')) return invalid('x-amz-date must be among the signed headers');
  for (const name in request.headers) {
    if (name.startsWith('x-') && boundPrefixes.some((prefix) => name.startsWith(prefix)) && !signed.includes(name)) {
      return invalid('every x-amz-*, x-amzn-bedrock-* and x-gatehouse-* header must be among the signed headers');
    }
  }
  return undefined;
}

function findCredential<P extends Principal>(claim: Claim, lookup: CredentialLookup<P>): KnownCredential<P> | Refusal {
  const credential = lookup(claim.authorization.accessKeyId, claim.sessionToken);
  // Said again here, so that no lookup can make a temporary key valid without its token.
  if (credential !== undefined && credential.sessionToken === claim.sessionToken) return credential;
  return refuse(
    'credentials_unknown',
    'The access key id or the session token is not known here. Assume the role again, at the STS of this gateway.',
  );
}

function checkSignature(request: SignedRequest, claim: Claim, secretAccessKey: string): Refusal | undefined {
  // Always from the bytes that arrived, whatever the caller claims their hash to be.
  const bodyHash = hash('sha256', request.body, 'hex');
  const problem = checkClaimedHash(single(request, 'x-amz-content-sha256'), bodyHash);
  if (problem !== undefined) return problem;
  const canonical = canonicalRequest(request, claim.authorization, bodyHash);
  if (typeof canonical !== 'string') return canonical;
  const stringToSign = `AWS4-HMAC-SHA256\n${claim.amzDate}\n${claim.authorization.scope}\n${hash('sha256', canonical, 'hex')}`;
  const expected = createHmac('sha256', signingKeys.get(secretAccessKey, claim.authorization))
    .update(stringToSign)
    .digest();
  if (timingSafeEqual(expected, Buffer.from(claim.authorization.signature, 'hex'))) return undefined;
  return invalid(
    'it does not match the request; check the secret key, the signed path and that nothing was changed after signing',
  );
}

function checkClaimedHash(claimed: string | undefined, bodyHash: string): Refusal | undefined {
  if (claimed === undefined) return undefined;
  if (claimed === 'UNSIGNED-PAYLOAD' || claimed.startsWith('STREAMING-')) {
    return invalid('unsigned and chunk-signed payloads are not accepted; sign the SHA-256 of the whole body');
  }
  // Lengths are compared first because timingSafeEqual throws on different ones; the length of a hash is no secret.
  const equal =
    claimed.length === bodyHash.length &&
    timingSafeEqual(Buffer.from(claimed, 'latin1'), Buffer.from(bodyHash, 'latin1'));
  return equal ? undefined : invalid('x-amz-content-sha256 is not the SHA-256 of the body');
}

function canonicalRequest(
  request: SignedRequest,
  authorization: SigV4Authorization,
  bodyHash: string,
): string | Refusal {
  const mark = request.path.indexOf('?');
  const path = mark === -1 ? request.path : request.path.slice(0, mark);
  const query = mark === -1 ? '' : request.path.slice(mark + 1);
  try {
    const lines = canonicalHeaders(request.headers, authorization.signedHeaders);
    return `${request.method}\n${canonicalPath(path)}\n${canonicalQuery(query)}\n${lines}\n${authorization.signedHeaderList}\n${bodyHash}`;
  } catch (error) {
    if (error instanceof CanonicalFormError) return invalid(error.message);
    throw error;
  }
}

/** A header that occurs exactly once; repeated ones count as absent here, and are refused where they are signed. */
function single(request: SignedRequest, name: string): string | undefined {
  const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function invalid(reason: string): Refusal {
  return refuse('signature_invalid', `The Signature Version 4 of this request is not valid: ${reason}.`);
}

function missing(): Refusal {
  return refuse(
    'authentication_missing',
    'The request is not signed (or has more than one Authorization header). Sign it with AWS Signature Version 4.',
  );
}

function expired(): Refusal {
  return refuse('credentials_expired', 'The temporary credentials have expired. Assume the role again.');
}

function replayed(): Refusal {
  return refuse(
    'signature_replayed',
    'This signature was used before, more than 15 seconds from its x-amz-date. Sign each call anew.',
  );
}
