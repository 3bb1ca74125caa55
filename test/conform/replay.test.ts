import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256Hex } from '../../shared/canonical-json.ts';
import type { ApplicationPolicy, CompiledPolicy } from '../../shared/config/bundle.ts';
import { ExactNumber, type ExactObject } from './exact-json.ts';
import { policyFor, type ReplayedRequest, replayAll } from './replay.ts';
import { type RecordedRequest, readRequestFolder } from './request-folder.ts';

const fixtures = join(import.meta.dirname, '../fixtures/conform');
const recorded = join(process.env.GATEHOUSE_EVAL ?? join(import.meta.dirname, '../../../shared/eval'), 'requests');
const present = existsSync(join(recorded, 'index.json'));
/** Those of Bedrock, and those of Anthropic and OpenAI as their clients send them to Bedrock. */
const served = new Set([
  'converse',
  'converse-stream',
  'invoke',
  'invoke-with-response-stream',
  'count-tokens',
  'anthropic:/v1/messages',
  'anthropic:/v1/messages/count_tokens',
  'openai:/v1/chat/completions',
  'bedrock-openai:/v1/chat/completions',
]);

/** What was not accepted, in words, so that a failure says what and where. */
function exceptions(replayed: readonly ReplayedRequest[]): readonly object[] {
  return replayed.flatMap(({ file, outcome }) => (outcome.kind === 'accepted' ? [] : [{ file, ...outcome }]));
}

function says(text: string, more: ExactObject = {}): RecordedRequest {
  const body = { messages: [{ role: 'user', content: [{ text }] }], ...more };
  return { file: 'said.json', api: 'converse', modelId: undefined, features: [], body, answer: undefined };
}

function changed(policy: CompiledPolicy, change: Partial<ApplicationPolicy>): CompiledPolicy {
  const applications = Object.fromEntries(
    Object.entries(policy.bundle.applications).map(([name, application]) => [name, { ...application, ...change }]),
  );
  const bundle = { ...policy.bundle, applications };
  return { bundle, canonical: canonicalJson(bundle), hash: sha256Hex(canonicalJson(bundle)) };
}

async function outcomeUnder(change: Partial<ApplicationPolicy>, request: RecordedRequest) {
  const [one] = await replayAll([request], changed(policyFor([request]), change));
  return one?.outcome;
}

describe('a replay through the real hub', () => {
  it('passes on one body of each kind and every type of block with nothing lost or changed', async () => {
    const requests = readRequestFolder(fixtures);
    expect(new Set(requests.map(({ api }) => api))).toEqual(served);
    expect(exceptions(await replayAll(requests))).toEqual([]);
  });

  it.skipIf(!present)(
    'passes on every recorded body of Bedrock, Anthropic and OpenAI’s Chat Completions (skipped without ../shared/eval/requests or GATEHOUSE_EVAL)',
    async () => {
      const requests = readRequestFolder(recorded).filter(({ api }) => served.has(api));
      expect(requests.length).toBeGreaterThan(50);
      expect(exceptions(await replayAll(requests))).toEqual([]);
    },
  );
});

describe('a replay notices', () => {
  it('a text that was masked', async () => {
    const input = { entities: { EMAIL: 'mask' } } as const;
    const screening = {
      input,
      output: { entities: {} },
      promptAttack: 'off',
      promptAttackThreshold: 0.5,
      untrusted: 'as-is',
      unreadable: 'refuse',
    } as const;
    const outcome = await outcomeUnder({ screening }, says('Write to jane.doe@example.com'));
    expect(outcome).toEqual({ kind: 'altered', places: ['/messages/0/content/0/text'] });
  });

  it('a rule that was added to the system prompt', async () => {
    const request = says('Hello', { system: [{ text: 'Mine' }] });
    const outcome = await outcomeUnder({ systemRules: ['Be brief.'] }, request);
    expect(outcome).toEqual({ kind: 'altered', places: ['/system/0/text', '/system/1'] });
  });

  it('an answer that was masked', async () => {
    const output = { entities: { EMAIL: 'mask' } } as const;
    const screening = {
      input: { entities: {} },
      output,
      promptAttack: 'off',
      promptAttackThreshold: 0.5,
      untrusted: 'as-is',
      unreadable: 'refuse',
    } as const;
    const content = [{ text: 'Ask jane.doe@example.com' }];
    const answer = Buffer.from(
      JSON.stringify({ output: { message: { role: 'assistant', content } }, stopReason: 'end_turn' }),
    );
    const outcome = await outcomeUnder({ screening }, { ...says('Whom?'), answer });
    expect(outcome).toEqual({ kind: 'altered', places: ['answer /output/message/content/0/text'] });
  });

  it('a call that screening stopped', async () => {
    const input = { entities: { EMAIL: 'block' } } as const;
    const screening = {
      input,
      output: { entities: {} },
      promptAttack: 'off',
      promptAttackThreshold: 0.5,
      untrusted: 'as-is',
      unreadable: 'refuse',
    } as const;
    const outcome = await outcomeUnder({ screening }, says('Write to jane.doe@example.com'));
    expect(outcome).toMatchObject({ kind: 'refused', code: 'blocked', documented: false });
  });

  it('a refusal, with its code', async () => {
    const request = says('Hello', { inferenceConfig: { maxTokens: new ExactNumber('1000001') } });
    expect(await outcomeUnder({}, request)).toMatchObject({
      kind: 'refused',
      code: 'output_cap_exceeded',
      documented: false,
    });
  });

  it('an API that is not served, as a documented limit', async () => {
    const outcome = await outcomeUnder({}, { ...says('Hello'), api: 'example:/v1/unserved' });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'api_not_served', documented: true });
  });
});
