import {
  BedrockRuntimeClient,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attack, type ClientHub, claims, claudeId, novaId, research, startClientHub } from './local-hub.fixture.ts';

let hub: ClientHub;
const clients = new Map<string, BedrockRuntimeClient>();
beforeAll(async () => {
  hub = await startClientHub();
  for (const application of [claims, research]) {
    const credentials = await hub.assume(application);
    clients.set(
      application,
      new BedrockRuntimeClient({ region: 'us-east-1', endpoint: hub.endpoint(application), credentials }),
    );
  }
});
afterAll(async () => {
  for (const client of clients.values()) client.destroy();
  await hub.close();
});

const anthropicBody = (text: string) => ({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 200,
  messages: [{ role: 'user', content: text }],
});
const novaBody = (text: string) => ({
  schemaVersion: 'messages-v1',
  messages: [{ role: 'user', content: [{ text }] }],
});

async function invoke(application: string, modelId: string, body: object) {
  const command = new InvokeModelCommand({ modelId, body: JSON.stringify(body), contentType: 'application/json' });
  const answer = await clients.get(application)!.send(command);
  return JSON.parse(answer.body.transformToString());
}

async function stream(modelId: string, body: object) {
  const command = new InvokeModelWithResponseStreamCommand({ modelId, body: JSON.stringify(body) });
  const events = await Array.fromAsync((await clients.get(claims)!.send(command)).body!);
  return events.map((event) => JSON.parse(Buffer.from(event.chunk!.bytes!).toString()));
}

describe('InvokeModel with the JavaScript SDK', () => {
  it("answers an Anthropic body in Anthropic's form", async () => {
    const answer = await invoke(claims, claudeId, anthropicBody('What is an excess?'));
    expect(answer).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn' });
    expect(answer.content[0].text).toContain('You asked: What is an excess?');
    expect(hub.calls.at(-1)!.completion.usage?.source).toBe('model');
  });

  it('tells of a block in an Anthropic body', async () => {
    const answer = await invoke(claims, claudeId, anthropicBody(attack));
    expect(answer['amazon-bedrock-guardrailAction']).toBe('INTERVENED');
    expect(hub.calls.at(-1)!.completion.outcome).toBe('blocked');
  });

  it("answers a Nova body in Nova's form", async () => {
    const answer = await invoke(claims, novaId, novaBody('What is an excess?'));
    expect(answer.output.message.content[0].text).toContain('You asked: What is an excess?');
    expect(answer.stopReason).toBe('end_turn');
  });

  it('answers Titan with one vector', async () => {
    const answer = await invoke(research, 'amazon.titan-embed-text-v2:0', { inputText: 'A filing', dimensions: 256 });
    expect(answer.embedding).toHaveLength(256);
    expect(answer.inputTextTokenCount).toBeGreaterThan(0);
  });

  it('answers Cohere with one vector for each text', async () => {
    const body = { texts: ['A filing', 'Another'], input_type: 'search_document' };
    const answer = await invoke(research, 'cohere.embed-english-v3', body);
    expect(answer.embeddings).toHaveLength(2);
    expect(hub.calls.at(-1)!.completion.outcome).toBe('answered');
  });

  it('masks what the model must not see, in an embedding too', async () => {
    await invoke(research, 'amazon.titan-embed-text-v2:0', { inputText: 'From jane.doe@example.com' });
    const sent = Buffer.from((await hub.standIn.calls()).at(-1)!.body).toString();
    expect(sent).not.toContain('jane.doe');
    expect(hub.calls.at(-1)!.completion.screening.verdict).toBe('masked');
  });
});

describe('InvokeModelWithResponseStream with the JavaScript SDK', () => {
  it("streams Anthropic's events", async () => {
    const events = await stream(claudeId, anthropicBody('What is an excess?'));
    expect(events.at(0).type).toBe('message_start');
    expect(events.at(-1).type).toBe('message_stop');
    expect(events.map((event) => event.delta?.text ?? '').join('')).toContain('You asked: What is an excess?');
  });

  it("streams Nova's events", async () => {
    const events = await stream(novaId, novaBody('What is an excess?'));
    const text = events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('');
    expect(text).toContain('You asked: What is an excess?');
    expect(events.some((event) => event.messageStop?.stopReason === 'end_turn')).toBe(true);
  });
});

describe('CountTokens with the JavaScript SDK', () => {
  it.each([
    [
      'a Converse prompt',
      { converse: { messages: [{ role: 'user' as const, content: [{ text: 'What is an excess?' }] }] } },
    ],
    [
      'an InvokeModel body',
      { invokeModel: { body: Buffer.from(JSON.stringify(anthropicBody('What is an excess?'))) } },
    ],
  ])('counts %s and charges nothing', async (_, input) => {
    const answer = await clients.get(claims)!.send(new CountTokensCommand({ modelId: claudeId, input }));
    expect(answer.inputTokens).toBeGreaterThan(0);
    expect(hub.calls.at(-1)!.intent.reservation).toMatchObject({ requests: 1, tokens: 0, costNanos: 0 });
  });
});
