import { describe, expect, it } from 'vitest';
import type { GuardrailFinding } from '../../../hub/gateway/ports.ts';
import type { GuardrailUse } from '../../../hub/guardrails/guardrail-findings.ts';
import { judgeByGuardrail } from '../../../hub/guardrails/judge-by-guardrail.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';
import { partOf, textsOf } from './sample-parts.ts';
import { namesIn, ScriptedGuardrails } from './scripted-guardrails.ts';

const guardrail = testPolicy().bundle.guardrails.baseline!;
const use: GuardrailUse = { guardrail, source: 'INPUT', entities: {} };
const finding = (change: Partial<GuardrailFinding>): GuardrailFinding => ({
  policy: 'content',
  name: 'PROMPT_ATTACK',
  action: 'block',
  ...change,
});
const finds = (word: string, found: Partial<GuardrailFinding>) =>
  new ScriptedGuardrails((text) => (text.includes(word) ? [finding(found)] : []));

describe('what the guardrail is asked', () => {
  it('is about all parts at once, by the policy’s guardrail', async () => {
    const port = new ScriptedGuardrails();
    const verdicts = await judgeByGuardrail([partOf('a', 'b'), partOf('c')], use, port);
    expect(port.requests).toEqual([
      { identifier: 'gr1a2b3c4d5e', version: '3', source: 'INPUT', texts: [{ text: 'a\nb' }, { text: 'c' }] },
    ]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
  });

  it('is nothing where there is nothing to read', async () => {
    const port = new ScriptedGuardrails();
    expect(await judgeByGuardrail([partOf(' '), partOf()], use, port)).toMatchObject([
      { verdict: 'passed', findings: [] },
      { verdict: 'passed', findings: [] },
    ]);
    expect(await judgeByGuardrail([], use, port)).toEqual([]);
    expect(port.requests).toEqual([]);
  });

  it('is about each window of a long part, and never more than fits a request', async () => {
    const port = new ScriptedGuardrails();
    await judgeByGuardrail([partOf('x'.repeat(60_000))], use, port);
    expect(port.texts.map(([text]) => text?.length)).toEqual([25_000, 25_000, 12_000]);
  });

  it('is about the parts one by one where something was found in them together', async () => {
    const port = finds('override', {});
    const verdicts = await judgeByGuardrail([partOf('fine'), partOf('override'), partOf('well')], use, port);
    expect(port.texts).toEqual([['fine', 'override', 'well'], ['fine'], ['override'], ['well']]);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['passed', 'blocked', 'passed']);
  });
});

describe('what the guardrail finds', () => {
  it('blocks the part that it is in', async () => {
    const [verdict] = await judgeByGuardrail([partOf('override')], use, finds('override', { confidence: 'HIGH' }));
    expect(verdict).toEqual({
      pointer: '/messages/0/content/0',
      kind: 'tool-result',
      verdict: 'blocked',
      findings: [
        {
          type: 'PROMPT_ATTACK',
          detector: 'bedrock-guardrail',
          action: 'block',
          count: 1,
          score: 1,
          reasons: ['confidence HIGH'],
        },
      ],
    });
  });

  it('blocks all parts where it is in none of them alone', async () => {
    const port = new ScriptedGuardrails();
    const together = finding({ policy: 'topic', name: 'advice' });
    port.apply = async ({ texts }) =>
      texts.length > 1
        ? { intervened: true, findings: [together], outputs: ['Blocked.'], units: 1 }
        : { intervened: false, findings: [], outputs: [], units: 1 };
    const verdicts = await judgeByGuardrail([partOf('a'), partOf('b')], use, port);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['blocked', 'blocked']);
    expect(verdicts[1]?.findings).toMatchObject([{ type: 'TOPIC:advice', action: 'block' }]);
  });

  it('is masked where the guardrail masked it, in each text of the part', async () => {
    const port = new ScriptedGuardrails((text) => namesIn(text, ['Jane Doe', 'Bob'], 'mask'));
    const part = partOf('From Jane Doe', 'to Bob, who is no Bobsleigh');
    const [verdict] = await judgeByGuardrail([part], use, port);
    expect(textsOf(part)[0]).toBe('From {NAME}');
    expect(textsOf(part)[1]).toContain('to {NAME}, who');
    expect(verdict).toMatchObject({ verdict: 'masked', findings: [{ type: 'NAME', action: 'mask' }] });
  });

  it('is masked whole where it stands over the seam of two windows, and counted once where both have it', async () => {
    const text = `${'x'.repeat(24_990)} Jane Doe ${'y'.repeat(30_000)}`;
    const port = new ScriptedGuardrails((window) => namesIn(window, ['Jane Doe'], 'mask'));
    const part = partOf(text);
    const [verdict] = await judgeByGuardrail([part], use, port);
    expect(textsOf(part)[0]).toBe(text.replace('Jane Doe', '{NAME}'));
    expect(verdict?.findings).toMatchObject([{ count: 1 }]);
  });

  it.each([
    ['mask', 'I am {NAME}', 'masked'],
    ['pseudonymize', 'I am {NAME_1}', 'masked'],
    ['block', 'I am Jane', 'blocked'],
    ['allow', 'I am Jane', 'passed'],
  ] as const)(
    'follows the application’s own action for a type that it only detects: %s',
    async (action, text, verdict) => {
      const port = new ScriptedGuardrails((window) => namesIn(window, ['Jane'], 'none'));
      const part = partOf('I am Jane');
      const pseudonyms = new Pseudonyms();
      const verdicts = await judgeByGuardrail([part], { ...use, entities: { NAME: action }, pseudonyms }, port);
      expect(textsOf(part)).toEqual([text]);
      expect(verdicts[0]?.verdict).toBe(verdict);
      if (action === 'pseudonymize') expect(pseudonyms.valueOf('{NAME_1}')).toBe('Jane');
    },
  );

  it('is a pseudonym rather than the guardrail’s mask where the application asks for one', async () => {
    const port = new ScriptedGuardrails((window) => namesIn(window, ['Jane', 'Bob'], 'mask'));
    const part = partOf('Jane and Bob and Jane');
    const pseudonyms = new Pseudonyms();
    await judgeByGuardrail([part], { ...use, entities: { NAME: 'pseudonymize' }, pseudonyms }, port);
    expect(textsOf(part)).toEqual(['{NAME_1} and {NAME_2} and {NAME_1}']);
  });

  it('is not softened by an application that allows it', async () => {
    const port = new ScriptedGuardrails((window) => namesIn(window, ['Jane'], 'mask'));
    const part = partOf('I am Jane');
    await judgeByGuardrail([part], { ...use, entities: { NAME: 'allow' } }, port);
    expect(textsOf(part)).toEqual(['I am {NAME}']);
  });

  it('leaves our own masks and tokens as they are', async () => {
    const port = new ScriptedGuardrails((window) => namesIn(window, ['{EMAIL_1}'], 'none'));
    const part = partOf('Write to {EMAIL_1}');
    await judgeByGuardrail([part], { ...use, entities: { NAME: 'mask' } }, port);
    expect(textsOf(part)).toEqual(['Write to {EMAIL_1}']);
  });

  it('blocks where it is to be masked and nobody can say where it stands', async () => {
    const port = new ScriptedGuardrails();
    const unplaced: GuardrailFinding[] = [{ policy: 'entity', name: 'NAME', action: 'mask', match: 'elsewhere' }];
    port.apply = async () => ({ intervened: true, findings: unplaced, outputs: ['something else'], units: 1 });
    const part = partOf('I am Jane');
    expect(await judgeByGuardrail([part], use, port)).toMatchObject([{ verdict: 'blocked' }]);
    expect(textsOf(part)).toEqual(['I am Jane']);
  });

  it('blocks where it stands in a text that cannot be changed', async () => {
    const port = new ScriptedGuardrails((window) => namesIn(window, ['Jane'], 'mask'));
    const part = partOf('I am Jane');
    Object.assign(part.texts[0]!, { fixed: true });
    const [verdict] = await judgeByGuardrail([part], use, port);
    expect(verdict).toMatchObject({ verdict: 'blocked', findings: [{ type: 'NAME', action: 'block' }] });
  });

  it.each([
    [{ policy: 'topic', name: 'advice' }, 'TOPIC:advice'],
    [{ policy: 'regex', name: 'claim' }, 'REGEX:claim'],
    [{ policy: 'word', name: '', match: 'Project Nightingale' }, 'WORD:1'],
    [{ policy: 'word', name: '', match: 'not in the policy' }, 'WORD'],
    [{ policy: 'word', name: 'PROFANITY', match: 'damn' }, 'WORD:PROFANITY'],
    [{ policy: 'content', name: 'HATE' }, 'HATE'],
  ] as const)('has the name that local detectors have for it: %o', async (found, type) => {
    const [verdict] = await judgeByGuardrail([partOf('override')], use, finds('override', found));
    expect(verdict?.findings.map((recorded) => recorded.type)).toEqual([type]);
    expect(JSON.stringify(verdict)).not.toMatch(/nightingale|damn|not in the policy/i);
  });

  it('is named like a field of every object, and no more than a name', async () => {
    const port = finds('override', { policy: 'entity', name: '__proto__', action: 'none' });
    expect(await judgeByGuardrail([partOf('override')], use, port)).toMatchObject([
      { verdict: 'passed', findings: [{ type: '__proto__', action: 'flag' }] },
    ]);
  });
});

describe('a guardrail that cannot be reached', () => {
  it('leaves verdicts that say so, and why, and quote nothing', async () => {
    const [verdict] = await judgeByGuardrail([partOf('secret')], use, new ScriptedGuardrails().goesDown());
    expect(verdict).toMatchObject({ verdict: 'not_run', failed: true, reason: 'the guardrail could not be asked' });
    expect(JSON.stringify(verdict)).not.toContain('secret');
  });

  it('fails a part of which only one window was not judged, and leaves it unmasked and whole', async () => {
    const port = new ScriptedGuardrails((text) => namesIn(text, ['Jane'], 'mask'));
    port.goesDown(({ texts }) => texts.some(({ text }) => text.includes('y')));
    const part = partOf(`Jane ${'x'.repeat(30_000)}${'y'.repeat(10)}`);
    expect(await judgeByGuardrail([part], use, port)).toMatchObject([{ verdict: 'not_run', failed: true }]);
    expect(textsOf(part)[0]).toContain('Jane');
  });

  it('does not hide that another part was blocked', async () => {
    const port = finds('override', {});
    port.goesDown(({ texts }) => texts.length === 1 && texts[0]?.text === 'fine');
    const verdicts = await judgeByGuardrail([partOf('fine'), partOf('override')], use, port);
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['not_run', 'blocked']);
  });
});
