import { describe, expect, it, vi } from 'vitest';
import { RecordWriter } from '../../../hub/audit/record-writer.ts';
import type { Handlers } from '../../../hub/gateway/handlers.ts';
import type { EvidenceStore, Ledger, RecordStore } from '../../../hub/gateway/ports.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { testPolicy } from './governed-policy.fixture.ts';
import { converseAnswer, converseStream, decodeFrames } from './scripted-models.ts';
import { conversePath, converseStreamPath, openTestHub, userSays } from './test-hub.ts';

const down = () => Promise.reject(new GatehouseFault('ledger_unavailable', 'down', 'wait'));
const brokenLedger: Ledger = { reserve: down, settle: down, releaseExpired: down, usage: down };

describe('no record, no answer', () => {
  const broken = (code: 'evidence_unavailable') => () => Promise.reject(new GatehouseFault(code, 'down', 'wait'));

  it('invokes no model when the intent cannot be written, and gives the hold back', async () => {
    const opened = await openTestHub(testPolicy());
    const down: RecordStore = Object.create(opened.records);
    down.putIntent = broken('evidence_unavailable');
    const { call, models, hub } = await openTestHub(testPolicy(), { writer: new RecordWriter(down) });
    const answer = await call({ body: userSays('Hi') });
    expect(answer.status).toBe(503);
    expect(answer.headers['x-gatehouse-refusal']).toBe('evidence_unavailable');
    expect(models.calls).toEqual([]);
    const usage = await hub.ledger.usage('claims', Date.now());
    expect(usage.holds).toEqual([]);
    expect(usage.windows.day.requests).toBe(0);
  });

  it('goes on as one refused call when the intent cannot be written while a handler is still at work', async () => {
    const opened = await openTestHub(testPolicy());
    const down: RecordStore = Object.create(opened.records);
    down.putIntent = broken('evidence_unavailable');
    const slow: Handlers = {
      async handle() {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { kind: 'faulted', verdicts: [], engine: 'local', cause: new Error('no intent'), asides: [] };
      },
    };
    const { call } = await openTestHub(testPolicy(), { writer: new RecordWriter(down), handlers: slow });
    const unhandled = vi.fn();
    process.prependListener('unhandledRejection', unhandled);
    const answer = await call({ body: userSays('Hi') });
    process.removeListener('unhandledRejection', unhandled);
    expect(answer.headers['x-gatehouse-refusal']).toBe('evidence_unavailable');
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('refuses on record when the ledger cannot be reached', async () => {
    const { call, models, records } = await openTestHub(testPolicy(), { ledger: brokenLedger });
    const answer = await call({ body: userSays('Hi') });
    expect(answer.status).toBe(503);
    expect(answer.headers['x-gatehouse-refusal']).toBe('ledger_unavailable');
    expect(models.calls).toEqual([]);
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'ledger_unavailable' },
      usage: null,
    });
  });

  it.each([conversePath, converseStreamPath])(
    'answers nothing when the completion cannot be written (%s)',
    async (path) => {
      const opened = await openTestHub(testPolicy());
      const down: RecordStore = Object.create(opened.records);
      down.putIntent = (record) => opened.records.putIntent(record);
      down.putCompletion = broken('evidence_unavailable');
      const { call, models } = await openTestHub(testPolicy(), { writer: new RecordWriter(down) });
      if (path === conversePath) models.answers(converseAnswer('A secret answer.'));
      else models.streams(converseStream(['A secret answer.']));
      const answer = await call({ body: userSays('Hi'), path });
      if (path === conversePath) expect(answer.status).toBe(503);
      else expect(decodeFrames(answer.bytes).at(-1)?.exception).toBe('serviceUnavailableException');
      expect(answer.bytes.toString()).not.toContain('messageStop');
      const orphans = await Array.fromAsync(opened.records.orphans(Date.now() + 1000));
      expect(orphans).toHaveLength(1);
    },
  );

  it('answers nothing when the content cannot be kept', async () => {
    const evidence: EvidenceStore = { put: broken('evidence_unavailable'), get: broken('evidence_unavailable') };
    const { call, models } = await openTestHub(testPolicy(), { evidence });
    models.answers(converseAnswer('A secret answer.'));
    const answer = await call({ body: userSays('Hi') });
    expect(answer.status).toBe(503);
    expect(answer.bytes.toString()).not.toContain('secret');
  });

  it('passes Bedrock’s errors on with their type, charges nothing and records them', async () => {
    const { call, models, records, hub } = await openTestHub(testPolicy());
    models.answers({ message: 'Too many requests' }, 429, {
      'x-amzn-errortype': 'ThrottlingException:http://internal/',
    });
    const answer = await call({ body: userSays('Hi') });
    expect(answer.status).toBe(429);
    expect(answer.json()).toEqual({ message: 'Too many requests' });
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'upstream_error',
      'error.type': 'ThrottlingException',
      usage: null,
    });
    expect((await hub.ledger.usage('claims', Date.now())).windows.day).toMatchObject({ tokens: 0, costNanos: 0 });
  });

  it('refuses and records when the model cannot be reached', async () => {
    const { call, models, records } = await openTestHub(testPolicy());
    models.fails(new GatehouseFault('model_unavailable', 'connect ECONNREFUSED 10.0.0.1', 'check'));
    const answer = await call({ body: userSays('Hi') });
    expect(answer.status).toBe(503);
    expect(answer.bytes.toString()).not.toContain('ECONNREFUSED');
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'faulted',
      refusal: { code: 'model_unavailable' },
      screening: { verdict: 'passed', input: [{ kind: 'text', verdict: 'passed' }] },
    });
  });
});
