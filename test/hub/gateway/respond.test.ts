import { describe, expect, it } from 'vitest';
import type { CallEnd } from '../../../hub/gateway/call-end.ts';
import { alike } from '../../../hub/gateway/faces.ts';
import { governPolicy } from '../../../hub/gateway/governed-policy.ts';
import { respondRecordedRefusal, respondRefused, respondStream, respondWhole } from '../../../hub/gateway/respond.ts';
import type { PartVerdict, Verdict } from '../../../hub/screening/parts.ts';
import { refuse } from '../../../shared/contract/refusals.ts';
import { testPolicy } from './governed-policy.fixture.ts';

const policy = governPolicy(testPolicy());
const recordId = '01JCZ3V0A1B2C3D4E5F6G7H8J9';
const known = { recordId, policy };

function part(verdict: Verdict): PartVerdict {
  return { pointer: '/messages/0/content/0', kind: 'text', verdict, findings: [] };
}

function ended(change: Partial<CallEnd> = {}): CallEnd {
  const withheld = [Buffer.from('{"a":'), Buffer.from('1}')].map(alike);
  return { outcome: 'answered', status: 200, input: [part('passed')], output: [], released: [], withheld, ...change };
}

describe('a whole answer', () => {
  it('is all that was withheld, with the id of its record and the rules that decided', () => {
    const { status, headers, body } = respondWhole(ended(), known, {});
    expect(status).toBe(200);
    expect(Buffer.from(body as Uint8Array).toString()).toBe('{"a":1}');
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-amzn-requestid': recordId,
      'x-gatehouse-record': recordId,
      'x-gatehouse-policy': policy.compiled.hash,
    });
  });

  it('is not copied where it is one piece', () => {
    const only = Buffer.from('{}');
    expect(respondWhole(ended({ withheld: [alike(only)] }), known, {}).body).toBe(only);
  });

  it('tells the strictest verdict of both directions', () => {
    const verdictOf = (end: CallEnd) => respondWhole(end, known, {}).headers['x-gatehouse-verdict'];
    expect(verdictOf(ended())).toBe('passed');
    expect(verdictOf(ended({ output: [part('masked'), part('passed')] }))).toBe('masked');
    expect(verdictOf(ended({ input: [part('masked')], output: [part('blocked')] }))).toBe('blocked');
  });

  it('passes Bedrock’s own headers on that SDKs read, and no others', () => {
    const upstream = {
      'x-amzn-bedrock-input-token-count': '12',
      'x-amzn-errortype': 'ThrottlingException',
      'retry-after': '3',
      'content-length': '999',
      'set-cookie': 'a=b',
      'x-amzn-requestid': 'upstream',
      'x-gatehouse-record': 'forged',
      'x-gatehouse-verdict': 'passed',
      'transfer-encoding': 'chunked',
      connection: 'keep-alive',
    };
    const { headers } = respondWhole(ended({ output: [part('masked')] }), known, upstream);
    expect(headers).toEqual({
      'content-type': 'application/json',
      'x-amzn-bedrock-input-token-count': '12',
      'x-amzn-errortype': 'ThrottlingException',
      'retry-after': '3',
      'x-amzn-requestid': recordId,
      'x-gatehouse-record': recordId,
      'x-gatehouse-verdict': 'masked',
      'x-gatehouse-policy': policy.compiled.hash,
    });
  });

  it('keeps the status of Bedrock’s error', () => {
    expect(respondWhole(ended({ outcome: 'upstream_error', status: 429 }), known, {}).status).toBe(429);
  });

  it('is the refusal where the call ended in one, and nothing of what was withheld', () => {
    const end = ended({ refusal: refuse('content_unscreenable', 'The image cannot be screened.'), status: 400 });
    const { status, headers, body } = respondWhole(end, known, { 'x-amzn-bedrock-input-token-count': '12' });
    expect(status).toBe(400);
    expect(Buffer.from(body as Uint8Array).toString()).toBe('{"message":"The image cannot be screened."}');
    expect(headers['x-gatehouse-refusal']).toBe('content_unscreenable');
  });
});

describe('a stream', () => {
  async function* body() {
    yield Buffer.from('frame');
  }

  it('is an event stream whose verdict speaks of the prompt', () => {
    const answer = respondStream(body(), [part('masked')], known, {});
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/vnd.amazon.eventstream',
      'x-gatehouse-verdict': 'masked',
    });
    expect(answer.headers['x-gatehouse-record']).toBe(recordId);
  });

  it('is passed on unread', async () => {
    const pieces = await Array.fromAsync(respondStream(body(), [], known, {}).body as AsyncIterable<Uint8Array>);
    expect(Buffer.concat(pieces).toString()).toBe('frame');
  });
});

describe('a refusal', () => {
  const throttled = refuse('rate_exceeded', 'Over the cap of the minute.', 12.3);

  it('is one of Bedrock’s errors, with the id that an auditor looks up', () => {
    const { status, headers } = respondRecordedRefusal(throttled, known);
    expect(status).toBe(429);
    expect(headers).toMatchObject({
      'x-amzn-errortype': 'ThrottlingException',
      'x-amzn-requestid': recordId,
      'x-gatehouse-record': recordId,
      'x-gatehouse-refusal': 'rate_exceeded',
      'x-gatehouse-policy': policy.compiled.hash,
      'retry-after': '13',
    });
  });

  it('names no record where none could be written', () => {
    const { headers } = respondRefused(refuse('evidence_unavailable', 'Nothing is answered.'), known);
    expect(headers).not.toHaveProperty('x-gatehouse-record');
    expect(headers['x-amzn-requestid']).toBe(recordId);
  });
});
