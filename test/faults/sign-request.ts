import { createHmac, hash } from 'node:crypto';

export type Header = readonly [name: string, value: string];

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Unsigned {
  readonly method: string;
  /** As it goes on the wire, without a query. */
  readonly path: string;
  /** As in the Host header. */
  readonly host: string;
  /** Headers of the caller's own; those that must be signed are. */
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
}

export interface SigningScope {
  readonly region: string;
  readonly service: string;
}

/**
 * Signs whatever it is given with AWS Signature Version 4, also what no SDK would ever send.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 *
 * Answers the headers to send, Host not among them.
 */
export function signRequest(
  request: Unsigned,
  credentials: Credentials,
  scope: SigningScope,
  nowMs = Date.now(),
): Header[] {
  const date = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const own: Header[] = [...request.headers, ['x-amz-date', date]];
  if (credentials.sessionToken !== undefined) own.push(['x-amz-security-token', credentials.sessionToken]);
  const signed = [['host', request.host] as const, ...own.filter(([name]) => mustBeSigned(name))]
    .map(([name, value]) => [name.toLowerCase(), value.replace(/[ \t]+/g, ' ').trim()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const lines = signed.map(([name, value]) => `${name}:${value}\n`).join('');
  const path = request.path.split('/').map(encodeSegment).join('/');
  const canonical = `${request.method}\n${path}\n\n${lines}\n${names}\n${hash('sha256', request.body)}`;
  const credentialScope = `${date.slice(0, 8)}/${scope.region}/${scope.service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${date}\n${credentialScope}\n${hash('sha256', canonical)}`;
  const key = [date.slice(0, 8), scope.region, scope.service, 'aws4_request'].reduce<Buffer>(
    (before, part) => createHmac('sha256', before).update(part).digest(),
    Buffer.from(`AWS4${credentials.secretAccessKey}`),
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const credential = `Credential=${credentials.accessKeyId}/${credentialScope}`;
  return [...own, ['authorization', `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`]];
}

function mustBeSigned(name: string): boolean {
  return /^x-(amz-|amzn-bedrock-|gatehouse-)/i.test(name);
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
