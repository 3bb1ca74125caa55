import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  ThrottlingException,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StandIn } from '../../../../hub/local/stand-in/stand-in.ts';
import { startStandIn } from '../../../../hub/local/stand-in/start.ts';
import { claude, nova } from './conversation.ts';

let standIn: StandIn;
let http1: BedrockRuntimeClient;
let http2: BedrockRuntimeClient;
const input = { modelId: claude, messages: [{ role: 'user' as const, content: [{ text: 'Hello' }] }] };

beforeAll(async () => {
  standIn = await startStandIn();
  const common = {
    region: 'us-east-1',
    endpoint: standIn.url,
    maxAttempts: 1,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
  };
  http2 = new BedrockRuntimeClient(common);
  http1 = new BedrockRuntimeClient({ ...common, requestHandler: new NodeHttpHandler() });
});

afterAll(async () => {
  http1.destroy();
  http2.destroy();
  await standIn.close();
});

const calm = {
  latencyMs: 0,
  interEventMs: 0,
  throttleEvery: 0,
  throttleNext: 0,
  failNext: 0,
  break: null,
  fixedAnswer: null,
  answerBytes: null,
  streamEvents: null,
};
beforeEach(() => standIn.configure(calm));
afterEach(() => standIn.configure(calm));

async function streamed(client: BedrockRuntimeClient): Promise<string> {
  const { stream } = await client.send(new ConverseStreamCommand(input));
  let text = '';
  for await (const event of stream ?? []) text += event.contentBlockDelta?.delta?.text ?? '';
  return text;
}

describe('the stand-in in its own thread', () => {
  it('serves the SDK over HTTP/2 and HTTP/1.1 on one port', async () => {
    for (const client of [http2, http1]) {
      const answer = await client.send(new ConverseCommand(input));
      expect(answer.output?.message?.content?.[0]?.text).toBe('You asked: Hello');
      expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(await streamed(client)).toBe('You asked: Hello');
    }
  });

  it('records what it was asked, newest last', async () => {
    await http1.send(
      new InvokeModelCommand({ modelId: nova, body: '{"messages":[{"role":"user","content":[{"text":"1.0"}]}]}' }),
    );
    const call = (await standIn.calls()).at(-1);
    expect(call).toMatchObject({ operation: 'InvokeModel', target: nova, method: 'POST' });
    expect(Buffer.from(call?.body ?? []).toString()).toContain('"text":"1.0"');
    expect(call?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 /);
  });

  it('keeps no calls when told to keep none', async () => {
    await standIn.configure({ recordedCalls: 0 });
    await http1.send(new ConverseCommand(input));
    expect(await standIn.calls()).toEqual([]);
    await standIn.configure({ recordedCalls: 256 });
  });

  it('throttles the next calls and then lets them through', async () => {
    await standIn.configure({ throttleNext: 1 });
    await expect(http1.send(new ConverseCommand(input))).rejects.toBeInstanceOf(ThrottlingException);
    await expect(http1.send(new ConverseCommand(input))).resolves.toBeDefined();
  });

  it('throttles every nth call', async () => {
    await standIn.configure({ throttleEvery: 3 });
    const outcomes = [];
    for (let index = 0; index < 6; index++) {
      outcomes.push(
        await http1.send(new ConverseCommand(input)).then(
          () => 'ok',
          () => 'throttled',
        ),
      );
    }
    expect(outcomes).toEqual(['ok', 'ok', 'throttled', 'ok', 'ok', 'throttled']);
  });

  it('fails the next calls with the status that was set', async () => {
    await standIn.configure({ failNext: 1, failStatus: 503 });
    await expect(http1.send(new ConverseCommand(input))).rejects.toMatchObject({ name: 'ServiceUnavailableException' });
  });

  it.each(['modelStreamErrorException', 'throttlingException'] as const)(
    'ends a stream with %s after k events',
    async (type) => {
      await standIn.configure({ break: { afterEvents: 2, with: type } });
      await expect(streamed(http2)).rejects.toMatchObject({ name: expect.stringMatching(new RegExp(type, 'i')) });
    },
  );

  it('cuts the connection in mid-stream, on both protocols', async () => {
    await standIn.configure({ break: { afterEvents: 2, with: 'cut' } });
    await expect(streamed(http1)).rejects.toThrow();
    await expect(streamed(http2)).rejects.toThrow();
  });

  it('cuts whole answers too', async () => {
    await standIn.configure({ break: { afterEvents: 0, with: 'cut' } });
    await expect(http1.send(new ConverseCommand(input))).rejects.toThrow();
  });

  it('paces a stream event by event without changing it', async () => {
    await standIn.configure({ interEventMs: 1, latencyMs: 1 });
    expect(await streamed(http1)).toBe('You asked: Hello');
  });

  it('says a fixed answer of the wanted size in the wanted number of events', async () => {
    await standIn.configure({ fixedAnswer: 'fixed', answerBytes: 1000, streamEvents: 36 });
    const { stream } = await http1.send(new ConverseStreamCommand(input));
    const texts = (await Array.fromAsync(stream ?? [])).flatMap((event) => event.contentBlockDelta?.delta?.text ?? []);
    expect(texts).toHaveLength(36);
    expect(texts.join('')).toMatch(/^fixed\.{995}$/);
    const whole = await http1.send(new ConverseCommand(input));
    expect(whole.output?.message?.content?.[0]?.text).toHaveLength(1000);
    expect(whole.usage?.outputTokens).toBe(250);
  });

  it('rejects settings that are not valid, and changes nothing then', async () => {
    await expect(standIn.configure({ latencyMs: -1, throttleNext: 5 })).rejects.toThrow(/latencyMs/);
    await expect(http1.send(new ConverseCommand(input))).resolves.toBeDefined();
  });

  it('takes settings over HTTP', async () => {
    const change = (body: string) => fetch(`${standIn.url}/_stand-in/settings`, { method: 'POST', body });
    expect(await (await change('{"answerBytes":5}')).json()).toMatchObject({ answerBytes: 5, latencyMs: 0 });
    expect((await change('{"nonsense":1}')).status).toBe(400);
  });

  it('answers unknown paths and methods in the service form', async () => {
    const response = await fetch(`${standIn.url}/nowhere`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(response.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
    expect((await fetch(`${standIn.url}/model/a/converse`)).status).toBe(404);
    expect((await fetch(`${standIn.url}/model/%E0%A4%A/converse`, { method: 'POST' })).status).toBe(400);
  });

  it('survives clients that speak neither protocol or leave in mid-request', async () => {
    const { port } = new URL(standIn.url);
    for (const rubbish of [
      '\0\0\0',
      'PRI * HTTP/2.0\r\n\r\nrubbish',
      'POST /model/a/converse HTTP/1.1\r\ncontent-length: 9\r\n\r\n{',
    ]) {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(rubbish, () => socket.destroy()));
      await new Promise((resolve) => socket.once('close', resolve).on('error', () => {}));
    }
    await expect(http1.send(new ConverseCommand(input))).resolves.toBeDefined();
  });

  it('resets the stream, not the session, when an HTTP/2 answer is cut', async () => {
    await standIn.configure({ break: { afterEvents: 1, with: 'cut' } });
    const session = connectHttp2(standIn.url);
    const stream = session.request({
      ':method': 'POST',
      ':path': `/model/${encodeURIComponent(nova)}/converse-stream`,
    });
    stream.end(JSON.stringify({ messages: input.messages }));
    const failure = await new Promise<Error>((resolve) => stream.on('error', resolve).resume());
    expect(failure.message).toContain('INTERNAL_ERROR');
    expect(session.closed).toBe(false);
    session.destroy();
  });
});

describe('startStandIn', () => {
  it('faults with port_in_use when the port is taken, in a thread or not', async () => {
    const port = Number(new URL(standIn.url).port);
    for (const thread of [true, false]) {
      await expect(startStandIn({ port, thread })).rejects.toMatchObject({
        name: 'GatehouseFault',
        code: 'port_in_use',
      });
    }
  });

  it('runs in the calling thread when asked to, and closes for good', async () => {
    const here = await startStandIn({ thread: false });
    expect((await fetch(`${here.url}/nowhere`)).status).toBe(404);
    await here.close();
    await expect(fetch(`${here.url}/nowhere`)).rejects.toThrow();
  });
});
