import { describe, expect, it } from 'vitest';
import { admit } from '../../../../hub/gateway/admit.ts';
import { encodeOrder, readOrder } from '../../../../hub/gateway/frames/order-payload.ts';
import { largestPayloadBytes } from '../../../../hub/gateway/frames/transport.ts';
import { governPolicy } from '../../../../hub/gateway/governed-policy.ts';
import type { CallOrder } from '../../../../hub/gateway/handlers.ts';
import { isRefusal } from '../../../../shared/contract/refusals.ts';
import { expectFault, faultOf } from '../faults.ts';
import { callerArn, testPolicy } from '../governed-policy.fixture.ts';
import { conversePath, userSays } from '../test-hub.ts';

const policy = governPolicy(testPolicy());
const policyFor = async () => policy;

function orderFor(body: Uint8Array, headers: Record<string, string> = {}): CallOrder {
  const inbound = { method: 'POST', path: conversePath, headers, body, principalArn: callerArn };
  const { decision: call } = admit(inbound, policy);
  if (isRefusal(call)) throw new Error(call.message);
  return { recordId: '01JD5Q8M3W0000000000000000', inbound, bodyBytes: body.length, policy, call };
}

const order = (headers?: Record<string, string>) => orderFor(Buffer.from(JSON.stringify(userSays('Hi'))), headers);

function payloadOf(one: CallOrder): Record<string, unknown> {
  const payload = encodeOrder(one);
  if (isRefusal(payload)) throw new Error(payload.message);
  return JSON.parse(Buffer.from(payload).toString());
}

describe('an order on its way', () => {
  it('is admitted once more from the signed request, and comes to the same', async () => {
    const sent = order({ 'x-gatehouse-purpose': 'letters', 'x-gatehouse-user': 'u-17', accept: 'application/json' });
    const { order: read, repair } = await readOrder(payloadOf(sent), policyFor);
    expect(repair).toBeUndefined();
    expect(read.recordId).toBe(sent.recordId);
    expect(read.bodyBytes).toBe(sent.bodyBytes);
    expect(read.inbound).toEqual({ ...sent.inbound, body: Buffer.from(sent.inbound.body) });
    expect(read.call.application).toBe(sent.call.application);
    expect(read.call).toMatchObject({ purpose: 'letters', declared: { purpose: 'letters', user: 'u-17' } });
    expect(read.call.maxOutputTokens).toBe(sent.call.maxOutputTokens);
  });

  it('takes neither the signature nor any header along that no handler reads', () => {
    const sent = order({
      authorization: 'AWS4-HMAC-SHA256 Credential=…',
      'x-amz-security-token': 'token',
      cookie: 'c',
      accept: '*/*',
      'x-amzn-bedrock-guardrailidentifier': 'mine',
    });
    expect(payloadOf(sent).headers).toEqual({ accept: '*/*' });
  });

  it('asks for the bundle of its hash, and is a fault under any other', async () => {
    const asked: string[] = [];
    const other = governPolicy(testPolicy({ retentionDays: 91 }));
    const reading = readOrder(payloadOf(order()), async (hash) => {
      asked.push(hash);
      return other;
    });
    await expectFault(reading, 'screening_failed');
    expect(asked).toEqual([policy.compiled.hash]);
  });

  it.each([
    ['a caller that belongs to no application', { principalArn: 'arn:aws:sts::999988887777:assumed-role/Admin/x' }],
    ['a path of another application', { path: conversePath.replace('claims', 'other') }],
    ['a model that the application may not use', { path: '/apps/claims/model/anthropic.claude-opus-4-8/converse' }],
    ['a body that is not whole', { body: 'e30=', bodyBytes: 3 }],
    ['a body that is no JSON', { body: 'aGk=', bodyBytes: 2 }],
    ['a record id that is none', { recordId: '../../etc/passwd' }],
    ['another version', { version: 2 }],
    ['a field that nobody knows', { more: true }],
    ['headers that are no texts', { headers: { accept: 1 } }],
  ])('is carried out for nobody where it has %s', async (_, change) => {
    await expectFault(readOrder({ ...payloadOf(order()), ...change }, policyFor), 'screening_failed');
  });

  it.each([null, 'text', 7, [], {}])('is a fault where it is %j', async (payload) => {
    await expectFault(readOrder(payload, policyFor), 'screening_failed');
  });

  it('quotes nothing of a body that it cannot carry out', async () => {
    const body = Buffer.from('{"zebra": ').toString('base64');
    const fault = await faultOf(readOrder({ ...payloadOf(order()), body, bodyBytes: 10 }, policyFor));
    expect(fault.message).not.toContain('zebra');
  });

  it('fits one invocation, or is refused with advice', () => {
    const fits = encodeOrder(orderFor(bodyOf(4_600_000)));
    expect(isRefusal(fits) ? 0 : fits.length).toBeLessThanOrEqual(largestPayloadBytes);
    for (const bytes of [4_718_480, 5_500_000]) {
      const refused = encodeOrder(orderFor(bodyOf(bytes)));
      expect(isRefusal(refused) && refused.code).toBe('body_too_large');
      expect(isRefusal(refused) && refused.message).toContain('s3Location');
    }
  });
});

function bodyOf(bytes: number): Buffer {
  return Buffer.from(JSON.stringify(userSays('x'.repeat(bytes))));
}
