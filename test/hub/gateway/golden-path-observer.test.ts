import { describe, expect, it } from 'vitest';
import { RecordWriter } from '../../../hub/audit/record-writer.ts';
import type { RecordStore } from '../../../hub/gateway/ports.ts';
import type { CallObserver, ObservedCall } from '../../../hub/operations/call-observer.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { testPolicy } from './governed-policy.fixture.ts';
import { converseAnswer, converseStream } from './scripted-models.ts';
import { conversePath, converseStreamPath, openTestHub, userSays } from './test-hub.ts';

class Told implements CallObserver {
  readonly calls: ObservedCall[] = [];
  readonly unrecorded: (string | null)[] = [];
  onCall(call: ObservedCall): void {
    this.calls.push(call);
  }
  onUnrecorded(application: string | null): void {
    this.unrecorded.push(application);
  }
  readonly faults: unknown[] = [];
  onFault(fault: unknown): void {
    this.faults.push(fault);
  }
}

describe('who observes calls', () => {
  it('is told of an answered call once, with both of its records', async () => {
    const observer = new Told();
    const { call, models } = await openTestHub(testPolicy(), { observer });
    models.answers(converseAnswer('Hello.'));
    const { recordId } = await call({ path: conversePath, body: userSays('Hi.') });
    expect(observer.calls.map(({ intent, completion }) => [intent.recordId, completion.outcome])).toEqual([
      [recordId, 'answered'],
    ]);
    expect(observer.calls[0]?.timings.firstPieceMs).toBeNull();
    expect(observer.unrecorded).toEqual([]);
  });

  it('learns when the first piece of a stream left', async () => {
    const observer = new Told();
    const { call, models } = await openTestHub(testPolicy(), { observer });
    models.streams(converseStream(Array.from({ length: 40 }, () => 'The weather stays mild and dry. ')));
    await call({ path: converseStreamPath, body: userSays('Hi.') });
    const { firstPieceMs, totalMs } = observer.calls[0]?.timings ?? expect.fail();
    expect(firstPieceMs).toBeLessThanOrEqual(totalMs);
  });

  it('is told of a refusal, too', async () => {
    const observer = new Told();
    const { call } = await openTestHub(testPolicy(), { observer });
    await call({ path: '/apps/claims/model/unknown/converse', body: userSays('Hi.') });
    expect(observer.calls.map(({ completion }) => completion.outcome)).toEqual(['refused']);
  });

  it('is told that a call could not be recorded, and of no call then', async () => {
    const observer = new Told();
    const down: Partial<RecordStore> = {
      putIntent: async () => undefined,
      putCompletion: async () => {
        throw new GatehouseFault('evidence_unavailable', 'The store is down.', 'Wait.');
      },
    };
    const writer = new RecordWriter(down as RecordStore);
    const { call, models } = await openTestHub(testPolicy(), { observer, writer });
    models.answers(converseAnswer('Hello.'));
    const answer = await call({ path: conversePath, body: userSays('Hi.') });
    expect(answer.status).toBe(503);
    expect(observer.unrecorded).toEqual(['claims']);
    expect(observer.calls).toEqual([]);
    expect(observer.faults).toEqual([expect.objectContaining({ code: 'evidence_unavailable' })]);
  });

  it('is told why a model could not be asked, which the caller is not', async () => {
    const observer = new Told();
    const { call, models } = await openTestHub(testPolicy(), { observer });
    const cause = new GatehouseFault('model_unavailable', 'No way to 10.0.0.7.', 'Mend the route.');
    models.fails(cause);
    const answer = await call({ path: conversePath, body: userSays('Hi.') });
    expect(observer.faults).toEqual([cause]);
    expect(answer.bytes.toString()).not.toContain('10.0.0.7');
  });
});
