import {
  AccessDeniedException,
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  ServiceQuotaExceededException,
  ThrottlingException,
  ValidationException,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApplicationPolicy } from '../../shared/config/bundle.ts';
import { type ClientHub, claims, claudeId, research, startClientHub } from './local-hub.fixture.ts';

const studio = 'marketing-studio';
const microId = 'us.amazon.nova-micro-v1:0';

/** One call a day for the research desk; the marketing studio's two a minute become one. */
function capped(application: ApplicationPolicy): Partial<ApplicationPolicy> {
  const { limits, name } = application;
  if (name === research) return { limits: { ...limits, day: { ...limits.day, requests: 1 } } };
  return name === studio ? { limits: { ...limits, minute: { ...limits.minute, requests: 1 } } } : {};
}

/** Stands still one second before a minute turns, until a test moves it. */
const clock = { ms: Math.ceil(Date.now() / 60_000) * 60_000 - 1_000, now: () => clock.ms };

let hub: ClientHub;
let refusedAtMs = 0;
beforeAll(async () => {
  hub = await startClientHub({
    change: capped,
    clock,
    onCall: ({ completion }) => {
      if (completion.outcome === 'refused') refusedAtMs = Date.now();
    },
  });
});
afterAll(() => hub.close());

async function client(application: string, maxAttempts = 1): Promise<BedrockRuntimeClient> {
  const credentials = await hub.assume(application);
  const requestHandler = new NodeHttpHandler();
  return new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: hub.endpoint(application),
    credentials,
    requestHandler,
    maxAttempts,
  });
}

function hello(modelId: string, more: Partial<ConverseCommandInput> = {}): ConverseCommand {
  return new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'Hello' }] }], ...more });
}

async function errorOf(
  calling: Promise<unknown>,
): Promise<Error & { $response?: { headers: Record<string, string> } }> {
  return calling.then(
    () => expect.fail('the call was answered'),
    (error) => error,
  );
}

describe('the JavaScript SDK raises its own typed exceptions', () => {
  it('AccessDeniedException for a model that the application may not use, naming the rule', async () => {
    const error = await errorOf((await client(claims)).send(hello('us.anthropic.claude-opus-4-8')));
    expect(error).toBeInstanceOf(AccessDeniedException);
    expect(error.message).toContain('applications.claims-assistant.models');
    expect(error.$response?.headers['x-gatehouse-refusal']).toBe('model_not_entitled');
  });

  it('AccessDeniedException for another application’s path', async () => {
    const credentials = await hub.assume(claims);
    const elsewhere = new BedrockRuntimeClient({
      region: 'us-east-1',
      endpoint: hub.endpoint(research),
      credentials,
      maxAttempts: 1,
    });
    expect(await errorOf(elsewhere.send(hello(claudeId)))).toBeInstanceOf(AccessDeniedException);
    elsewhere.destroy();
  });

  it('ValidationException for more output tokens than the application may ask for', async () => {
    const error = await errorOf(
      (await client(claims)).send(hello(claudeId, { inferenceConfig: { maxTokens: 50_000 } })),
    );
    expect(error).toBeInstanceOf(ValidationException);
    expect(error.message).toContain('4096');
  });

  it('ServiceQuotaExceededException for a call over the cap of the day, which it does not retry', async () => {
    const desk = await client(research, 3);
    await desk.send(hello(claudeId));
    const before = hub.calls.length;
    expect(await errorOf(desk.send(hello(claudeId)))).toBeInstanceOf(ServiceQuotaExceededException);
    expect(hub.calls.length - before).toBe(1);
  });

  it('ThrottlingException with retry-after for a call over the cap of the minute', async () => {
    const caller = await client(studio);
    await caller.send(hello(microId));
    const error = await errorOf(caller.send(hello(microId)));
    expect(error).toBeInstanceOf(ThrottlingException);
    expect(error.$response?.headers['retry-after']).toBe('1');
  });

  it('ThrottlingException where Bedrock itself throttles', async () => {
    await hub.standIn.configure({ throttleNext: 1 });
    expect(await errorOf((await client(claims)).send(hello(claudeId)))).toBeInstanceOf(ThrottlingException);
    expect(hub.calls.at(-1)?.completion.outcome).toBe('upstream_error');
  });
});

describe("the SDK's own retry policy", () => {
  it('retries a throttled call once its retry-after has passed, and not before', async () => {
    const caller = await client(studio, 2);
    const before = hub.calls.length;
    const sending = caller.send(hello(microId));
    await expect.poll(() => hub.calls.length - before).toBe(1);
    // The refusal is on its way to the SDK; the minute turns while the SDK waits.
    clock.ms += 1_000;
    const answer = await sending;
    const [refused, answered] = hub.calls.slice(before);
    expect(answer.$metadata.attempts).toBe(2);
    expect(refused?.completion.refusal?.code).toBe('rate_exceeded');
    expect(answered?.completion.outcome).toBe('answered');
    expect(Date.parse(answered!.intent.receivedAt) - refusedAtMs).toBeGreaterThanOrEqual(1_000 - 5);
  });

  it('retries where Bedrock throttles, without a second charge', async () => {
    await hub.standIn.configure({ throttleNext: 1 });
    const answer = await (await client(claims, 2)).send(hello(claudeId));
    expect(answer.$metadata.attempts).toBe(2);
    const [first, second] = hub.calls.slice(-2);
    expect(first?.completion.usage).toBeNull();
    expect(second?.completion.usage?.costNanos).toBeGreaterThan(0);
  });
});
