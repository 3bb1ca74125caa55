import { execFile, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  ConverseCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalHub } from './local-hub.fixture.ts';

let hub: Awaited<ReturnType<typeof startLocalHub>>;
beforeAll(async () => {
  hub = await startLocalHub();
});
afterAll(() => hub.stop());

const role = 'arn:aws:iam::999988887777:role/gatehouse-caller-claims-assistant';
const modelId = 'us.amazon.nova-micro-v1:0';

async function assumeRole() {
  const sts = new STSClient({ region: 'us-east-1', endpoint: hub.origin, credentials: hub.workload, maxAttempts: 1 });
  const answer = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'claims-assistant' }));
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer.Credentials!;
  const credentials = { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken! };
  return { answer, credentials, expiration: Expiration };
}

function bedrock(config: Partial<BedrockRuntimeClientConfig>): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: `${hub.origin}/apps/claims-assistant`,
    maxAttempts: 1,
    ...config,
  });
}

const converse = (id = modelId, text = 'hello') =>
  new ConverseCommand({ modelId: id, messages: [{ role: 'user', content: [{ text }] }] });

describe("the JavaScript SDK's STS client", () => {
  it('parses what AssumeRole and GetCallerIdentity answer', async () => {
    const { answer, credentials, expiration } = await assumeRole();
    expect(answer.AssumedRoleUser?.Arn).toBe(
      'arn:aws:sts::999988887777:assumed-role/gatehouse-caller-claims-assistant/claims-assistant',
    );
    expect(expiration).toBeInstanceOf(Date);
    const sts = new STSClient({ region: 'us-east-1', endpoint: hub.origin, credentials });
    const identity = await sts.send(new GetCallerIdentityCommand({}));
    expect(identity.Account).toBe('999988887777');
    expect(identity.Arn).toBe(answer.AssumedRoleUser?.Arn);
  });

  it('raises AccessDenied by name', async () => {
    const sts = new STSClient({ region: 'us-east-1', endpoint: hub.origin, credentials: hub.workload, maxAttempts: 1 });
    const denied = sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'other' }));
    await expect(denied).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe("the JavaScript SDK's Bedrock Runtime client", () => {
  it.each([
    ['its default HTTP/2 handler', {}, '2'],
    ['NodeHttpHandler', { requestHandler: new NodeHttpHandler() }, '1.1'],
  ])('is served through %s', async (_, config, http) => {
    const { credentials } = await assumeRole();
    const client = bedrock({ ...config, credentials });
    try {
      const answer = await client.send(converse());
      expect(answer.output?.message?.content?.[0]?.text).toBe('claims-assistant');
      expect(hub.served.at(-1)).toEqual({
        path: '/apps/claims-assistant/model/us.amazon.nova-micro-v1%3A0/converse',
        http,
      });
    } finally {
      client.destroy();
    }
  });

  it.each([
    ['its default HTTP/2 handler', {}],
    ['NodeHttpHandler', { requestHandler: new NodeHttpHandler() }],
  ])('learns through %s that a body is too large', async (_, config) => {
    const client = bedrock({ ...config, credentials: hub.workload });
    try {
      const refused = client.send(converse(modelId, 'x'.repeat(6_100_000)));
      await expect(refused).rejects.toMatchObject({
        name: 'ValidationException',
        message: expect.stringContaining('6000000 bytes'),
      });
    } finally {
      client.destroy();
    }
  });

  it('may name a model by an ARN', async () => {
    const { credentials } = await assumeRole();
    const client = bedrock({ credentials });
    const arn = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123';
    await client.send(converse(arn)).finally(() => client.destroy());
    expect(hub.served.at(-1)?.path).toContain(encodeURIComponent(arn));
  });

  it('raises typed exceptions for refusals', async () => {
    const { credentials } = await assumeRole();
    const client = bedrock({ credentials: { ...credentials, sessionToken: `A${credentials.sessionToken.slice(1)}B` } });
    await expect(client.send(converse()).finally(() => client.destroy())).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it('corrects a wrong clock of its own from the refusal, and succeeds', async () => {
    const { credentials } = await assumeRole();
    const client = bedrock({
      credentials,
      systemClockOffset: -3_600_000,
      maxAttempts: 3,
      requestHandler: new NodeHttpHandler(),
    });
    const answer = await client.send(converse()).finally(() => client.destroy());
    expect(answer.stopReason).toBe('end_turn');
  });
});

const cli = spawnSync('aws', ['--version']).status === 0;

describe.skipIf(!cli)('the AWS CLI (skipped where `aws` is not installed)', () => {
  const aws = async (...args: string[]) => {
    const env = {
      ...process.env,
      // The CLI keeps sessions under the home directory; the tests leave nothing there.
      HOME: dirname(hub.configPath),
      AWS_CONFIG_FILE: hub.configPath,
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const { stdout } = await promisify(execFile)('aws', ['--output', 'json', ...args], { env, timeout: 30_000 });
    return JSON.parse(stdout);
  };

  it.each([
    ['claims-assistant', 'gatehouse-caller-claims-assistant/claims-assistant'],
    ['auditor', 'gatehouse-auditor/local-auditor'],
  ])(
    'assumes the role of profile %s at the local endpoint',
    async (profile, session) => {
      const identity = await aws('--profile', profile, 'sts', 'get-caller-identity');
      expect(identity.Arn).toBe(`arn:aws:sts::999988887777:assumed-role/${session}`);
    },
    40_000,
  );

  it.each([
    ['the endpoint of its profile', () => []],
    ['an endpoint of its command line', () => ['--endpoint-url', `${hub.origin}/apps/claims-assistant`]],
  ])(
    'converses through %s',
    async (_, endpoint) => {
      const messages = JSON.stringify([{ role: 'user', content: [{ text: 'hello' }] }]);
      const command = ['bedrock-runtime', 'converse', '--model-id', modelId, '--messages', messages];
      const answer = await aws('--profile', 'claims-assistant', ...command, ...endpoint());
      expect(answer.output.message.content[0].text).toBe('claims-assistant');
    },
    40_000,
  );
});
