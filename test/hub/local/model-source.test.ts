import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ModelCall } from '../../../hub/gateway/ports.ts';
import { deployedGuardrails } from '../../../hub/local/deployed-guardrails.ts';
import { readGovernance } from '../../../hub/local/governance-file.ts';
import { openModels } from '../../../hub/local/model-source.ts';
import { startStandIn } from '../../../hub/local/stand-in/start.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { expectFault } from '../gateway/faults.ts';
import { completion, startChatServer } from './openai-compatible/chat-server.ts';
import { governance, modelId } from './started-hub.ts';

const { bundle } = readGovernance(governance);
const standard = { governance, port: 0, state: 'unused', quiet: true };

function converse(text: string, guardrailConfig?: object): ModelCall {
  const body = { messages: [{ role: 'user', content: [{ text }] }], ...(guardrailConfig && { guardrailConfig }) };
  return {
    operation: 'Converse',
    modelId,
    contentType: 'application/json',
    accept: 'application/json',
    headers: {},
    body: Buffer.from(JSON.stringify(body)),
  };
}

async function open(models: string, more: { bedrockEndpoint?: string } = {}, rules: PolicyBundle = bundle) {
  const opened = await openModels({ ...standard, models, ...more }, rules);
  onTestFinished(() => opened.close());
  const ask = async (call: ModelCall) => {
    const { status, body } = await opened.runtime.invoke(call);
    return { status, body: JSON.parse(Buffer.concat(await Array.fromAsync(body)).toString()) };
  };
  return { opened, ask };
}

describe('the stand-in', () => {
  it('answers Bedrock’s protocol without an account, for nothing', async () => {
    const { opened, ask } = await open('stand-in');
    expect(opened.free).toBe(true);
    const { status, body } = await ask(converse('Hello'));
    expect(status).toBe(200);
    expect(body.output.message.content[0].text).toContain('Hello');
  });

  it('has the guardrails of the rules', async () => {
    const { ask } = await open('stand-in');
    const { identifier, version, words } = bundle.guardrails['customer-data']!;
    const config = { guardrailIdentifier: identifier, guardrailVersion: version };
    const { body } = await ask(converse(`Tell me about ${words[0]}`, config));
    expect(body.stopReason).toBe('guardrail_intervened');
  });

  it('judges what a guardrail beside the model would not read, by the same rules', async () => {
    const { opened } = await open('stand-in');
    const { identifier, version, words } = bundle.guardrails['customer-data']!;
    const ask = (text: string) => opened.guardrails.apply({ identifier, version, source: 'INPUT', texts: [{ text }] });
    expect(opened.guardrails.engine).toBe('bedrock');
    expect(await ask(`Tell me about ${words[0]}`)).toMatchObject({ intervened: true, findings: [{ action: 'block' }] });
    expect(await ask('Tell me about birds')).toMatchObject({ intervened: false, findings: [] });
  });

  it('can be asked no more once it is closed', async () => {
    const opened = await openModels({ ...standard, models: 'stand-in' }, bundle);
    await opened.close();
    await expectFault(opened.runtime.invoke(converse('Hello')), 'model_unavailable');
  });

  it('is not left running where the guardrails of the rules are none that it can take', async () => {
    const broken = { ...bundle.guardrails['customer-data']!, words: [42 as unknown as string] };
    await expect(
      openModels({ ...standard, models: 'stand-in' }, { ...bundle, guardrails: { broken } }),
    ).rejects.toThrow();
    const workers = process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort');
    expect(workers).toHaveLength(0);
  });
});

describe('Amazon Bedrock', () => {
  it('costs money, so nothing is asked of it unasked, and says so', async () => {
    const { opened } = await open('bedrock');
    expect(opened.free).toBe(false);
    expect(opened.description).toContain(bundle.hub.region);
    expect(opened.description).toContain('cost money');
  });

  it('is asked at the endpoint that is named', async () => {
    const upstream = await startStandIn({ thread: false });
    onTestFinished(() => upstream.close());
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { opened } = await open('bedrock', { bedrockEndpoint: upstream.url });
    expect(opened.description).toContain(upstream.url);
    expect((await opened.runtime.invoke(converse('Hello'))).status).toBe(200);
    expect(await upstream.calls()).toHaveLength(1);
  });

  it('is asked for judgements within the quotas and the time that the rules name', async () => {
    const upstream = await startStandIn({ thread: false });
    onTestFinished(() => upstream.close());
    await upstream.configure({ guardrails: deployedGuardrails(bundle) });
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
    onTestFinished(() => void vi.unstubAllEnvs());
    const applyGuardrail = { requestsPerSecond: 100, textUnitsPerSecond: 1, timeoutSeconds: 1 };
    const rules = { ...bundle, hub: { ...bundle.hub, applyGuardrail } };
    const { opened } = await open('bedrock', { bedrockEndpoint: upstream.url }, rules);
    const { identifier, version } = bundle.guardrails['customer-data']!;
    const ask = (text: string) => opened.guardrails.apply({ identifier, version, source: 'INPUT', texts: [{ text }] });
    expect((await ask('birds '.repeat(4_000))).intervened).toBe(false);
    await expectFault(ask('fish'), 'guardrail_unavailable');
  });
});

it('an OpenAI-compatible server is asked at its own address, for nothing', async () => {
  const chat = await startChatServer();
  onTestFinished(() => chat.close());
  chat.respond = completion({ role: 'assistant', content: 'from elsewhere' });
  const { opened, ask } = await open(chat.url);
  expect(opened.free).toBe(true);
  expect(opened.description).toContain(chat.url);
  expect(opened.guardrails.engine).toBe('local');
  expect((await ask(converse('Hello'))).body.output.message.content).toEqual([{ text: 'from elsewhere' }]);
});
