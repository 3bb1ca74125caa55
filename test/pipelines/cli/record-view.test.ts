import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CompletionRecord, IntentRecord } from '../../../hub/audit/record.ts';
import { renderRecord } from '../../../pipelines/cli/record-view.ts';
import { sampleCompletion, sampleIntent } from '../../hub/audit/record-samples.ts';

const recordId = '01JCZ3V0A1B2C3D4E5F6G7H8J9';
const atMs = Date.UTC(2026, 10, 20, 9, 0, 0);

function view(intent: Partial<IntentRecord> = {}, completion: Partial<CompletionRecord> | undefined = {}): string {
  const end = completion === undefined ? undefined : sampleCompletion(recordId, atMs + 120, completion);
  return stripVTControlCharacters(renderRecord(sampleIntent(recordId, atMs, intent), end));
}

/** What stands beside a label. */
function value(text: string, label: string): string | undefined {
  return new RegExp(`^  ${label} {2,}(.+)$`, 'm').exec(text)?.[1];
}

describe('a record for people', () => {
  it('begins with its id and how the call ended', () => {
    expect(view().split('\n')[0]).toBe(`Record ${recordId}  answered`);
    const refusal = { code: 'model_not_entitled', detail: 'Not entitled.' } as const;
    const refused = view({}, { outcome: 'refused', refusal });
    expect(refused.split('\n')[0]).toBe(`Record ${recordId}  refused: model_not_entitled`);
    expect(value(refused, 'refused because')).toBe('Not entitled.');
  });

  it('says who asked, and what is only declared', () => {
    expect(value(view(), 'application')).toBe('claims-assistant');
    expect(value(view(), 'account')).toBe('222233334444');
    expect(value(view(), 'purpose')).toBe('claims-triage (declared)');
    const silent = view({ declared: { purpose: null, user: null } });
    expect(value(silent, 'purpose')).toBe('claims-triage (default; none was declared)');
    expect(value(silent, 'declared user')).toBe('-');
  });

  it('shows a caller that belongs to no application', () => {
    const caller = { ...sampleIntent(recordId, atMs).caller, application: null };
    expect(value(view({ caller, purpose: null }), 'application')).toBe('(none)');
  });

  it('names the model both ways, the parameters and the commitment', () => {
    expect(value(view(), 'model')).toBe('anthropic.claude-sonnet-4-5-20250929-v1:0 (claude-sonnet)');
    expect(value(view(), 'gen_ai.request.temperature')).toBe('0.2');
    expect(value(view(), 'body')).toBe(`2500 bytes, commitment ${'ab'.repeat(32)}`);
  });

  it('has a line for each part that was screened, in both directions, with what was found', () => {
    const findings = [{ type: 'EMAIL', detector: 'email', action: 'mask', count: 2 }] as const;
    const known = { kind: 'text', findings: [] } as const;
    const text = view(
      {},
      {
        screening: {
          verdict: 'masked',
          input: [{ ...known, pointer: '/messages/0/content/0', verdict: 'masked', findings }],
          output: [{ ...known, kind: 'image', pointer: '/output/1', verdict: 'not_run', reason: 'media' }],
          engines: { local: ['EMAIL', 'URL'], guardrail: ['NAME'], nobody: ['AGE'] },
        },
      },
    );
    expect(text).toMatch(/^Screening masked$/m);
    expect(text).toMatch(/in {2}masked {3}text +\/messages\/0\/content\/0 EMAIL ×2 mask/);
    expect(text).toMatch(/out not_run {2}image +\/output\/1 +\(media\)/);
    expect(value(text, 'judged here')).toBe('EMAIL, URL');
    expect(value(text, 'judged by the guardrail')).toBe('NAME');
    expect(value(text, 'judged by nobody')).toBe('AGE');
  });

  it('shows what was reserved and what was charged', () => {
    expect(value(view(), 'reserved')).toBe('1000 tokens, $0.009000 (prices of 2026-11-01)');
    expect(value(view(), 'charged')).toBe('$0.002400');
    expect(value(view(), 'tokens')).toBe('300 in, 100 out, 20 read from cache, 5 written to cache (model)');
    const free = view({ reservation: null }, { usage: null });
    expect([value(free, 'reserved'), value(free, 'charged')]).toEqual(['nothing', 'nothing']);
  });

  it('shows where the content lies, where there is any', () => {
    expect(value(view(), 'content')).toBeUndefined();
    const content = {
      key: 'content/claims-assistant/2026/11/20/x.enc',
      versionId: 'v1',
      sha256: '78'.repeat(32),
      retainUntil: '2033-11-20T00:00:00.000Z',
      dataKeyId: '9a'.repeat(16),
    };
    const kept = view({}, { content });
    expect(value(kept, 'content')).toBe(content.key);
    expect(value(kept, 'retained until')).toBe(content.retainUntil);
    expect(value(kept, 'data key')).toBe(content.dataKeyId);
  });

  it('says what the answer was judged to be, where something was asked of it', () => {
    const { response } = sampleCompletion(recordId, atMs);
    const errors = [
      { path: '/total', rule: 'type' },
      { path: '', rule: 'required', missing: 'sum' },
    ];
    const judged = view(
      {},
      {
        response: response && {
          ...response,
          schema: { result: 'failed', reason: null, errors, repairs: 1 },
          confidence: { score: 0.4, reasons: [{ reason: 'unsupported_figures', count: 3, factor: 0.4 }] },
          review: { state: 'open' },
        },
      },
    );
    expect(value(judged, 'schema')).toBe('failed (/total type, document required sum), after one repair round');
    expect(value(judged, 'confidence')).toBe('0.400 (unsupported figures ×3)');
    expect(value(judged, 'review')).toContain(`gatehouse reviews show ${recordId}`);
    expect(value(view(), 'confidence')).toBeUndefined();
  });

  it('shows an intent alone, without sections that only a completion has', () => {
    const text = stripVTControlCharacters(renderRecord(sampleIntent(recordId, atMs), undefined));
    expect(text).toContain('no completion: in flight, or cut off by a crash');
    expect(text).not.toMatch(/^(Screening|Answer)/m);
    expect(value(text, 'reserved')).toContain('1000 tokens');
  });

  it('has no line without a value', () => {
    for (const line of view({}, { response: null, usage: null }).split('\n')) {
      expect(line).not.toMatch(/\b(undefined|null|NaN)\b/);
    }
  });
});
