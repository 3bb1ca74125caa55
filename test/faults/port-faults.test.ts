import { describe, expect, it } from 'vitest';
import { errorStatus } from '../../shared/contract/refusals.ts';
import { testPolicy } from '../hub/gateway/governed-policy.fixture.ts';
import { converseAnswer, converseStream, decodeFrames } from '../hub/gateway/scripted-models.ts';
import {
  conversePath,
  converseStreamPath,
  openTestHub,
  type TestAnswer,
  type TestHub,
  userSays,
} from '../hub/gateway/test-hub.ts';
import { type Failure, FaultyPorts, failures } from './faulty-ports.ts';

const paths = [conversePath, converseStreamPath] as const;
type Path = (typeof paths)[number];

async function callWith(failAt: number, failure: Failure, path: Path) {
  const opened = await openTestHub(testPolicy());
  if (path === conversePath) opened.models.answers(converseAnswer('A secret answer.'));
  else opened.models.streams(converseStream(['A secret ', 'answer.']));
  const ports = new FaultyPorts(failAt, failure);
  ports.install(opened);
  const answer = await opened.call({ body: userSays('Hi'), path });
  return { opened, ports, answer };
}

/** Whether the caller holds an answer to its end. */
function isWhole(answer: TestAnswer, path: Path): boolean {
  if (answer.status !== 200) return false;
  if (path === conversePath) return true;
  return decodeFrames(answer.bytes).some(({ event }) => event === 'messageStop' || event === 'metadata');
}

function expectTypedFailure(answer: TestAnswer): void {
  if (answer.status === 200) {
    expect(decodeFrames(answer.bytes).at(-1)?.exception).toBe('serviceUnavailableException');
    return;
  }
  expect(answer.status).toBe(errorStatus.ServiceUnavailableException);
  expect(answer.headers['x-amzn-errortype']).toBe('ServiceUnavailableException');
  expect(Object.keys(answer.json())).toEqual(['message']);
  expect(answer.bytes.toString()).not.toContain('secret');
}

async function theOnlyRecord({ records }: TestHub) {
  const [only, ...others] = await records.latest(10);
  expect(others).toEqual([]);
  return only;
}

describe.each(paths)('a call of %s', (path) => {
  it('makes eight kinds of port calls, in the order that keeps the promises', async () => {
    const { ports, answer } = await callWith(Number.POSITIVE_INFINITY, 'fault', path);
    expect(isWhole(answer, path)).toBe(true);
    expect([...new Set(ports.calls)]).toEqual([
      'ledger.reserve',
      'records.putIntent',
      'models.invoke',
      'models.body',
      'keys.dataKey',
      'evidence.put',
      'records.putCompletion',
      'ledger.settle',
    ]);
  });

  it.each(failures)(
    'whichever port call fails (%s): a typed failure, no end of an answer, and nothing left held',
    async (failure) => {
      const { ports: sound } = await callWith(Number.POSITIVE_INFINITY, failure, path);
      for (let nth = 1; nth <= sound.calls.length; nth++) {
        const { opened, ports, answer } = await callWith(nth, failure, path);
        const failed = ports.failed ?? '';
        expect(failed, `call ${nth}`).toBe(sound.calls[nth - 1]);
        expect(isWhole(answer, path), failed).toBe(false);
        expectTypedFailure(answer);
        const record = await theOnlyRecord(opened);
        if (opened.models.calls.length > 0) expect(record?.intent, failed).toBeDefined();
        const told = failed === 'ledger.settle' || (failed === 'records.putCompletion' && failure === 'lost');
        // The record may say `answered` only where it was durable before the failure.
        if (!told) expect(record?.completion?.outcome, failed).not.toBe('answered');
        const { holds } = await opened.hub.ledger.usage('claims', Date.now());
        if (!failed.startsWith('ledger.')) expect(holds, failed).toEqual([]);
      }
    },
  );

  it('charges what the model used even where the call cannot be put on record', async () => {
    const { ports: sound } = await callWith(Number.POSITIVE_INFINITY, 'fault', path);
    const nth = sound.calls.indexOf('records.putCompletion') + 1;
    const { opened } = await callWith(nth, 'fault', path);
    const { windows } = await opened.hub.ledger.usage('claims', Date.now());
    expect(windows.month).toMatchObject({ requests: 1, tokens: 30, costNanos: 10 * 1000 + 20 * 4000 });
  });
});
