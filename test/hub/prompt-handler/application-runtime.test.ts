import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { admit } from '../../../hub/gateway/admit.ts';
import { deployedPolicy } from '../../../hub/gateway/deployed-policy.ts';
import type { CallOrder } from '../../../hub/gateway/handlers.ts';
import type { ModelCall } from '../../../hub/gateway/ports.ts';
import { deployedGuardrails } from '../../../hub/local/deployed-guardrails.ts';
import type { StandIn } from '../../../hub/local/stand-in/stand-in.ts';
import { startStandIn } from '../../../hub/local/stand-in/start.ts';
import { ApplicationRuntime } from '../../../hub/prompt-handler/application-runtime.ts';
import { InvocationCredentials } from '../../../hub/prompt-handler/invocation-credentials.ts';
import type { InvocationSession } from '../../../hub/prompt-handler/invocation-session.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { noFacts } from '../gateway/delivered-bundle.fixture.ts';
import { faultOf } from '../gateway/faults.ts';
import { callerArn, testPolicy } from '../gateway/governed-policy.fixture.ts';
import { userSays } from '../gateway/test-hub.ts';

const profile = 'arn:aws:bedrock:us-east-1:999988887777:application-inference-profile/abc123';
const policy = deployedPolicy(testPolicy(), { ...noFacts, inferenceProfiles: { claims: { nova: profile } } });
let standIn: StandIn;
let sessions: InvocationSession[];
let refusing: boolean;
let runtime: ApplicationRuntime;

beforeAll(async () => {
  standIn = await startStandIn({ thread: false });
  await standIn.configure({ guardrails: deployedGuardrails(testPolicy().bundle) });
  vi.stubEnv('AWS_ENDPOINT_URL_BEDROCK_RUNTIME', standIn.url);
});
beforeEach(() => {
  sessions = [];
  refusing = false;
  const credentials = new InvocationCredentials({
    clock: { now: Date.now },
    assumeRole: async (session) => {
      if (refusing) throw new GatehouseFault('model_unavailable', 'The role could not be assumed.', 'Look.');
      sessions.push(session);
      const expiration = new Date(Date.now() + 3_600_000);
      const accessKeyId = `ASIAEXAMPLE${String(sessions.length).padStart(9, '0')}`;
      return { accessKeyId, secretAccessKey: 'example', sessionToken: 'session', expiration };
    },
  });
  runtime = new ApplicationRuntime({ region: 'us-east-1', credentials });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await standIn.close();
});

function order(modelId: string, headers: Readonly<Record<string, string>> = {}): CallOrder {
  const body = Buffer.from(JSON.stringify(userSays('Hello')));
  const path = `/apps/claims/model/${encodeURIComponent(modelId)}/converse`;
  const inbound = { principalArn: callerArn, method: 'POST', path, headers, body };
  const { decision: call } = admit(inbound, policy);
  if (isRefusal(call)) throw new Error(call.message);
  return { recordId: '01M7XS786W855WG3S2WEC1K21R', inbound, bodyBytes: body.length, policy, call };
}

function modelCall(modelId: string, change: Partial<ModelCall> = {}): ModelCall {
  const body = Buffer.from(JSON.stringify(userSays('Hello')));
  const type = 'application/json';
  return { operation: 'Converse', modelId, contentType: type, accept: type, headers: {}, body, ...change };
}

/** Asks, and answers what reached Bedrock. */
async function asked(modelId: string, change: Partial<ModelCall> = {}, headers: Readonly<Record<string, string>> = {}) {
  const { models } = runtime.portsFor(order(modelId, headers), policy);
  const answer = await models.invoke(modelCall(modelId, change));
  expect(answer.status).toBe(200);
  await Array.fromAsync(answer.body);
  return (await standIn.calls()).at(-1);
}

describe('ApplicationRuntime', () => {
  it('asks for a model through the application’s own profile, under whichever name the caller asked', async () => {
    for (const name of ['us.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'])
      expect((await asked(name))?.target).toBe(profile);
  });

  it('asks for a model under its own name where the application has no profile of it', async () => {
    expect((await asked('anthropic.claude-sonnet-5'))?.target).toBe('anthropic.claude-sonnet-5');
  });

  it('counts tokens by the model itself, which is all that CountTokens knows', async () => {
    const body = Buffer.from(JSON.stringify({ input: { converse: userSays('Hello') } }));
    const counted = await asked('us.amazon.nova-lite-v1:0', { operation: 'CountTokens', body });
    expect(counted?.target).toBe('amazon.nova-lite-v1:0');
  });

  it('signs as a session of the application for its purpose and user, and as another one for another', async () => {
    const first = await asked('amazon.nova-lite-v1:0', {}, { 'x-gatehouse-user': 'ada' });
    const again = await asked('amazon.nova-lite-v1:0', {}, { 'x-gatehouse-user': 'ada' });
    const other = await asked('amazon.nova-lite-v1:0', {}, { 'x-gatehouse-user': 'bob' });
    expect(sessions.map(({ sourceIdentity, tags }) => [sourceIdentity, tags.purpose])).toEqual([
      ['ada', 'triage'],
      ['bob', 'triage'],
    ]);
    const keyOf = (call: typeof first) => /Credential=(\w+)/.exec(call?.headers.authorization ?? '')?.[1];
    expect([first, again, other].map(keyOf)).toEqual([
      'ASIAEXAMPLE000000001',
      'ASIAEXAMPLE000000001',
      'ASIAEXAMPLE000000002',
    ]);
  });

  it('asks guardrails as the application, too', async () => {
    const { guardrails } = runtime.portsFor(order('amazon.nova-lite-v1:0'), policy);
    const { identifier, version } = policy.compiled.bundle.guardrails.baseline!;
    const judged = await guardrails.apply({
      identifier,
      version,
      source: 'INPUT',
      texts: [{ text: 'project nightingale' }],
    });
    expect(judged.intervened).toBe(true);
    expect((await standIn.calls()).at(-1)?.headers.authorization).toContain('Credential=ASIAEXAMPLE000000001/');
  });

  it('faults where the role cannot be assumed, and asks nobody under other credentials', async () => {
    refusing = true;
    const calls = (await standIn.calls()).length;
    const { models, guardrails } = runtime.portsFor(order('amazon.nova-lite-v1:0'), policy);
    expect((await faultOf(models.invoke(modelCall('amazon.nova-lite-v1:0')))).code).toBe('model_unavailable');
    const text = { identifier: 'gr1a2b3c4d5e', version: '3', source: 'INPUT', texts: [{ text: 'Hello' }] } as const;
    await expect(guardrails.apply(text)).rejects.toThrow(GatehouseFault);
    expect((await standIn.calls()).length).toBe(calls);
  });
});
