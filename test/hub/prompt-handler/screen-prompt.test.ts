import { describe, expect, it } from 'vitest';
import type { ParsedRequest } from '../../../hub/gateway/dialects/dialect.ts';
import { localGuardrails } from '../../../hub/guardrails/local-guardrails.ts';
import { type ScreeningOrder, screenPrompt } from '../../../hub/prompt-handler/screen-prompt.ts';
import { createScreener } from '../../../hub/screening/create-screener.ts';
import type { Part, PartVerdict } from '../../../hub/screening/parts.ts';
import type { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import { dialectFor, request } from '../gateway/dialects/dialect-cases.ts';
import { namesIn, ScriptedGuardrails } from '../guardrails/scripted-guardrails.ts';
import { docx, line, paragraph, pdf } from '../screening/documents/document-files.ts';
import { applicationWith, guardrailWith } from '../screening/support/policies.ts';

const entities = { EMAIL: 'pseudonymize', PASSWORD: 'pseudonymize' } as const;
const guardrail = guardrailWith();

function orderOf(body: object): ScreeningOrder {
  const screener = createScreener(applicationWith(entities), guardrail, 'input');
  const parsed: ParsedRequest = request(dialectFor('Converse'), body);
  return { operation: 'Converse', request: parsed, screener, entities, unreadable: 'refuse', guardrail };
}

const says = (...content: object[]) => ({ messages: [{ role: 'user', content }] });
const document = (format: string, bytes: string | Uint8Array) => ({
  document: { format, name: 'report', source: { bytes: Buffer.from(bytes as string).toString('base64') } },
});
const mail = { text: 'Write to jane@example.com' };

describe('a token that stands literally in a document', () => {
  it.each<[string, string | Uint8Array]>([
    ['docx', docx(paragraph('see {EMAIL_1}'))],
    ['pdf', pdf(line('see {EMAIL_1}'))],
    ['html', '<p>see {EMAIL<b>_1</b>}</p>'],
    ['txt', 'see {EMAIL_1}'],
  ])('is the document’s own, and is not handed out (%s)', async (format, bytes) => {
    const order = orderOf(says(mail, document(format, bytes)));
    const { pseudonyms, stop } = await screenPrompt(order, localGuardrails);
    expect(stop).toBeUndefined();
    expect([...pseudonyms.entries()]).toEqual([['{EMAIL_2}', 'jane@example.com']]);
  });
});

describe('values that begin alike, in a request that is made to be slow', () => {
  it('are refused on the part, not searched for without end', async () => {
    const values = Array.from({ length: 3_000 }, (_, at) => `${'1.'.repeat(at % 500)}a${at}@example.com`);
    const screener = {
      screen: (part: Part, pseudonyms?: Pseudonyms): PartVerdict => {
        for (const value of values) pseudonyms?.tokenFor('EMAIL', `1.1.1.${value}`);
        return { pointer: part.pointer, kind: part.kind, verdict: 'passed', findings: [] };
      },
      screenTogether: (_: readonly Part[], verdicts: readonly PartVerdict[]) => verdicts,
      stream: () => expect.unreachable('prompts do not come in pieces'),
    };
    const order = { ...orderOf(says({ text: '1.'.repeat(200_000) })), screener };
    const { stop, verdicts } = await screenPrompt(order, localGuardrails);
    expect(stop).toMatchObject({ kind: 'refusal', code: 'content_unscreenable' });
    expect(verdicts[0]).toMatchObject({
      verdict: 'not_run',
      failed: true,
      reason: 'too many pseudonymized values begin alike',
    });
  });
});

describe('a text in which nothing can be written', () => {
  const fixed: Part = {
    pointer: '/messages/0/content/1',
    kind: 'tool-result',
    role: 'tool',
    texts: [
      { text: 'Jane Doe, hunter2-Zebra!9', fixed: true, replace: () => expect.unreachable('it cannot be replaced') },
    ],
  };

  function orderWithFixed(text: string): ScreeningOrder {
    const order = orderOf(says({ text }));
    const { parts } = order.request;
    return { ...order, request: Object.create(order.request, { parts: { value: [...parts, fixed] } }) };
  }

  it('blocks where the guardrail would have it masked', async () => {
    const guardrails = new ScriptedGuardrails((text) => namesIn(text, ['Jane Doe'], 'mask'));
    const { stop, verdicts } = await screenPrompt(orderWithFixed('Hi'), guardrails);
    expect(stop).toBe('blocked');
    expect(verdicts[1]).toMatchObject({
      verdict: 'blocked',
      reason: 'a document that cannot be masked in place',
      findings: [{ type: 'NAME', action: 'block' }],
    });
  });

  it('blocks where it holds a value that was pseudonymized elsewhere', async () => {
    const { stop, verdicts } = await screenPrompt(orderWithFixed('My password is hunter2-Zebra!9'), localGuardrails);
    expect(stop).toBe('blocked');
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['masked', 'blocked']);
    expect(verdicts[1]).toMatchObject({
      reason: 'a document that cannot be masked in place',
      findings: [{ type: 'PASSWORD', detector: 'known-values', action: 'block' }],
    });
  });
});
