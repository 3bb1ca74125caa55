import { createServer } from 'node:net';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ModelAnswer, ModelCall } from '../../../hub/gateway/ports.ts';
import { verifySigV4 } from '../../../hub/gateway/sigv4/verify.ts';
import type { StandIn } from '../../../hub/local/stand-in/stand-in.ts';
import { startStandIn } from '../../../hub/local/stand-in/start.ts';
import { BedrockRuntime, bedrockRuntimeFromEnvironment } from '../../../hub/prompt-handler/bedrock-runtime.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example', sessionToken: 'session' };
const claude = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
let standIn: StandIn;
let runtime: BedrockRuntime;

beforeAll(async () => {
  standIn = await startStandIn({ thread: false });
  runtime = bedrockRuntimeFromEnvironment({ region: 'eu-central-1', endpoint: standIn.url, credentials });
});
afterEach(() => standIn.configure({ throttleNext: 0, failNext: 0, break: null, latencyMs: 0 }));
afterAll(async () => {
  runtime.close();
  await standIn.close();
});

function call(
  change: Partial<ModelCall> = {},
  body = '{"messages":[{"role":"user","content":[{"text":"Hello"}]}]}',
): ModelCall {
  return {
    operation: 'Converse',
    modelId: claude,
    contentType: 'application/json',
    accept: 'application/json',
    headers: {},
    body: Buffer.from(body),
    ...change,
  };
}

async function bytes(answer: ModelAnswer): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(answer.body));
}

async function text(answer: ModelAnswer): Promise<string> {
  return (await bytes(answer)).toString('utf8');
}

async function lastCall() {
  return (await standIn.calls()).at(-1);
}

describe('BedrockRuntime', () => {
  it('carries the body byte for byte: unknown fields, spaces, 1.0 and duplicate-looking keys', async () => {
    const body =
      '{ "messages":[{"role":"user","content":[{"text":"Gr\\u00fc\\u00dfe","newField":{"a":1.0}}]}],\n "inferenceConfig":{"temperature":1.0} }';
    const answer = await runtime.invoke(call({}, body));
    expect(answer.status).toBe(200);
    expect(await text(answer)).toContain('You asked: Grüße');
    expect(Buffer.from((await lastCall())?.body ?? []).toString('utf8')).toBe(body);
  });

  it('calls every operation at its path, with model ids and ARNs encoded', async () => {
    const arn = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc';
    const anthropic =
      '{"anthropic_version":"bedrock-2023-05-31","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}';
    const count = '{"input":{"converse":{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}}}';
    const cases: [Partial<ModelCall>, string | undefined, string][] = [
      [{ modelId: arn }, undefined, `/model/${encodeURIComponent(arn)}/converse`],
      [
        { operation: 'ConverseStream' },
        undefined,
        '/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream',
      ],
      [{ operation: 'InvokeModel' }, anthropic, '/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke'],
      [
        { operation: 'InvokeModelWithResponseStream' },
        anthropic,
        '/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream',
      ],
      [{ operation: 'CountTokens' }, count, '/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/count-tokens'],
    ];
    for (const [change, body, path] of cases) {
      const answer = await runtime.invoke(call(change, body));
      await bytes(answer);
      expect([answer.status, (await lastCall())?.path]).toEqual([200, path]);
    }
  });

  it('signs for service bedrock with the credentials, and adds no header of the SDK', async () => {
    await bytes(await runtime.invoke(call({ headers: { 'x-amzn-bedrock-trace': 'ENABLED' } })));
    const { headers } = (await lastCall()) ?? { headers: {} };
    expect(headers).toMatchObject({
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/\d{8}\/eu-central-1\/bedrock\/aws4_request, SignedHeaders=.*host.*x-amzn-bedrock-trace.*, Signature=[0-9a-f]{64}$/,
      ),
      'x-amz-security-token': 'session',
      'x-amzn-bedrock-trace': 'ENABLED',
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('amz-sdk') || name.includes('user-agent'))).toEqual(
      [],
    );
  });

  it('signs so that a verifier recomputes the signature, ARNs and reserved characters in the path included', async () => {
    for (const modelId of [claude, "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/it's(new)*!"]) {
      await bytes(await runtime.invoke(call({ modelId })));
      const recorded = await lastCall();
      const principal = { accountId: '123456789012', arn: 'arn:aws:iam::123456789012:role/x', session: 's' };
      const verified = verifySigV4(recorded!, {
        services: ['bedrock'],
        region: 'eu-central-1',
        nowMs: Date.now(),
        lookup: () => ({ secretAccessKey: credentials.secretAccessKey, sessionToken: 'session', principal }),
        replays: { admit: () => true },
      });
      expect(verified).toMatchObject({ kind: 'verified', service: 'bedrock' });
    }
  });

  it('hands back status, lower-case headers and request id', async () => {
    const answer = await runtime.invoke(call());
    await bytes(answer);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers['x-amzn-requestid']).toBe(answer.requestId);
  });

  it('streams frames as they are', async () => {
    const answer = await runtime.invoke(call({ operation: 'ConverseStream' }));
    const types = eventTypes(await bytes(answer));
    expect(types.at(0)).toBe('messageStart');
    expect(types.at(-1)).toBe('metadata');
  });

  it.each([
    [429, { throttleNext: 1 }],
    [500, { failNext: 1, failStatus: 500 as const }],
    [503, { failNext: 1, failStatus: 503 as const }],
  ])('passes HTTP %i on as an answer and does not try again', async (status, settings) => {
    await standIn.configure({ ...settings, recordedCalls: 0 });
    await standIn.configure({ recordedCalls: 256 });
    const before = (await standIn.calls()).length;
    const answer = await runtime.invoke(call());
    expect(answer.status).toBe(status);
    expect(JSON.parse(await text(answer))).toHaveProperty('message');
    expect((await standIn.calls()).length - before).toBe(1);
  });

  it('faults from the body when the stream is cut', async () => {
    await standIn.configure({ break: { afterEvents: 2, with: 'cut' } });
    const answer = await runtime.invoke(call({ operation: 'ConverseStream' }));
    expect(answer.status).toBe(200);
    await expect(bytes(answer)).rejects.toMatchObject({ name: 'GatehouseFault', code: 'model_stream_broken' });
  });

  it('faults with model_unavailable when nothing listens', async () => {
    const nowhere = bedrockRuntimeFromEnvironment({ region: 'us-east-1', endpoint: await closedPort(), credentials });
    await expect(nowhere.invoke(call())).rejects.toMatchObject({ name: 'GatehouseFault', code: 'model_unavailable' });
    nowhere.close();
  });

  it('faults with model_unavailable when there are no credentials', async () => {
    const provider = async () => {
      throw new Error('no credentials here');
    };
    const anonymous = bedrockRuntimeFromEnvironment({
      region: 'us-east-1',
      endpoint: standIn.url,
      credentials: provider,
    });
    await expect(anonymous.invoke(call())).rejects.toMatchObject({ code: 'model_unavailable' });
    anonymous.close();
  });

  it('tries again, by the policy of the SDK, when a connection fails before an answer', async () => {
    let connections = 0;
    const flaky = createServer((socket) => {
      connections++;
      socket.on('error', () => {});
      if (connections < 3) socket.resetAndDestroy();
      else socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'));
    });
    await new Promise<void>((resolve) => flaky.listen(0, '127.0.0.1', resolve));
    const patient = bedrockRuntimeFromEnvironment({ region: 'us-east-1', endpoint: urlOf(flaky), credentials });
    expect(await text(await patient.invoke(call()))).toBe('{}');
    expect(connections).toBe(3);
    patient.close();
    flaky.close();
  });

  it('ends a call that is aborted without trying again', async () => {
    await standIn.configure({ latencyMs: 60_000 });
    const before = (await standIn.calls()).length;
    const controller = new AbortController();
    const pending = runtime.invoke(call({ signal: controller.signal }));
    const settled = expect(pending).rejects.toMatchObject({ code: 'model_unavailable' });
    await expect.poll(async () => (await standIn.calls()).length).toBe(before + 1);
    controller.abort();
    await settled;
    expect((await standIn.calls()).length).toBe(before + 1);
  });

  it('uses the endpoint rules of the client where no endpoint is given, and keeps a base path where one is', async () => {
    const hosts: string[] = [];
    const recording = Object.assign(new NodeHttpHandler(), {
      handle: async (request: { hostname: string; path: string }) => {
        hosts.push(`${request.hostname}${request.path}`);
        throw new Error('recorded');
      },
    });
    for (const endpoint of [{}, { endpoint: 'https://hub.example.com/apps/claims/' }]) {
      const client = new BedrockRuntimeClient({
        region: 'us-gov-west-1',
        credentials,
        requestHandler: recording,
        ...endpoint,
      });
      await expect(new BedrockRuntime({ client }).invoke(call({ modelId: 'm' }))).rejects.toMatchObject({
        code: 'model_unavailable',
      });
    }
    expect(hosts).toEqual([
      'bedrock-runtime.us-gov-west-1.amazonaws.com/model/m/converse',
      'hub.example.com/apps/claims/model/m/converse',
    ]);
  });
});

function eventTypes(stream: Buffer): unknown[] {
  const codec = new EventStreamCodec(
    (data) => Buffer.from(data).toString(),
    (data) => Buffer.from(data),
  );
  const types = [];
  for (let rest = stream; rest.length > 0; rest = rest.subarray(rest.readUInt32BE(0))) {
    types.push(codec.decode(rest.subarray(0, rest.readUInt32BE(0))).headers[':event-type']?.value);
  }
  return types;
}

function urlOf(server: ReturnType<typeof createServer>): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** A port that was free a moment ago. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = urlOf(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}
