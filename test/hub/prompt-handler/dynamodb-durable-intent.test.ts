import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DynamodbRecords } from '../../../hub/audit/dynamodb-records.ts';
import type { IntentRecord } from '../../../hub/audit/record.ts';
import { newRecordId } from '../../../hub/audit/record-id.ts';
import { admit } from '../../../hub/gateway/admit.ts';
import { governPolicy } from '../../../hub/gateway/governed-policy.ts';
import type { CallOrder } from '../../../hub/gateway/handlers.ts';
import { DynamodbDurableIntent } from '../../../hub/prompt-handler/dynamodb-durable-intent.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { sampleCompletion, sampleIntent, seal } from '../audit/record-samples.ts';
import { type DynamodbServer, recordsTable, startDynamodb } from '../cost/dynamodb-server.ts';
import { faultOf } from '../gateway/faults.ts';
import { callerArn, testPolicy } from '../gateway/governed-policy.fixture.ts';
import { conversePath, userSays } from '../gateway/test-hub.ts';

const now = Date.UTC(2026, 10, 20, 12);
const policy = governPolicy(testPolicy());
const body = Buffer.from(JSON.stringify(userSays('Hello')));
let server: DynamodbServer;
let records: DynamodbRecords;
let slept: number[];
let onSleep: () => Promise<void>;
let intents: DynamodbDurableIntent;

beforeAll(async () => {
  server = await startDynamodb(recordsTable);
  records = new DynamodbRecords({ client: server.client, tableName: 'records', clock: { now: () => now } });
});
beforeEach(() => {
  slept = [];
  onSleep = async () => undefined;
  const waiting = {
    now: () => now,
    sleep: async (ms: number) => {
      slept.push(ms);
      await onSleep();
    },
  };
  intents = new DynamodbDurableIntent({ client: server.client, tableName: 'records', waiting });
});
afterAll(() => server.close());

function order(): CallOrder {
  const inbound = { principalArn: callerArn, method: 'POST', path: conversePath, headers: {}, body };
  const { decision: call } = admit(inbound, policy);
  if (isRefusal(call)) throw new Error(call.message);
  return { recordId: newRecordId(now), inbound, bodyBytes: body.length, policy, call };
}

/** The intent of the order as the gateway writes it. */
function intentOf({ recordId }: CallOrder, change: Partial<IntentRecord> = {}, receivedAtMs = now): IntentRecord {
  const sample = sampleIntent(recordId, receivedAtMs);
  return {
    ...sample,
    caller: { ...sample.caller, principalArn: callerArn, application: 'claims' },
    declared: { purpose: null, user: null },
    purpose: 'triage',
    request: { ...sample.request, operation: 'Converse', model: 'nova', bodyBytes: body.length },
    policy: { hash: policy.compiled.hash, build: 'test' },
    ...change,
  };
}

async function recorded(change: Partial<IntentRecord> = {}, receivedAtMs = now): Promise<CallOrder> {
  const asked = order();
  await records.putIntent(seal(intentOf(asked, change, receivedAtMs)));
  return asked;
}

describe('DynamodbDurableIntent', () => {
  it('finds the intent of a call that is under way, at once', async () => {
    await expect(intents.requireIntent(await recorded())).resolves.toBeUndefined();
    expect(slept).toEqual([]);
  });

  it('waits for an intent that is still being written', async () => {
    const asked = order();
    onSleep = async () => {
      if (slept.length === 3) await records.putIntent(seal(intentOf(asked)));
    };
    await expect(intents.requireIntent(asked)).resolves.toBeUndefined();
    expect(slept).toHaveLength(3);
  });

  it('gives up after two seconds of growing pauses', async () => {
    const { code, message } = await faultOf(intents.requireIntent(order()));
    expect([code, message]).toEqual(['evidence_unavailable', expect.stringContaining('is not on record')]);
    expect(slept).toEqual(slept.toSorted((one, other) => one - other));
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(2_000);
  });

  const sample = intentOf(order());
  it.each<[string, Partial<IntentRecord>]>([
    ['of another application', { caller: { ...sample.caller, application: 'other' } }],
    ['of no application', { caller: { ...sample.caller, application: null } }],
    ['of another session', { caller: { ...sample.caller, principalArn: `${callerArn}-2` } }],
    ['under other rules', { policy: { hash: 'ab'.repeat(32), build: 'test' } }],
    ['for another purpose', { purpose: 'letters' }],
    ['for another user', { declared: { purpose: null, user: 'ada' } }],
    ['for another operation', { request: { ...sample.request, operation: 'ConverseStream' } }],
    ['for another model', { request: { ...sample.request, model: 'sonnet' } }],
    ['with another body', { request: { ...sample.request, bodyBytes: body.length + 1 } }],
    ['of a time that is none', { receivedAt: 'yesterday' }],
  ])('takes no intent %s', async (_what, change) => {
    // The table's index wants a date; what is judged is the record.
    const asked = order();
    await records.putIntent({ ...seal(intentOf(asked)), canonical: JSON.stringify(intentOf(asked, change)) });
    expect((await faultOf(intents.requireIntent(asked))).code).toBe('evidence_unavailable');
    expect(slept).toEqual([]);
  });

  it.each([
    [now - 900_000, true],
    [now - 900_001, false],
    [now + 60_000, true],
    [now + 60_001, false],
  ])(
    'takes an intent as old as a function may run, and no older; and none of the future but for clocks that differ (%i: %s)',
    async (at, taken) => {
      const asking = intents.requireIntent(await recorded({}, at));
      expect(
        await asking.then(
          () => true,
          () => false,
        ),
      ).toBe(taken);
    },
  );

  it('takes no intent of a call that is over', async () => {
    const asked = await recorded();
    await records.putCompletion(seal(sampleCompletion(asked.recordId, now)));
    const { code, message } = await faultOf(intents.requireIntent(asked));
    expect([code, message]).toEqual(['evidence_unavailable', expect.stringContaining('is over already')]);
  });

  it('faults where the table cannot be read', async () => {
    const elsewhere = new DynamodbDurableIntent({ client: server.client, tableName: 'no-such-table' });
    expect((await faultOf(elsewhere.requireIntent(order()))).code).toBe('evidence_unavailable');
  });
});
