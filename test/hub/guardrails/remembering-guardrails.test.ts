import { describe, expect, it } from 'vitest';
import type { GuardrailRequest } from '../../../hub/gateway/ports.ts';
import { RememberingGuardrails } from '../../../hub/guardrails/remembering-guardrails.ts';
import { expectFault } from '../gateway/faults.ts';
import { namesIn, ScriptedGuardrails } from './scripted-guardrails.ts';

function request(texts: readonly string[], change: Partial<GuardrailRequest> = {}): GuardrailRequest {
  return { identifier: 'gr1', version: '1', source: 'INPUT', texts: texts.map((text) => ({ text })), ...change };
}

function remembering(port: ScriptedGuardrails, clock = { now: () => 0 }): RememberingGuardrails {
  return new RememberingGuardrails(port, clock);
}

describe('a guardrail that remembers', () => {
  it('is not asked twice about what was clean', async () => {
    const port = new ScriptedGuardrails();
    const guardrails = remembering(port);
    await guardrails.apply(request(['a', 'b']));
    expect(await guardrails.apply(request(['b', 'a']))).toEqual({
      intervened: false,
      findings: [],
      outputs: [],
      units: 0,
    });
    expect(port.texts).toEqual([['a', 'b']]);
  });

  it('is asked about what is new, and about nothing else', async () => {
    const port = new ScriptedGuardrails();
    const guardrails = remembering(port);
    await guardrails.apply(request(['a']));
    await guardrails.apply(request(['a', 'b']));
    expect(port.texts).toEqual([['a'], ['b']]);
  });

  it.each([
    { version: '2' },
    { identifier: 'gr2' },
    { source: 'OUTPUT' },
    { texts: [{ text: 'a', qualifiers: ['query'] }] },
  ] as const)('is asked anew where the question is another: %o', async (change) => {
    const port = new ScriptedGuardrails();
    const guardrails = remembering(port);
    await guardrails.apply(request(['a']));
    await guardrails.apply(request(['a'], change));
    expect(port.requests).toHaveLength(2);
  });

  it.each(['mask', 'block', 'none'] as const)('is asked again about what was not clean (%s)', async (action) => {
    const port = new ScriptedGuardrails((text) => namesIn(text, ['Jane'], action));
    const guardrails = remembering(port);
    const first = await guardrails.apply(request(['Jane']));
    expect(await guardrails.apply(request(['Jane']))).toEqual(first);
    expect(port.requests).toHaveLength(2);
  });

  it('answers a masked text for each that it was given, known or not', async () => {
    const port = new ScriptedGuardrails((text) => namesIn(text, ['Jane'], 'mask'));
    const guardrails = remembering(port);
    await guardrails.apply(request(['clean']));
    const { outputs } = await guardrails.apply(request(['I, Jane', 'clean', 'Jane']));
    expect(outputs).toEqual(['I, {NAME}', 'clean', '{NAME}']);
  });

  it('is asked again after an hour', async () => {
    let now = 0;
    const port = new ScriptedGuardrails();
    const guardrails = remembering(port, { now: () => now });
    await guardrails.apply(request(['a']));
    now = 3_599_999;
    await guardrails.apply(request(['a']));
    expect(port.requests).toHaveLength(1);
    now = 3_600_000;
    await guardrails.apply(request(['a']));
    expect(port.requests).toHaveLength(2);
  });

  it('remembers nothing of a judgement that was not had', async () => {
    const port = new ScriptedGuardrails().goesDown();
    const guardrails = remembering(port);
    await expectFault(guardrails.apply(request(['a'])), 'guardrail_unavailable');
    await expectFault(guardrails.apply(request(['a'])), 'guardrail_unavailable');
    expect(port.requests).toHaveLength(2);
  });

  it('forgets the oldest first, however many there are', async () => {
    const port = new ScriptedGuardrails();
    const guardrails = remembering(port);
    const many = Array.from({ length: 20_000 }, (_, at) => `text ${at}`);
    await guardrails.apply(request(['oldest', ...many]));
    await guardrails.apply(request(['oldest', 'text 19999']));
    expect(port.texts.at(-1)).toEqual(['oldest']);
  });

  it('is the engine that it asks', () => {
    expect(remembering(new ScriptedGuardrails()).engine).toBe('bedrock');
  });
});
