import { dirname } from 'node:path';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  type ModelErrorException,
} from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reviewsCommand } from '../../pipelines/cli/reviews.ts';
import { rememberedIo } from '../pipelines/cli/command-run.ts';
import { type ClientHub, claims, claudeId, novaId, startClientHub } from './local-hub.fixture.ts';

const summaries = 'note-summarizer';
const shape = { type: 'object', required: ['summary', 'problems', 'followUp'], additionalProperties: false };
const texts = { summary: { type: 'string' }, followUp: { type: 'string' } };
const schema = JSON.stringify({
  ...shape,
  properties: { ...texts, problems: { type: 'array', items: { type: 'string' } } },
});
const outputConfig = {
  textFormat: { type: 'json_schema', structure: { jsonSchema: { schema, name: 'note' } } },
} as const;
/** A schema of the caller's own, which the model follows and the application's does not allow. */
const otherConfig = {
  textFormat: {
    type: 'json_schema',
    structure: {
      jsonSchema: { name: 'other', schema: JSON.stringify({ type: 'object', properties: { other: texts.summary } }) },
    },
  },
} as const;
const messages = [{ role: 'user' as const, content: [{ text: 'The patient sleeps well again.' }] }];

let hub: ClientHub;
const clients = new Map<string, BedrockRuntimeClient>();
beforeAll(async () => {
  hub = await startClientHub({
    // Whatever speaks against an answer is too much.
    change: ({ name, answers }) =>
      name === claims ? { answers: { ...answers, confidence: { threshold: 1, below: 'flag' } } } : {},
  });
  for (const application of [claims, summaries]) {
    const credentials = await hub.assume(application);
    const endpoint = hub.endpoint(application);
    clients.set(application, new BedrockRuntimeClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 }));
  }
});
afterAll(async () => {
  for (const client of clients.values()) client.destroy();
  await hub.close();
});

const ask = (application: string, command: ConverseCommand) => clients.get(application)!.send(command);

describe('the JavaScript SDK', () => {
  it('gets a document that satisfies the application’s schema', async () => {
    const answer = await ask(summaries, new ConverseCommand({ modelId: claudeId, messages, outputConfig }));
    expect(JSON.parse(answer.output?.message?.content?.[0]?.text ?? '')).toHaveProperty('problems');
    expect(hub.calls.at(-1)?.completion.response?.schema).toMatchObject({ result: 'passed', repairs: 0 });
  });

  it('gets it as a stream, too', async () => {
    const { stream } = await clients
      .get(summaries)!
      .send(new ConverseStreamCommand({ modelId: claudeId, messages, outputConfig }));
    const events = await Array.fromAsync(stream ?? []);
    const text = events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('');
    expect(JSON.parse(text)).toHaveProperty('summary');
  });

  it('needs not say it: the model is told the application’s schema', async () => {
    const answer = await ask(summaries, new ConverseCommand({ modelId: claudeId, messages }));
    expect(JSON.parse(answer.output?.message?.content?.[0]?.text ?? '')).toHaveProperty('followUp');
  });

  it('gets its own exception where the model answers otherwise, asked twice', async () => {
    const asked = new ConverseCommand({ modelId: claudeId, messages, outputConfig: otherConfig });
    const refused = (await ask(summaries, asked).catch((error: unknown) => error)) as ModelErrorException;
    expect(refused.name).toBe('ModelErrorException');
    expect(refused.message).toContain('does not satisfy the JSON schema');
    expect(hub.calls.at(-1)?.completion.response?.schema).toMatchObject({ result: 'failed', repairs: 1 });
  });

  it('gets the stream’s exception for it', async () => {
    const asked = new ConverseStreamCommand({ modelId: claudeId, messages, outputConfig: otherConfig });
    const sent = clients.get(summaries)!.send(asked);
    const read = sent.then(({ stream }) => Array.fromAsync(stream ?? []));
    await expect(read).rejects.toMatchObject({ name: 'ModelStreamErrorException' });
  });

  it('gets a flagged answer, which a person finds with gatehouse reviews while the hub runs', async () => {
    // An answer that is cut off is no answer to rely on.
    await ask(claims, new ConverseCommand({ modelId: novaId, messages, inferenceConfig: { maxTokens: 3 } }));
    const { intent, completion } = hub.calls.at(-1) ?? expect.fail();
    expect(completion.response?.review).toEqual({ state: 'open' });
    const { io, seen } = rememberedIo(false);
    const state = dirname(dirname(hub.awsConfig));
    await reviewsCommand(io).parseAsync(['list', '--state', state], { from: 'user' });
    expect(seen.out).toContain(intent.recordId);
    expect(seen.out).toContain('truncated');
  });
});
