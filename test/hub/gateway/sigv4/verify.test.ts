import { describe, expect, it } from 'vitest';
import { MemoryReplayGuard } from '../../../../hub/gateway/sigv4/replay-guard.ts';
import { type SignedRequest, verifySigV4 } from '../../../../hub/gateway/sigv4/verify.ts';
import { isRefusal } from '../../../../shared/contract/refusals.ts';
import { exampleKey, options, principal, signed, signedAtMs } from './signed-request.fixture.ts';

function codeOf(request: SignedRequest, changes: Parameters<typeof options>[0] = {}): string {
  const outcome = verifySigV4(request, options(changes));
  return isRefusal(outcome) ? outcome.code : outcome.kind;
}

function messageOf(request: SignedRequest, changes: Parameters<typeof options>[0] = {}): string {
  const outcome = verifySigV4(request, options(changes));
  return isRefusal(outcome) ? outcome.message : '';
}

function withHeaders(request: SignedRequest, headers: SignedRequest['headers']): SignedRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

describe('a request signed by @smithy/signature-v4', () => {
  it('is verified, and answers the principal of the credentials', async () => {
    const outcome = verifySigV4(await signed(), options());
    expect(outcome).toEqual({ kind: 'verified', principal, accessKeyId: exampleKey.accessKeyId, service: 'bedrock' });
  });

  it.each([
    ['the signing name execute-api', { service: 'execute-api' }],
    [
      'an encoded ARN as model id',
      { path: '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A%3Ainference-profile%2Fx/converse' },
    ],
    ['a colon sent plainly', { path: '/model/amazon.nova-micro-v1:0/converse' }],
    [
      'a query out of order',
      { method: 'GET', path: '/audit/records', query: { until: '2026-11-20', after: 'a b/c+d', empty: '' }, body: '' },
    ],
    ['a header with runs of blanks', { headers: { 'x-gatehouse-purpose': '  claims   triage ' } }],
    ['a header outside ASCII', { headers: { 'x-gatehouse-user': 'Zoë' } }],
    ['no body', { method: 'GET', body: '' }],
    ['no x-amz-content-sha256', { applyChecksum: false }],
    ['a root path', { path: '/' }],
    ['a trailing slash', { path: '/audit/' }],
  ])('may have %s', async (_, choices) => {
    expect(codeOf(await signed(choices))).toBe('verified');
  });

  it('is verified together with its session token, and not without', async () => {
    const request = await signed({ sessionToken: 'token+/=' });
    const known = { secretAccessKey: exampleKey.secretAccessKey, sessionToken: 'token+/=', principal };
    expect(codeOf(request, { lookup: () => known })).toBe('verified');
    expect(codeOf(request, { lookup: () => ({ ...known, sessionToken: 'other' }) })).toBe('credentials_unknown');
    expect(codeOf(await signed(), { lookup: () => known })).toBe('credentials_unknown');
  });
});

describe("AWS's published test vectors", () => {
  const lookup = () => ({ secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', principal });
  const at = { nowMs: Date.UTC(2015, 7, 30, 12, 36), lookup };
  const vector = (
    path: string,
    service: string,
    names: string,
    signature: string,
    headers: Record<string, string>,
  ): SignedRequest => ({
    method: 'GET',
    path,
    body: new Uint8Array(),
    headers: {
      ...headers,
      'x-amz-date': '20150830T123600Z',
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/${service}/aws4_request, SignedHeaders=${names}, Signature=${signature}`,
    },
  });

  it.each([
    ['get-vanilla', '/', '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    [
      'get-vanilla-query-order-key-case',
      '/?Param2=value2&Param1=value1',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ])('%s is verified', (_, path, signature) => {
    const request = vector(path, 'service', 'host;x-amz-date', signature, { host: 'example.amazonaws.com' });
    expect(codeOf(request, { ...at, services: ['service'] })).toBe('verified');
  });

  it('the IAM ListUsers example of the documentation is verified', () => {
    const request = vector(
      '/?Action=ListUsers&Version=2010-05-08',
      'iam',
      'content-type;host;x-amz-date',
      '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
      { host: 'iam.amazonaws.com', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    );
    expect(codeOf(request, { ...at, services: ['iam'] })).toBe('verified');
  });
});

describe('authentication that is not a SigV4 header signature', () => {
  it('is missing when there is no Authorization header', async () => {
    expect(codeOf(withHeaders(await signed(), { authorization: undefined }))).toBe('authentication_missing');
  });

  it('is missing when a bearer token or an API key is sent', async () => {
    expect(codeOf(withHeaders(await signed(), { authorization: 'Bearer bedrock-api-key-abc' }))).toBe(
      'authentication_missing',
    );
  });

  it('is missing when there are two Authorization headers', async () => {
    const request = await signed();
    const header = String(request.headers.authorization);
    expect(codeOf(withHeaders(request, { authorization: [header, header] }))).toBe('authentication_missing');
  });

  it('is invalid in a presigned URL, and the message says so', async () => {
    const request = {
      ...(await signed()),
      path: '/model/x/converse?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=00',
    };
    expect(codeOf(request)).toBe('signature_invalid');
    expect(messageOf(request)).toContain('presigned');
  });

  it('is invalid with SigV4a, and the message says so', async () => {
    const request = withHeaders(await signed(), { authorization: 'AWS4-ECDSA-P256-SHA256 Credential=x' });
    expect(messageOf(request)).toContain('SigV4a');
  });
});

describe('time', () => {
  it.each([-300, 300])('accepts a clock that is off by %i seconds', async (seconds) => {
    expect(codeOf(await signed({ dateMs: signedAtMs + seconds * 1000 }))).toBe('verified');
  });

  it.each([
    [-301, '301 seconds behind'],
    [420, '420 seconds ahead of'],
  ])('refuses one that is off by %i seconds and says how', async (seconds, text) => {
    const request = await signed({ dateMs: signedAtMs + seconds * 1000 });
    expect(codeOf(request)).toBe('signature_expired');
    expect(messageOf(request)).toContain(text);
  });

  it('refuses expired temporary credentials by their own code', async () => {
    const known = { secretAccessKey: exampleKey.secretAccessKey, principal };
    const request = await signed();
    expect(codeOf(request, { lookup: () => ({ ...known, expiresAtMs: signedAtMs }) })).toBe('credentials_expired');
    expect(codeOf(request, { lookup: () => ({ ...known, expiresAtMs: signedAtMs + 1 }) })).toBe('verified');
  });

  it('refuses a signature seen before once it is no longer fresh', async () => {
    const request = await signed();
    const replays = new MemoryReplayGuard();
    expect(codeOf(request, { replays })).toBe('verified');
    expect(codeOf(request, { replays, nowMs: signedAtMs + 15_000 })).toBe('verified');
    expect(codeOf(request, { replays, nowMs: signedAtMs + 15_001 })).toBe('signature_replayed');
  });

  it('remembers no signature that is not genuine', async () => {
    const request = await signed();
    const replays = new MemoryReplayGuard();
    expect(codeOf({ ...request, body: Buffer.from('{}') }, { replays })).toBe('signature_invalid');
    expect(replays.size).toBe(0);
  });
});

describe('scope', () => {
  it('refuses another region, and names the right one', async () => {
    const request = await signed({ region: 'eu-west-1' });
    expect(codeOf(request)).toBe('signature_invalid');
    expect(messageOf(request)).toContain('us-east-1');
  });

  it('refuses another service, and names the right ones', async () => {
    const request = await signed({ service: 'sts' });
    expect(codeOf(request)).toBe('signature_invalid');
    expect(messageOf(request)).toContain('bedrock or execute-api');
  });

  it('refuses a scope of another day than x-amz-date', async () => {
    const request = await signed();
    const authorization = String(request.headers.authorization).replace('/20261120/', '/20261119/');
    expect(messageOf(withHeaders(request, { authorization }))).toContain('date of the credential scope');
  });

  it('refuses an unknown access key', async () => {
    expect(codeOf(await signed(), { lookup: () => undefined })).toBe('credentials_unknown');
  });
});

describe('what the signature must cover', () => {
  const withoutSigned = (request: SignedRequest, name: string): SignedRequest => {
    const authorization = String(request.headers.authorization).replace(new RegExp(`;${name}|${name};`), '');
    return withHeaders(request, { authorization });
  };

  it.each(['host', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'])(
    'refuses an unsigned %s',
    async (name) => {
      const request = withoutSigned(await signed({ sessionToken: 'token' }), name);
      expect(messageOf(request)).toContain('must be among the signed headers');
    },
  );

  it.each(['x-gatehouse-purpose', 'x-gatehouse-user', 'x-amzn-bedrock-guardrailidentifier', 'x-amz-target'])(
    'refuses a %s added after signing',
    async (name) => {
      expect(codeOf(withHeaders(await signed(), { [name]: 'added' }))).toBe('signature_invalid');
    },
  );

  it('lets proxies add a trace id', async () => {
    expect(codeOf(withHeaders(await signed(), { 'x-amzn-trace-id': 'Root=1-0-0' }))).toBe('verified');
  });

  it('refuses a signed header that occurs twice', async () => {
    const request = withHeaders(await signed(), { 'content-type': ['application/json', 'application/json'] });
    expect(messageOf(request)).toContain('twice');
  });

  it('refuses a signed header that the request does not have', async () => {
    expect(messageOf(withHeaders(await signed(), { 'content-type': undefined }))).toContain('not in the request');
  });

  it.each(['UNSIGNED-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'])('refuses the payload mode %s', async (mode) => {
    const request = await signed({ headers: { 'x-amz-content-sha256': mode } });
    expect(messageOf(request)).toContain('unsigned and chunk-signed payloads');
  });

  it('refuses a signed hash that is not that of the body', async () => {
    const request = await signed({ headers: { 'x-amz-content-sha256': 'a'.repeat(64) } });
    expect(messageOf(request)).toContain('not the SHA-256 of the body');
  });
});

describe('hostile headers', () => {
  it.each([
    'AWS4-HMAC-SHA256',
    'AWS4-HMAC-SHA256 ',
    'AWS4-HMAC-SHA256 Credential=a/20261120/us-east-1/bedrock/aws4_request',
    `AWS4-HMAC-SHA256 Credential=a/20261120/us-east-1/bedrock/aws4_request, SignedHeaders=__proto__;host;x-amz-date, Signature=${'0'.repeat(64)}`,
    `AWS4-HMAC-SHA256 Credential=constructor/20261120/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    `AWS4-HMAC-SHA256 ${','.repeat(8_000)}`,
    `AWS4-HMAC-SHA256 ${' '.repeat(100_000)}`,
    `AWS4-HMAC-SHA256 Credential=${'/'.repeat(8_000)}`,
  ])('answer a refusal: %.60s', async (authorization) => {
    const code = codeOf(withHeaders(await signed(), { authorization }));
    expect(['signature_invalid', 'credentials_unknown']).toContain(code);
  });

  it('never appear in the message', async () => {
    const request = withHeaders(await signed(), { authorization: 'AWS4-HMAC-SHA256 Credential=planted-secret' });
    expect(messageOf(request)).not.toContain('planted');
  });
});
