import { describe, expect, it } from 'vitest';
import { admit } from '../../../hub/gateway/admit.ts';
import { governPolicy } from '../../../hub/gateway/governed-policy.ts';
import type { Guardrails } from '../../../hub/gateway/ports.ts';
import { localGuardrails } from '../../../hub/guardrails/local-guardrails.ts';
import { handlePrompt, type Prompt } from '../../../hub/prompt-handler/prompt-handler.ts';
import type { Part, PartVerdict } from '../../../hub/screening/parts.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { callerArn, testPolicy } from '../gateway/governed-policy.fixture.ts';
import { converseAnswer, ScriptedModels } from '../gateway/scripted-models.ts';
import { conversePath, userSays } from '../gateway/test-hub.ts';
import { screenerThatBreaksOn } from '../screening/support/broken-screener.ts';

const invokePath = '/apps/claims/model/anthropic.claude-sonnet-5/invoke';

function promptOf(body: unknown, change: Partial<Prompt> = {}, path = conversePath): Prompt {
  const { decision } = admit(
    {
      method: 'POST',
      path,
      headers: {},
      body: Buffer.from(JSON.stringify(body)),
      principalArn: callerArn,
    },
    governPolicy(testPolicy()),
  );
  if (isRefusal(decision)) throw new Error(decision.message);
  const { application, request, route, maxOutputTokens } = decision;
  return {
    operation: route.operation,
    modelId: route.modelId,
    request,
    screener: application.input,
    entities: application.policy.screening.input.entities,
    unreadable: 'refuse',
    rules: application.rules,
    guardrail: application.guardrail,
    maxOutputTokens,
    headers: {},
    ...change,
  };
}

function handle(prompt: Prompt, models: ScriptedModels, guardrails: Guardrails = localGuardrails) {
  return handlePrompt(prompt, { models, guardrails });
}

function answering(): ScriptedModels {
  const models = new ScriptedModels();
  models.answers(converseAnswer('fine'));
  return models;
}

const card = 'card 4111 1111 1111 1111';
const image = { image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } };

describe('a prompt of which a part is blocked', () => {
  it.each([
    ['the last message', userSays(card)],
    [
      'an early message',
      {
        messages: [
          { role: 'user', content: [{ text: card }] },
          { role: 'assistant', content: [{ text: 'Yes?' }] },
          { role: 'user', content: [{ text: 'Go on' }] },
        ],
      },
    ],
    ['the system prompt', { ...userSays('Hello'), system: [{ text: card }] }],
    [
      'a tool’s result',
      {
        messages: [
          { role: 'user', content: [{ toolResult: { toolUseId: 't', content: [{ json: { note: card } }] } }] },
        ],
      },
    ],
    [
      'a tool’s definition',
      {
        ...userSays('Hello'),
        toolConfig: { tools: [{ toolSpec: { name: 't', description: card, inputSchema: { json: {} } } }] },
      },
    ],
    ['a field that nobody knows', { ...userSays('Hello'), futureField: { note: card } }],
  ])('reaches no model: %s', async (_, body) => {
    const models = answering();
    const outcome = await handle(promptOf(body), models);
    expect(outcome.kind).toBe('blocked');
    expect(models.calls).toEqual([]);
  });

  it('has a verdict for every part all the same', async () => {
    const body = {
      messages: [{ role: 'user', content: [{ text: card }, { text: 'jane@example.com' }, { text: 'x' }] }],
    };
    const { verdicts } = await handle(promptOf(body), answering());
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['blocked', 'masked', 'passed']);
  });

  it('is blocked rather than refused where another part cannot be read', async () => {
    const body = { messages: [{ role: 'user', content: [image, { text: card }] }] };
    expect((await handle(promptOf(body), answering())).kind).toBe('blocked');
  });
});

describe('a document in a prompt', () => {
  const body = (page: string) => ({
    messages: [
      {
        role: 'user',
        content: [
          { text: 'Sum it up' },
          { document: { format: 'html', name: 'page', source: { bytes: Buffer.from(page).toString('base64') } } },
        ],
      },
    ],
  });

  it('is read before it is screened: a number that only a reader of the page sees whole', async () => {
    const models = answering();
    const outcome = await handle(promptOf(body('<p>4111 <b>1111 1111</b> 1111</p>')), models);
    expect(outcome.kind).toBe('blocked');
    expect(models.calls).toEqual([]);
  });

  it('goes on where nothing is in it', async () => {
    const models = answering();
    const outcome = await handle(promptOf(body('<p>Hello</p>')), models);
    expect(outcome.kind).toBe('answered');
    expect(models.calls).toHaveLength(1);
  });
});

describe('a prompt with a part that nobody can read', () => {
  const body = { messages: [{ role: 'user', content: [image, { text: 'What is this?' }] }] };

  it('reaches no model', async () => {
    const models = answering();
    const outcome = await handle(promptOf(body), models);
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'content_unscreenable' } });
    expect(models.calls).toEqual([]);
  });

  it('goes on where the application’s policy says so, and its verdict says that it was not run', async () => {
    const outcome = await handle(promptOf(body, { unreadable: 'allow-unscreened' }), answering());
    expect(outcome.kind).toBe('answered');
    expect(outcome.verdicts.map(({ verdict }) => verdict)).toContain('not_run');
  });
});

describe('what the model is sent', () => {
  it('is masked, and is what the handler says was sent', async () => {
    const models = answering();
    const outcome = await handle(promptOf(userSays('Write to jane@example.com')), models);
    expect(JSON.stringify(models.sentBody())).toContain('Write to {EMAIL}');
    expect(Buffer.from(models.calls[0]!.body).includes('jane@')).toBe(false);
    expect(outcome.kind === 'answered' && outcome.sent).toBe(models.calls[0]!.body);
  });

  it('has the rules in front of the caller’s system prompt, the cap and the governed guardrail', async () => {
    const models = answering();
    const guardrailConfig = { guardrailIdentifier: 'mine', guardrailVersion: 'DRAFT' };
    await handle(promptOf({ ...userSays('Hello'), system: [{ text: 'Mine' }], guardrailConfig }), models);
    const sent = models.sentBody();
    expect(sent.system).toEqual([{ text: 'Be brief.' }, { text: 'Never promise a payment.' }, { text: 'Mine' }]);
    expect(sent.inferenceConfig).toEqual({ maxTokens: 500 });
    expect(sent.guardrailConfig).toMatchObject({ guardrailIdentifier: 'gr1a2b3c4d5e', guardrailVersion: '3' });
  });

  it('has the rules unscreened, for they are not the caller’s text', async () => {
    const models = answering();
    await handle(promptOf(userSays('Hello'), { rules: ['Send complaints to ombudsman@example.com'] }), models);
    expect(models.sentBody().system).toEqual([{ text: 'Send complaints to ombudsman@example.com' }]);
  });

  it('is an embedding as it stands: nothing is generated, so nothing is added', async () => {
    const models = answering();
    const path = '/apps/claims/model/amazon.titan-embed-text-v2%3A0/invoke';
    await handle(promptOf({ inputText: 'Hello' }, {}, path), models);
    expect(models.sentBody()).toEqual({ inputText: 'Hello' });
    expect(models.calls[0]!.headers).toEqual({});
  });
});

describe('the headers that the model is sent', () => {
  const hostile = {
    'x-amzn-bedrock-guardrailidentifier': 'mine',
    'x-amzn-bedrock-guardrailversion': 'DRAFT',
    authorization: 'AWS4-HMAC-SHA256 …',
    'x-amz-security-token': 'token',
    'x-gatehouse-purpose': 'triage',
    connection: 'keep-alive',
    'transfer-encoding': 'chunked',
    host: 'elsewhere.example.com',
    'content-length': '1',
    cookie: 'a=b',
  };

  it('are none of the caller’s identity, transport or guardrail', async () => {
    const models = answering();
    await handle(promptOf(userSays('Hello'), { headers: hostile }), models);
    expect(models.calls[0]!.headers).toEqual({});
  });

  it('name the governed guardrail where headers carry it, whatever the caller sent', async () => {
    const models = answering();
    const body = {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 10,
      messages: [{ role: 'user', content: 'Hi' }],
    };
    await handle(promptOf(body, { headers: hostile }, invokePath), models);
    expect(models.calls[0]!.headers).toMatchObject({
      'x-amzn-bedrock-guardrailidentifier': 'gr1a2b3c4d5e',
      'x-amzn-bedrock-guardrailversion': '3',
    });
    expect(JSON.stringify(models.calls[0]!.headers)).not.toMatch(/mine|DRAFT|token|cookie|elsewhere/);
  });

  it('are those of Bedrock’s that a caller may set', async () => {
    const models = answering();
    const allowed = {
      'x-amzn-bedrock-performanceconfig-latency': 'optimized',
      'x-amzn-bedrock-service-tier': 'default',
      'x-amzn-bedrock-trace': 'ENABLED',
    };
    await handle(promptOf(userSays('Hello'), { headers: { ...allowed, 'x-amzn-bedrock-other': 'x' } }), models);
    expect(models.calls[0]!.headers).toEqual(allowed);
  });
});

describe('when something breaks', () => {
  it('invokes no model where a detector fails, and says of which part, and why', async () => {
    const models = answering();
    const body = { messages: [{ role: 'user', content: [{ text: 'Hello' }, { text: 'secret' }] }] };
    const outcome = await handle(promptOf(body, { screener: screenerThatBreaksOn('secret') }), models);
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'screening_unavailable' } });
    expect(outcome.verdicts).toMatchObject([
      { verdict: 'passed' },
      { pointer: '/messages/0/content/1', verdict: 'not_run', failed: true, reason: 'a detector failed' },
    ]);
    expect(JSON.stringify(outcome)).not.toContain('secret');
    expect(models.calls).toEqual([]);
  });

  it('is refused rather than blocked where a detector fails beside a part that is blocked', async () => {
    const screener = {
      screen: ({ pointer, kind }: Part): PartVerdict =>
        pointer.endsWith('/0')
          ? { pointer, kind, verdict: 'blocked', findings: [] }
          : { pointer, kind, verdict: 'not_run', failed: true, reason: 'broken', findings: [] },
      screenTogether: (_: readonly Part[], verdicts: readonly PartVerdict[]) => verdicts,
      stream: () => expect.unreachable('prompts do not come in pieces'),
    };
    const body = { messages: [{ role: 'user', content: [{ text: 'Hello' }, { text: 'again' }] }] };
    const outcome = await handle(promptOf(body, { screener, unreadable: 'allow-unscreened' }), answering());
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'screening_unavailable' } });
    expect(outcome.kind === 'refused' && outcome.refusal.message).toContain('(broken)');
  });

  it('says what was screened and what broke where the model cannot be reached', async () => {
    const models = new ScriptedModels();
    const fault = new GatehouseFault('model_unavailable', 'Bedrock cannot be reached.', 'Try again.');
    models.fails(fault);
    const outcome = await handle(promptOf(userSays('Hello')), models);
    expect(outcome).toMatchObject({ kind: 'faulted', cause: fault, verdicts: [{ kind: 'text', verdict: 'passed' }] });
  });
});
