import { expect } from 'vitest';
import type { CompletionRecord } from '../../../../hub/audit/record.ts';
import type { EntityAction } from '../../../../shared/config/bundle.ts';
import { testPolicy } from '../governed-policy.fixture.ts';
import { keptOf } from '../kept-content.ts';
import { decodeFrames } from '../scripted-models.ts';
import { openTestHub, type TestHub } from '../test-hub.ts';
import { card, readable } from './card-place.ts';

export const actions = ['mask', 'pseudonymize', 'block'] as const;
export type Action = (typeof actions)[number];
type Direction = 'input' | 'output';

export interface Paths {
  readonly whole: string;
  readonly stream: string;
}

const pathsOf = (model: string, whole: string, stream: string): Paths => ({
  whole: `/apps/claims/model/${encodeURIComponent(model)}/${whole}`,
  stream: `/apps/claims/model/${encodeURIComponent(model)}/${stream}`,
});
export const conversePaths = pathsOf('us.amazon.nova-lite-v1:0', 'converse', 'converse-stream');
export const novaPaths = pathsOf('us.amazon.nova-lite-v1:0', 'invoke', 'invoke-with-response-stream');
export const anthropicPaths = pathsOf('anthropic.claude-sonnet-5', 'invoke', 'invoke-with-response-stream');

/** Looks for card numbers in one direction and for nothing else. */
export function openFor(direction: Direction, action: EntityAction): Promise<TestHub> {
  const { screening } = testPolicy().bundle.applications.claims ?? expect.fail();
  const directions = { input: { entities: {} }, output: { entities: {} } };
  const looking = { ...directions, [direction]: { entities: { CREDIT_DEBIT_CARD_NUMBER: action } } };
  return openTestHub(testPolicy({ screening: { ...screening, ...looking, promptAttack: 'off' } }));
}

const standIns = {
  mask: '{CREDIT_DEBIT_CARD_NUMBER}',
  pseudonymize: '{CREDIT_DEBIT_CARD_NUMBER_1}',
} as const;

/** The record says of the part where it is, of which kind, and what was done; never what was found. */
function expectVerdict(completion: CompletionRecord | undefined, direction: Direction, kind: string, action: Action) {
  expect(completion?.screening[direction]).toContainEqual(
    expect.objectContaining({
      kind,
      verdict: action === 'block' ? 'blocked' : 'masked',
      findings: [expect.objectContaining({ type: 'CREDIT_DEBIT_CARD_NUMBER', action, count: 1 })],
    }),
  );
  expect(JSON.stringify(completion)).not.toContain(card);
}

/** Sends a request with a card number in it; `answer` is what the model would say. */
export async function judgeRequest(
  opened: TestHub,
  body: object,
  path: string,
  answer: object | readonly Uint8Array[],
  expected: { readonly kind: string; readonly action: Action },
): Promise<void> {
  const before = opened.models.calls.length;
  script(opened, answer);
  const { recordId, bytes } = await opened.call({ body, path });
  expectVerdict((await opened.records.get(recordId)).completion, 'input', expected.kind, expected.action);
  if (expected.action === 'block') {
    expect(opened.models.calls).toHaveLength(before);
    expect(said(bytes)).toContain('guardrail_intervened');
    return;
  }
  const sent = readable(opened.models.sentBody());
  expect(sent).toContain(standIns[expected.action]);
  expect(sent).not.toContain(card);
}

/** Has the model say a card number: in neither face may it stand where the policy masks or blocks, and in what is kept never. */
export async function judgeAnswer(
  opened: TestHub,
  body: object,
  path: string,
  answer: object | readonly Uint8Array[],
  { kind, action }: { readonly kind: string; readonly action: Action },
): Promise<void> {
  script(opened, answer);
  const { recordId, bytes } = await opened.call({ body, path });
  expectVerdict((await opened.records.get(recordId)).completion, 'output', kind, action);
  const kept = said((await keptOf(opened, recordId)).answer);
  expect(kept).not.toContain(card);
  expect(kept).toContain(action === 'block' ? 'guardrail_intervened' : standIns[action]);
  if (action === 'pseudonymize') expect(said(bytes)).toContain(card);
  else expect(said(bytes)).toBe(kept);
}

function script({ models }: TestHub, answer: object | readonly Uint8Array[]): void {
  if (Array.isArray(answer)) models.streams(answer);
  else models.answers(answer);
}

/** A document or a stream of frames, readable. */
function said(bytes: Buffer): string {
  return readable(bytes[0] === '{'.charCodeAt(0) ? JSON.parse(bytes.toString()) : decodeFrames(bytes));
}
