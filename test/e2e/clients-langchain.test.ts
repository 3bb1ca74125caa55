import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { ChatBedrockConverse } from '@langchain/aws';
import { type AIMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { attack, type ClientHub, claims, claudeId, pixel, startClientHub, withPictures } from './local-hub.fixture.ts';

let hub: ClientHub;
let client: BedrockRuntimeClient;
let chat: ChatBedrockConverse;
beforeAll(async () => {
  hub = await startClientHub({ change: withPictures });
  // Given a whole client, because its own `endpointHost` knows neither http nor a path.
  client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: hub.endpoint(claims),
    credentials: await hub.assume(claims),
  });
  chat = new ChatBedrockConverse({ model: claudeId, region: 'us-east-1', client });
});
afterAll(async () => {
  client.destroy();
  await hub.close();
});

const weatherTool = tool(async () => 'clear sky', {
  name: 'get_weather',
  description: 'The weather of a city',
  schema: z.object({ city: z.string() }),
});
const weather = new HumanMessage('What is the weather in Zurich?');

function stopReason(message: AIMessage): unknown {
  return message.response_metadata.stopReason;
}

describe('LangChain with ChatBedrockConverse', () => {
  it('gets a plain answer', async () => {
    const answer = await chat.invoke('What is an excess?');
    expect(answer.text).toContain('You asked: What is an excess?');
    expect(answer.usage_metadata).toMatchObject({ output_tokens: expect.any(Number) });
    expect(hub.calls.at(-1)!.intent.caller.application).toBe(claims);
  });

  it('streams', async () => {
    const chunks = await Array.fromAsync(await chat.stream('What is an excess?'));
    expect(chunks.filter((chunk) => chunk.text !== '').length).toBeGreaterThan(1);
    expect(chunks.map((chunk) => chunk.text).join('')).toContain('You asked: What is an excess?');
  });

  it('makes a tool round trip', async () => {
    const withTools = chat.bindTools([weatherTool]);
    const first = await withTools.invoke([weather]);
    const [call] = first.tool_calls ?? [];
    expect(call).toMatchObject({ name: 'get_weather', args: { city: expect.any(String) } });
    const result: ToolMessage = await weatherTool.invoke({ ...call!, type: 'tool_call' });
    expect(result).toBeInstanceOf(ToolMessage);
    const second = await withTools.invoke([weather, first, result]);
    // The model is shown between marks what a tool says.
    expect(second.text).toMatch(/The tool answered: <data-[0-9a-f]{12}>\nclear sky\n/);
  });

  it('sends an image', async () => {
    const content = [
      { type: 'text', text: 'What is in it?' },
      { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel.toString('base64')}` } },
    ];
    const answer = await chat.invoke([new HumanMessage({ content })]);
    expect(answer.text).toContain(`one image (png, ${pixel.length} bytes)`);
  });

  it('is told of a block', async () => {
    const answer = await chat.invoke(attack);
    expect(stopReason(answer)).toBe('guardrail_intervened');
    expect(answer.text).toBe(hub.bundle.guardrails['customer-data']?.blockedInputMessage);
  });

  it('is told why a call is refused', async () => {
    const foreign = new ChatBedrockConverse({
      model: 'us.anthropic.claude-opus-4-8',
      region: 'us-east-1',
      client,
      maxRetries: 0,
    });
    await expect(foreign.invoke('Hello')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
