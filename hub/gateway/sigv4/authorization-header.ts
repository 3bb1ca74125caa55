/**
 * The Authorization header of a SigV4-signed request, parsed strictly: what we do not understand is not a signature.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#add-signature-to-request
 */
import { type Refusal, refuse } from '../../../shared/contract/refusals.ts';

export interface SigV4Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** `date/region/service/aws4_request`, as the string to sign wants it. */
  readonly scope: string;
  /** Lower-case, sorted, each once. */
  readonly signedHeaders: readonly string[];
  /** The same as it stands in the header, `;` between names. */
  readonly signedHeaderList: string;
  /** 64 lower-case hex digits. */
  readonly signature: string;
}

const algorithm = 'AWS4-HMAC-SHA256';
const longestHeader = 8_192;
const mostSignedHeaders = 100;
const accessKeyPattern = /^\w{1,128}$/;
const datePattern = /^\d{8}$/;
const signaturePattern = /^[0-9a-f]{64}$/;
/** RFC 9110 token characters in lower case, and HTTP/2's one pseudo header that clients sign. */
const headerNamePattern = /^(?:[!#$%&'*+.^_`|~0-9a-z-]+|:authority)$/;

export function parseAuthorization(header: string): SigV4Authorization | Refusal {
  if (header.length > longestHeader) return invalid('the Authorization header is longer than 8,192 characters');
  const space = header.search(/[ \t]/);
  const scheme = space === -1 ? header : header.slice(0, space);
  if (scheme !== algorithm) return otherScheme(scheme);
  const fields = parseFields(header.slice(space + 1));
  if (fields === undefined)
    return invalid('the Authorization header must hold Credential, SignedHeaders and Signature, each once');
  const signedHeaders = parseSignedHeaders(fields.SignedHeaders);
  if (signedHeaders === undefined) return invalid('SignedHeaders must list lower-case names in order, each once');
  if (!signaturePattern.test(fields.Signature)) return invalid('Signature must be 64 lower-case hex digits');
  const credential = parseCredential(fields.Credential);
  if (credential === undefined) return invalid('Credential must read KEY/YYYYMMDD/REGION/SERVICE/aws4_request');
  return { ...credential, signedHeaders, signedHeaderList: fields.SignedHeaders, signature: fields.Signature };
}

function invalid(reason: string): Refusal {
  return refuse('signature_invalid', `Not a valid Signature Version 4: ${reason}.`);
}

function otherScheme(scheme: string): Refusal {
  if (scheme.startsWith('AWS4-')) return invalid('only AWS4-HMAC-SHA256 is accepted (SigV4a is not)');
  return refuse(
    'authentication_missing',
    'Calls are authenticated by AWS Signature Version 4 of an assumed role alone; API keys, bearer tokens and passwords are not accepted.',
  );
}

type Fields = Record<'Credential' | 'SignedHeaders' | 'Signature', string>;

function parseFields(text: string): Fields | undefined {
  const fields: Partial<Fields> = {};
  for (const piece of text.split(',')) {
    const equals = piece.indexOf('=');
    const name = piece.slice(0, Math.max(0, equals)).trim();
    if (name !== 'Credential' && name !== 'SignedHeaders' && name !== 'Signature') return undefined;
    if (fields[name] !== undefined) return undefined;
    fields[name] = piece.slice(equals + 1).trim();
  }
  const { Credential, SignedHeaders, Signature } = fields;
  if (Credential === undefined || SignedHeaders === undefined || Signature === undefined) return undefined;
  return { Credential, SignedHeaders, Signature };
}

function parseSignedHeaders(list: string): readonly string[] | undefined {
  const names = list.split(';', mostSignedHeaders + 1);
  if (names.length > mostSignedHeaders) return undefined;
  let previous = '';
  for (const name of names) {
    // Strictly ascending: sorted, and no name twice.
    if (name <= previous || !headerNamePattern.test(name)) return undefined;
    previous = name;
  }
  return names;
}

function parseCredential(
  text: string,
): Pick<SigV4Authorization, 'accessKeyId' | 'date' | 'region' | 'service' | 'scope'> | undefined {
  const [accessKeyId, date, region, service, terminator, ...rest] = text.split('/', 6);
  if (accessKeyId === undefined || date === undefined || !region || !service) return undefined;
  if (terminator !== 'aws4_request' || rest.length > 0) return undefined;
  if (!accessKeyPattern.test(accessKeyId) || !datePattern.test(date)) return undefined;
  return { accessKeyId, date, region, service, scope: text.slice(accessKeyId.length + 1) };
}
