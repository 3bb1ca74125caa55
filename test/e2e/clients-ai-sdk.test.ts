import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { APICallError, generateText, isStepCount, type LanguageModel, streamText, tool } from 'ai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { attack, type ClientHub, claims, claudeId, pixel, startClientHub, withPictures } from './local-hub.fixture.ts';

let hub: ClientHub;
let models: (modelId: string) => LanguageModel;
beforeAll(async () => {
  hub = await startClientHub({ change: withPictures });
  models = createAmazonBedrock({ region: 'us-east-1', baseURL: hub.endpoint(claims), ...(await hub.assume(claims)) });
});
afterAll(() => hub.close());

const tools = {
  get_weather: tool({
    description: 'The weather of a city',
    inputSchema: z.object({ city: z.string() }),
    execute: async () => ({ sky: 'clear' }),
  }),
};
const weather = 'What is the weather in Zurich?';
const stopWhen = isStepCount(3);

describe('the Vercel AI SDK with @ai-sdk/amazon-bedrock', () => {
  it('gets a plain answer', async () => {
    const { text, finishReason, usage } = await generateText({ model: models(claudeId), prompt: 'What is an excess?' });
    expect(text).toContain('You asked: What is an excess?');
    expect(finishReason).toBe('stop');
    expect(usage.outputTokens).toBeGreaterThan(0);
    expect(hub.calls.at(-1)!.intent.caller.application).toBe(claims);
  });

  it('streams', async () => {
    const { textStream, finishReason } = streamText({ model: models(claudeId), prompt: 'What is an excess?' });
    const pieces = await Array.fromAsync(textStream);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toContain('You asked: What is an excess?');
    expect(await finishReason).toBe('stop');
  });

  it('makes a tool round trip', async () => {
    const { steps, text } = await generateText({ model: models(claudeId), tools, stopWhen, prompt: weather });
    expect(steps.map((step) => step.finishReason)).toEqual(['tool-calls', 'stop']);
    expect(text).toContain('The tool answered:');
    expect(text).toContain('clear');
  });

  it('makes a tool round trip in streams', async () => {
    const { steps, text } = streamText({ model: models(claudeId), tools, stopWhen, prompt: weather });
    expect(await text).toContain('The tool answered:');
    expect((await steps)[0]?.toolCalls[0]).toMatchObject({
      toolName: 'get_weather',
      input: { city: expect.any(String) },
    });
  });

  it('sends an image', async () => {
    const content = [
      { type: 'text', text: 'What is in it?' },
      { type: 'file', data: pixel, mediaType: 'image/png' },
    ] as const;
    const { text } = await generateText({
      model: models(claudeId),
      messages: [{ role: 'user', content: [...content] }],
    });
    expect(text).toContain(`one image (png, ${pixel.length} bytes)`);
  });

  it('is told of a block', async () => {
    const { text, finishReason } = await generateText({ model: models(claudeId), prompt: attack });
    expect(finishReason).toBe('content-filter');
    expect(text).toBe(hub.bundle.guardrails['customer-data']?.blockedInputMessage);
  });

  it('is told of a block in a stream', async () => {
    const { text, finishReason } = streamText({ model: models(claudeId), prompt: attack });
    expect(await text).toBe(hub.bundle.guardrails['customer-data']?.blockedInputMessage);
    expect(await finishReason).toBe('content-filter');
  });

  it('is told why a call is refused', async () => {
    const calling = generateText({ model: models('us.anthropic.claude-opus-4-8'), prompt: 'Hello', maxRetries: 0 });
    const error = await calling.then(
      () => expect.fail('the call was answered'),
      (caught: unknown) => caught,
    );
    expect(APICallError.isInstance(error) && error.statusCode).toBe(403);
    expect(String(error)).toContain('not entitled');
  });
});
