import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CompletionRecord, IntentRecord } from '../../../hub/audit/record.ts';
import { callLine, dollars } from '../../../hub/local/call-line.ts';
import { sampleCompletion, sampleIntent } from '../audit/record-samples.ts';

const recordId = '01JCZ3V0A1B2C3D4E5F6G7H8J9';
const atMs = Date.UTC(2026, 10, 20, 9, 8, 7, 654);

function line(completion: Partial<CompletionRecord> = {}, intent: Partial<IntentRecord> = {}): string {
  const end = sampleCompletion(recordId, atMs + 321, completion);
  return stripVTControlCharacters(callLine(sampleIntent(recordId, atMs, intent), end));
}

const part = { pointer: '/messages/0/content/0', kind: 'text' } as const;

describe('the line of a call', () => {
  it('says when, who, what, how it ended, how long it took, what it cost and where to look it up', () => {
    const columns = line().split(/ {2,}/);
    expect(columns).toEqual([
      '09:08:07.654',
      'claims-assistant',
      'Converse',
      'claude-sonnet',
      'answered (passed)',
      '321 ms',
      '300→100 tokens $0.002400',
      recordId,
    ]);
  });

  it('is one line', () => {
    expect(line()).not.toContain('\n');
  });

  it('names the refusal of a refused call, which cost nothing', () => {
    const refused = line({ outcome: 'refused', refusal: { code: 'rate_exceeded', detail: 'x' }, usage: null });
    expect(refused).toContain('refused (rate_exceeded)');
    expect(refused).not.toContain('$');
  });

  it('names what blocked, and not what was only masked before it', () => {
    const findings = [
      { type: 'EMAIL', detector: 'email', action: 'mask', count: 1 },
      { type: 'PROMPT_ATTACK', detector: 'prompt-attack', action: 'block', count: 1 },
    ] as const;
    const screening = {
      verdict: 'blocked',
      input: [{ ...part, verdict: 'blocked', findings }],
      output: [],
      engines: null,
    } as const;
    expect(line({ outcome: 'blocked', screening })).toContain('blocked (PROMPT_ATTACK)');
  });

  it('says that Bedrock’s guardrail blocked where nothing of ours did', () => {
    expect(line({ outcome: 'blocked' })).toContain('blocked (Bedrock guardrail)');
  });

  it('names the error of Bedrock’s', () => {
    const failed = line({ outcome: 'upstream_error', 'error.type': 'ModelErrorException' });
    expect(failed).toContain('upstream_error (ModelErrorException)');
  });

  it('says that an answer was masked', () => {
    expect(line({ screening: { verdict: 'masked', input: [], output: [], engines: null } })).toContain(
      'answered (masked)',
    );
  });

  it('copes with a call of which nothing is known', () => {
    const { caller, request } = sampleIntent(recordId, atMs);
    const unknown = { ...request, operation: null, model: null, 'gen_ai.request.model': null };
    const text = line({ outcome: 'refused' }, { caller: { ...caller, application: null }, request: unknown });
    expect(text).toContain('(no application)');
    expect(text).not.toMatch(/null|undefined/);
  });
});

describe('dollars', () => {
  it.each([
    [0, '$0.000000'],
    [1_000, '$0.000001'],
    [2_400_000, '$0.002400'],
    [1_234_567_890_123, '$1234.567890'],
  ])('of %d nanodollars are %s', (nanos, text) => {
    expect(dollars(nanos)).toBe(text);
  });
});
