import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
  type ConverseStreamOutput,
  type Message,
  type ToolConfiguration,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attack, type ClientHub, claims, claudeId, pixel, startClientHub, withPictures } from './local-hub.fixture.ts';

let hub: ClientHub;
beforeAll(async () => {
  hub = await startClientHub({ change: withPictures });
});
afterAll(() => hub.close());

const handlers: readonly (readonly [string, () => BedrockRuntimeClientConfig])[] = [
  ['its default HTTP/2 handler', () => ({})],
  ['NodeHttpHandler', () => ({ requestHandler: new NodeHttpHandler() })],
];

describe.each(handlers)("the JavaScript SDK's Bedrock Runtime client with %s", (_, handler) => {
  let client: BedrockRuntimeClient;
  beforeAll(async () => {
    const credentials = await hub.assume(claims);
    client = new BedrockRuntimeClient({
      region: 'us-east-1',
      endpoint: hub.endpoint(claims),
      credentials,
      ...handler(),
    });
  });
  afterAll(() => client.destroy());

  it('gets a plain answer, with the record id as its request id', async () => {
    const answer = await client.send(new ConverseCommand(asks('What is an excess?')));
    expect(answer.stopReason).toBe('end_turn');
    expect(answer.output?.message?.content?.[0]?.text).toContain('You asked: What is an excess?');
    const { intent, completion } = hub.calls.at(-1)!;
    expect(answer.$metadata.requestId).toBe(intent.recordId);
    expect(intent.caller.application).toBe(claims);
    expect(completion.outcome).toBe('answered');
  });

  it('streams', async () => {
    const { stream } = await client.send(new ConverseStreamCommand(asks('What is an excess?')));
    const events = await Array.fromAsync(stream!);
    expect(events.filter((event) => event.contentBlockDelta).length).toBeGreaterThan(1);
    expect(textOf(events)).toContain('You asked: What is an excess?');
    expect(events.find((event) => event.messageStop)?.messageStop?.stopReason).toBe('end_turn');
    expect(events.at(-1)?.metadata?.usage?.outputTokens).toBeGreaterThan(0);
  });

  it('makes a tool round trip', async () => {
    const question: Message = { role: 'user', content: [{ text: 'What is the weather in Zurich?' }] };
    const first = await client.send(new ConverseCommand({ modelId: claudeId, toolConfig, messages: [question] }));
    expect(first.stopReason).toBe('tool_use');
    const use = first.output!.message!.content!.find((block) => block.toolUse)!.toolUse!;
    expect(use).toMatchObject({ name: 'get_weather', input: { city: expect.any(String) } });
    const result: Message = {
      role: 'user',
      content: [{ toolResult: { toolUseId: use.toolUseId, content: [{ json: { sky: 'clear' } }], status: 'success' } }],
    };
    const messages = [question, first.output!.message!, result];
    const second = await client.send(new ConverseCommand({ modelId: claudeId, toolConfig, messages }));
    expect(second.stopReason).toBe('end_turn');
    expect(second.output?.message?.content?.[0]?.text).toContain('The tool answered: {"sky":"clear"}');
  });

  it('streams the input of a tool call', async () => {
    const command = new ConverseStreamCommand({ ...asks('What is the weather in Zurich?'), toolConfig });
    const events = await Array.fromAsync((await client.send(command)).stream!);
    const start = events.find((event) => event.contentBlockStart)?.contentBlockStart?.start?.toolUse;
    const input = events.map((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? '').join('');
    expect(start?.name).toBe('get_weather');
    expect(JSON.parse(input)).toHaveProperty('city');
  });

  it('sends an image, which is recorded as not screened', async () => {
    const image = { image: { format: 'png', source: { bytes: pixel } } } as const;
    const messages: Message[] = [{ role: 'user', content: [{ text: 'What is in it?' }, image] }];
    const answer = await client.send(new ConverseCommand({ modelId: claudeId, messages }));
    expect(answer.output?.message?.content?.[0]?.text).toContain(`one image (png, ${pixel.length} bytes)`);
    const verdicts = hub.calls.at(-1)!.completion.screening.input;
    expect(verdicts.find(({ kind }) => kind === 'image')?.verdict).toBe('not_run');
  });

  it('is told of a block as Bedrock tells it', async () => {
    const answer = await client.send(new ConverseCommand(asks(attack)));
    expect(answer.stopReason).toBe('guardrail_intervened');
    expect(answer.output?.message?.content?.[0]?.text).toBe(
      hub.bundle.guardrails['customer-data']?.blockedInputMessage,
    );
    expect(hub.calls.at(-1)!.completion.outcome).toBe('blocked');
  });

  it('is told of a block in a stream', async () => {
    const { stream } = await client.send(new ConverseStreamCommand(asks(attack)));
    const events = await Array.fromAsync(stream!);
    expect(events.find((event) => event.messageStop)?.messageStop?.stopReason).toBe('guardrail_intervened');
    expect(textOf(events)).toBe(hub.bundle.guardrails['customer-data']?.blockedInputMessage);
  });
});

function asks(text: string): ConverseCommandInput {
  return { modelId: claudeId, messages: [{ role: 'user', content: [{ text }] }] };
}

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const toolConfig: ToolConfiguration = {
  tools: [{ toolSpec: { name: 'get_weather', description: 'The weather of a city', inputSchema: { json: schema } } }],
};

function textOf(events: readonly ConverseStreamOutput[]): string {
  return events.map((event) => event.contentBlockDelta?.delta?.text ?? '').join('');
}
