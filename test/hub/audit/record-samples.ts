import type { CompletionRecord, IntentRecord } from '../../../hub/audit/record.ts';
import type { SealedRecord } from '../../../hub/gateway/ports.ts';
import { canonicalJson, sha256Hex } from '../../../shared/canonical-json.ts';

/** A plausible intent; `atMs` is when it was received. */
export function sampleIntent(recordId: string, atMs: number, changes: Partial<IntentRecord> = {}): IntentRecord {
  return {
    schemaVersion: 1,
    type: 'intent',
    recordId,
    writer: { id: 'writer-1', sequence: 1, previousHash: '0'.repeat(64) },
    receivedAt: new Date(atMs).toISOString(),
    caller: {
      principalArn: 'arn:aws:sts::222233334444:assumed-role/gatehouse-claims-assistant/session',
      session: 'session',
      accountId: '222233334444',
      application: 'claims-assistant',
      sourceIp: '10.0.0.7',
    },
    declared: { purpose: 'claims-triage', user: null },
    purpose: 'claims-triage',
    request: {
      operation: 'Converse',
      'gen_ai.request.model': 'anthropic.claude-sonnet-4-5-20250929-v1:0',
      model: 'claude-sonnet',
      parameters: { 'gen_ai.request.temperature': 0.2 },
      bodyBytes: 2500,
      bodyCommitment: 'ab'.repeat(32),
      systemCommitment: null,
      toolsCommitment: null,
      unknownFields: [],
    },
    policy: { hash: 'cd'.repeat(32), build: 'test' },
    reservation: { holdId: recordId, priceVersion: '2026-11-01', requests: 1, tokens: 1000, costNanos: 9_000_000 },
    traceId: 'ef'.repeat(16),
    ...changes,
  };
}

export function sampleCompletion(
  recordId: string,
  atMs: number,
  changes: Partial<CompletionRecord> = {},
): CompletionRecord {
  return {
    schemaVersion: 1,
    type: 'completion',
    recordId,
    writer: { id: 'writer-1', sequence: 2, previousHash: '12'.repeat(32) },
    intentHash: '34'.repeat(32),
    completedAt: new Date(atMs).toISOString(),
    outcome: 'answered',
    refusal: null,
    'error.type': null,
    screening: {
      verdict: 'passed',
      input: [{ pointer: '/messages/0/content/0', kind: 'text', verdict: 'passed', findings: [] }],
      output: [{ pointer: '/output/message/content/0', kind: 'text', verdict: 'passed', findings: [] }],
      engines: { local: ['EMAIL'], guardrail: ['NAME'], nobody: [] },
    },
    guardrail: null,
    response: {
      status: 200,
      'gen_ai.response.model': null,
      'gen_ai.response.finish_reasons': ['end_turn'],
      bedrockRequestId: 'request-1',
      bodyCommitment: '56'.repeat(32),
      bodyBytes: 1000,
      schema: null,
      confidence: null,
      review: null,
      delivery: 'complete',
    },
    usage: {
      'gen_ai.usage.input_tokens': 300,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.usage.cache_read.input_tokens': 20,
      'gen_ai.usage.cache_creation.input_tokens': 5,
      costNanos: 2_400_000,
      priceVersion: '2026-11-01',
      source: 'model',
    },
    content: null,
    ...changes,
  };
}

/** A record with its canonical text and hash, as the record writer makes it. */
export function seal<R extends IntentRecord | CompletionRecord>(record: R): SealedRecord<R> {
  const canonical = canonicalJson(record);
  return { record, canonical, hash: sha256Hex(canonical) };
}
