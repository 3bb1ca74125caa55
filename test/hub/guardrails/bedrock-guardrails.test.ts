import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { GuardrailRequest } from '../../../hub/gateway/ports.ts';
import {
  BedrockGuardrails,
  type BedrockGuardrailsOptions,
  bedrockGuardrailsFromEnvironment,
} from '../../../hub/guardrails/bedrock-guardrails.ts';
import type { StandIn } from '../../../hub/local/stand-in/stand-in.ts';
import { startStandIn } from '../../../hub/local/stand-in/start.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';
import { PatientWaiting } from './patient-waiting.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' };
const place = { region: 'eu-central-1', credentials };

function request(...texts: string[]): GuardrailRequest {
  return { identifier: 'gr1', version: '2', source: 'INPUT', texts: texts.map((text) => ({ text })) };
}

describe('Bedrock’s guardrails, asked over the wire', () => {
  let standIn: StandIn;
  let guardrails: BedrockGuardrails;

  beforeAll(async () => {
    standIn = await startStandIn({ thread: false });
    await standIn.configure({
      guardrails: [
        {
          identifier: 'gr1',
          version: '2',
          blockedInputMessaging: 'Stopped.',
          blockedOutputsMessaging: 'Withheld.',
          wordPolicyConfig: { wordsConfig: [{ text: 'nightingale' }] },
          sensitiveInformationPolicyConfig: { piiEntitiesConfig: [{ type: 'EMAIL', action: 'ANONYMIZE' }] },
        },
      ],
    });
    guardrails = bedrockGuardrailsFromEnvironment({ ...place, endpoint: standIn.url });
  });
  afterAll(async () => {
    guardrails.close();
    await standIn.close();
  });

  it('find nothing in what is harmless', async () => {
    const judgement = await guardrails.apply(request('Hello'));
    expect(judgement).toMatchObject({ intervened: false, findings: [], outputs: [] });
    expect(judgement.units).toBeGreaterThan(0);
  });

  it('answer one masked text for each that was sent', async () => {
    expect(await guardrails.apply(request('Write to a@example.com', 'or not'))).toMatchObject({
      intervened: true,
      findings: [{ policy: 'entity', name: 'EMAIL', action: 'mask', match: 'a@example.com' }],
      outputs: ['Write to {EMAIL}', 'or not'],
    });
  });

  it('say what blocked', async () => {
    expect(await guardrails.apply(request('Project Nightingale'))).toMatchObject({
      intervened: true,
      findings: [{ policy: 'word', name: '', action: 'block' }],
      outputs: ['Stopped.'],
    });
  });

  it('are told the direction and the qualifiers', async () => {
    const texts = [{ text: 'Paris', qualifiers: ['grounding_source'] as const }];
    await guardrails.apply({ ...request(), source: 'OUTPUT', texts });
    const call = (await standIn.calls()).at(-1);
    expect(JSON.parse(Buffer.from(call?.body ?? []).toString())).toEqual({
      source: 'OUTPUT',
      content: [{ text: { text: 'Paris', qualifiers: ['grounding_source'] } }],
    });
  });

  it('are a fault where the guardrail does not exist, at the first attempt', async () => {
    const before = (await standIn.calls()).length;
    const fault = await faultOf(guardrails.apply({ ...request('secret'), version: '9' }));
    expect(fault.code).toBe('guardrail_unavailable');
    expect(fault.message).not.toContain('secret');
    expect(await standIn.calls()).toHaveLength(before + 1);
  });
});

interface Scripted {
  readonly status: number;
  readonly body: object;
}

const clean = { action: 'NONE', outputs: [], assessments: [], usage: {} };
const fine: Scripted = { status: 200, body: clean };
const throttled: Scripted = { status: 429, body: { __type: 'ThrottlingException', message: 'slow down' } };
const broken: Scripted = { status: 503, body: { __type: 'ServiceUnavailableException', message: 'broken' } };

/** A service that answers one after the other, and the last one for ever. */
async function scripted(answers: readonly Scripted[], options: Partial<BedrockGuardrailsOptions> = {}) {
  let calls = 0;
  const server = createServer((incoming: IncomingMessage, response) => {
    incoming.resume().on('end', () => {
      const { status, body } = answers[Math.min(calls++, answers.length - 1)] ?? fine;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new BedrockRuntimeClient({
    ...place,
    endpoint,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  });
  const guardrails = new BedrockGuardrails({ client, quota: null, waiting: new PatientWaiting(), ...options });
  onTestFinished(() => {
    guardrails.close();
    server.close();
  });
  return { guardrails, calls: () => calls };
}

describe('a guardrail service in trouble', () => {
  it('is asked again after throttles and errors that pass', async () => {
    const waiting = new PatientWaiting(0.5);
    const { guardrails, calls } = await scripted([throttled, broken, throttled, fine], { waiting });
    expect(await guardrails.apply(request('Hello'))).toMatchObject({ intervened: false });
    expect(calls()).toBe(4);
    expect(waiting.slept).toEqual([50, 100, 200]);
  });

  it('is given up on after a bounded time', async () => {
    const waiting = new PatientWaiting(0.9);
    const { guardrails } = await scripted([throttled], { waiting });
    await expectFault(guardrails.apply(request('Hello')), 'guardrail_unavailable');
    expect(waiting.now()).toBeLessThanOrEqual(10_000);
  });

  it('is not asked again where it may not be asked at all', async () => {
    const denied = { status: 403, body: { __type: 'AccessDeniedException', message: 'no' } };
    const { guardrails, calls } = await scripted([denied]);
    await expectFault(guardrails.apply(request('Hello')), 'guardrail_unavailable');
    expect(calls()).toBe(1);
  });

  it('is a fault where nobody listens', async () => {
    const client = new BedrockRuntimeClient({
      ...place,
      endpoint: 'http://127.0.0.1:1',
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler(),
    });
    const guardrails = new BedrockGuardrails({ client, waiting: new PatientWaiting(0.9) });
    onTestFinished(() => guardrails.close());
    await expectFault(guardrails.apply(request('Hello')), 'guardrail_unavailable');
  });

  it('has judged nothing where it read only a part of the text', async () => {
    const guardrailCoverage = { textCharacters: { guarded: 3, total: 5 } };
    const { guardrails } = await scripted([{ status: 200, body: { ...clean, guardrailCoverage } }]);
    await expectFault(guardrails.apply(request('Hello')), 'guardrail_unavailable');
    const texts = [{ text: 'Hello', qualifiers: ['query'] as const }];
    await expect(guardrails.apply({ ...request(), texts })).resolves.toMatchObject({ intervened: false });
  });
});

describe('the quotas of the service', () => {
  it('make requests wait, by their text units', async () => {
    const waiting = new PatientWaiting();
    const quota = { requestsPerSecond: 100, textUnitsPerSecond: 10 };
    const { guardrails } = await scripted([fine], { waiting, quota });
    for (const length of [10_000, 5_000, 1]) await guardrails.apply(request('x'.repeat(length)));
    expect(waiting.slept).toEqual([500, 100]);
  });

  it('are a fault where the wait would be longer than the whole budget, and the service is not asked', async () => {
    const quota = { requestsPerSecond: 100, textUnitsPerSecond: 1 };
    const { guardrails, calls } = await scripted([fine], { quota });
    await guardrails.apply(request('x'.repeat(25_000)));
    await expectFault(guardrails.apply(request('Hello')), 'guardrail_unavailable');
    expect(calls()).toBe(1);
  });
});
