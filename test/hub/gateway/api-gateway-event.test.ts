import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProxyEvent } from '../../../hub/gateway/api-gateway-event.ts';
import type { AuthenticatedRequest } from '../../../hub/gateway/hub.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { proxyEvent } from './proxy-event.ts';

function read(event: unknown, maxBytes = 1_000): AuthenticatedRequest {
  const request = readProxyEvent(event, maxBytes);
  if (isRefusal(request)) throw new Error(`refused: ${request.code}`);
  return request;
}

function refusal(event: unknown, maxBytes = 1_000): string {
  const request = readProxyEvent(event, maxBytes);
  return isRefusal(request) ? request.code : 'accepted';
}

describe('readProxyEvent', () => {
  it('takes method, path, body, address, time and principal from where API Gateway puts them', () => {
    const request = read(proxyEvent());
    expect(request).toMatchObject({
      method: 'POST',
      path: '/apps/claims/model/us.amazon.nova-lite-v1:0/converse',
      headers: { host: 'hub.example.com', 'content-type': 'application/json' },
      remoteAddress: '203.0.113.7',
      receivedAtMs: 1_795_219_200_000,
      http: '1.1',
      principalArn: 'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims/claims',
    });
    expect(JSON.parse(Buffer.from(request.body).toString())).toHaveProperty('messages');
  });

  it.each([null, undefined, ''])('refuses a request that nobody signed (userArn %s)', (userArn) => {
    expect(refusal(proxyEvent({}, { identity: { userArn } }))).toBe('authentication_missing');
  });

  it('takes no principal from headers, whatever they are called', () => {
    const arn = ['arn:aws:sts::999988887777:assumed-role/gatehouse-caller-other/other'];
    const multiValueHeaders = { userArn: arn, 'X-Amz-Principal': arn, 'x-amzn-iam-arn': arn };
    expect(read(proxyEvent({ multiValueHeaders })).principalArn).toContain('gatehouse-caller-claims');
    expect(refusal(proxyEvent({ multiValueHeaders }, { identity: { userArn: null } }))).toBe('authentication_missing');
  });

  it('refuses a header that was sent twice, also where its two names differ in case', () => {
    expect(refusal(proxyEvent({ multiValueHeaders: { 'x-gatehouse-user': ['ada', 'bob'] } }))).toBe(
      'request_malformed',
    );
    const cases = { 'X-Gatehouse-User': ['ada'], 'x-gatehouse-user': ['bob'] };
    expect(refusal(proxyEvent({ multiValueHeaders: cases }))).toBe('request_malformed');
  });

  it('does not look at the single-value headers, which hide that there was another', () => {
    const event = proxyEvent({ headers: { 'x-gatehouse-user': 'bob' }, multiValueHeaders: { Accept: ['*/*'] } });
    expect(read(event).headers).toEqual({ accept: '*/*' });
  });

  it('leaves out what the edge says of its own way, however often', () => {
    const multiValueHeaders = {
      'X-Forwarded-For': ['a', 'b'],
      'X-Forwarded-Port': ['443', '443'],
      'CloudFront-Is-Mobile-Viewer': ['no', 'no'],
      Via: ['2.0 x'],
    };
    expect(read(proxyEvent({ multiValueHeaders })).headers).toEqual({});
  });

  it('gives headers no prototype to be found in', () => {
    expect(Object.getPrototypeOf(read(proxyEvent()).headers)).toBeNull();
  });

  it('decodes a base64 body to its bytes, and an absent one to none', () => {
    const body = Buffer.from([0, 255, 128, 10]);
    const event = proxyEvent({ body: body.toString('base64'), isBase64Encoded: true });
    expect(Buffer.from(read(event).body).equals(body)).toBe(true);
    expect(read(proxyEvent({ body: null })).body).toHaveLength(0);
  });

  it.each(['aGVs*G8=', 'aGVs bG8=', 'aGVsbG8=\n'])('refuses a body that is not whole base64: %j', (body) => {
    expect(refusal(proxyEvent({ body, isBase64Encoded: true }))).toBe('request_malformed');
  });

  it('refuses a body that is larger than the rules allow, however it is encoded', () => {
    expect(refusal(proxyEvent({ body: 'é'.repeat(6) }), 11)).toBe('body_too_large');
    expect(refusal(proxyEvent({ body: 'é'.repeat(6) }), 12)).toBe('accepted');
    const encoded = Buffer.alloc(12).toString('base64');
    expect(refusal(proxyEvent({ body: encoded, isBase64Encoded: true }), 11)).toBe('body_too_large');
    expect(refusal(proxyEvent({ body: encoded, isBase64Encoded: true }), 12)).toBe('accepted');
  });

  it('knows HTTP/2, and never says that a caller has left', () => {
    const request = read(proxyEvent({}, { protocol: 'HTTP/2.0' }));
    expect([request.http, request.disconnected.aborted]).toEqual(['2', false]);
  });

  it.each([
    ['nothing', undefined],
    ['a string', 'event'],
    ['no context', { ...(proxyEvent() as object), requestContext: undefined }],
    ['a path that is none', proxyEvent({ path: 7 })],
    ['headers that are no lists', proxyEvent({ multiValueHeaders: { a: 'b' } })],
    ['a time that is none', proxyEvent({}, { requestTimeEpoch: -1 })],
  ])('refuses %s', (_what, event) => {
    expect(refusal(event)).toBe('request_malformed');
  });

  it('never throws, whatever comes', () => {
    const hostile = fc.record({
      httpMethod: fc.oneof(fc.string(), fc.anything()),
      path: fc.oneof(fc.string(), fc.webPath()),
      multiValueHeaders: fc.oneof(fc.dictionary(fc.string(), fc.array(fc.string())), fc.anything()),
      multiValueQueryStringParameters: fc.oneof(fc.dictionary(fc.string(), fc.array(fc.string())), fc.anything()),
      body: fc.oneof(fc.string(), fc.base64String(), fc.anything()),
      isBase64Encoded: fc.boolean(),
    });
    fc.assert(
      fc.property(hostile, (change) => {
        expect(refusal(proxyEvent(change))).toMatch(/^[a-z_]+$/);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (event) => {
        expect(refusal(event)).toBe('request_malformed');
      }),
    );
  });
});
