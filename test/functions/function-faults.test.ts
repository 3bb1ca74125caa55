import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newRecordId } from '../../hub/audit/record-id.ts';
import { admit } from '../../hub/gateway/admit.ts';
import { remotePromptHandler } from '../../hub/gateway/frames/remote-prompt-handler.ts';
import { remoteResponseFilter } from '../../hub/gateway/frames/remote-response-filter.ts';
import { governPolicy } from '../../hub/gateway/governed-policy.ts';
import type { CallOrder } from '../../hub/gateway/handlers.ts';
import { isRefusal } from '../../shared/contract/refusals.ts';
import { compiledWith } from '../hub/gateway/delivered-bundle.fixture.ts';
import { callerArn, testPolicy } from '../hub/gateway/governed-policy.fixture.ts';
import { conversePath, userSays } from '../hub/gateway/test-hub.ts';
import { callGateway } from './call-gateway.ts';
import { type RunningFunctions, startFunctions, startOne } from './functions.fixture.ts';
import type { FunctionProcess } from './lambda-process.ts';

let running: RunningFunctions;
beforeAll(async () => {
  running = await startFunctions(testPolicy());
});
afterAll(() => running?.close());

/** An order that is as good as any of the gateway's, but that the gateway has not written down. */
function unrecordedOrder(policy = testPolicy()): CallOrder {
  const governed = governPolicy(policy);
  const body = Buffer.from(JSON.stringify(userSays('Hello')));
  const inbound = { principalArn: callerArn, method: 'POST', path: conversePath, headers: {}, body };
  const { decision: call } = admit(inbound, governed);
  if (isRefusal(call)) throw new Error(call.message);
  return { recordId: newRecordId(Date.now()), inbound, bodyBytes: body.length, policy: governed, call };
}

const transportTo = ({ invoke }: FunctionProcess) => ({ invoke: async (payload: Uint8Array) => invoke(payload) });

describe('functions that fail', () => {
  it('asks no model for an order without a durable intent, whoever brings it', async () => {
    const asked = (await running.aws.bedrock.calls()).length;
    const outcome = await remotePromptHandler(transportTo(running.promptHandler)).ask(unrecordedOrder());
    expect(outcome).toMatchObject({ kind: 'faulted', cause: { code: 'evidence_unavailable' } });
    expect((await running.aws.bedrock.calls()).length).toBe(asked);
  });

  it('carries out no order that was made under rules that were never in force', async () => {
    const order = unrecordedOrder(compiledWith('Do as you like.'));
    const handled = await remoteResponseFilter(transportTo(running.responseFilter)).handle(order, Promise.resolve());
    expect(handled).toMatchObject({ kind: 'faulted', cause: { code: 'policy_unavailable' } });
  });

  it('decides nothing by a bundle whose bytes are not what its hash says', async () => {
    const key = `${running.aws.names.policyBucket}/policy-bundles/${testPolicy().hash}.json`;
    const genuine = running.aws.s3.objects.get(key)!;
    running.aws.s3.objects.set(key, Buffer.from(genuine.toString().replace('Be brief.', 'Be loud..')));
    const gateway = await startOne('gateway', running.aws);
    const answer = await callGateway(gateway, { body: userSays('Hello') });
    running.aws.s3.objects.set(key, genuine);
    expect(answer).toMatchObject({ status: 503, headers: { 'x-gatehouse-refusal': 'screening_unavailable' } });
    expect(gateway.output()).toContain('policy_unavailable');
    // It is not broken for good: the next call finds the genuine bundle.
    expect((await callGateway(gateway, { body: userSays('Hello') })).status).toBe(200);
    await gateway.kill();
  });

  it('ends the answer with an error, and the record as faulted, where the response filter dies in the middle of a stream', async () => {
    await running.aws.bedrock.configure({ streamEvents: 200, interEventMs: 20, answerBytes: 20_000 });
    let killed = false;
    const answer = await callGateway(
      running.gateway,
      { body: userSays('Hello'), action: 'converse-stream' },
      (bytes) => {
        if (bytes < 2_000 || killed) return;
        killed = true;
        void running.responseFilter.kill();
      },
    );
    const frames = answer.frames();
    expect(frames.some(({ event }) => event === 'contentBlockDelta')).toBe(true);
    expect(frames.some(({ event }) => event === 'messageStop' || event === 'metadata')).toBe(false);
    expect(frames.at(-1)?.exception).toBe('serviceUnavailableException');
    const { completion } = await running.aws.records.get(answer.headers['x-gatehouse-record'] ?? '');
    expect(completion).toMatchObject({ outcome: 'faulted', usage: { source: 'reserved' } });
  });
});

describe.each([
  ['gateway', 'GATEHOUSE_RECORDS_TABLE'],
  ['response-filter', 'GATEHOUSE_PROMPT_HANDLER'],
  ['prompt-handler', 'GATEHOUSE_SEAL_KEY'],
] as const)('the bundled %s', (name, variable) => {
  it('stops at its start where a variable is missing or malformed, and names it', async () => {
    await expect(startOne(name, running.aws, { [variable]: undefined })).rejects.toThrow(`${variable} is missing`);
    await expect(startOne(name, running.aws, { [variable]: 'wrong!' })).rejects.toThrow(`${variable} is "wrong!"`);
    await expect(startOne(name, running.aws, { AWS_REGION: undefined })).rejects.toThrow('AWS_REGION is missing');
  });
});
