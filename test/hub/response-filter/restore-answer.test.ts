import { describe, expect, it } from 'vitest';
import { localGuardrails } from '../../../hub/guardrails/local-guardrails.ts';
import type { AnswerContext } from '../../../hub/response-filter/answer-context.ts';
import { filterWhole } from '../../../hub/response-filter/whole-answer.ts';
import { createScreener } from '../../../hub/screening/create-screener.ts';
import type { Part, PartVerdict } from '../../../hub/screening/parts.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import { dialectFor } from '../gateway/dialects/dialect-cases.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';
import { converseAnswer } from '../gateway/scripted-models.ts';
import { answerOf, contextOf, inPieces } from './filtered-stream.ts';

const ports = { guardrails: localGuardrails };
const jane = 'jane@example.com';

function pseudonymizing(value = jane): Partial<AnswerContext> {
  const { bundle } = testPolicy();
  const application = bundle.applications.claims ?? expect.fail();
  const screening = { ...application.screening, output: { entities: { EMAIL: 'pseudonymize' as const } } };
  const pseudonyms = new Pseudonyms();
  pseudonyms.tokenFor('EMAIL', value);
  const guardrail = bundle.guardrails.baseline ?? expect.fail();
  return { pseudonyms, screener: createScreener({ ...application, screening }, guardrail, 'output') };
}

async function faces(answer: unknown, change: Partial<AnswerContext> = pseudonymizing()) {
  const bytes = Buffer.from(JSON.stringify(answer));
  const { withheld } = await filterWhole(answerOf(inPieces([bytes])), contextOf('Converse', change), ports);
  const [only] = withheld;
  if (only === undefined || withheld.length > 1) throw new Error('expected one piece');
  const read = (face: Uint8Array) => JSON.parse(Buffer.from(face).toString());
  return { bytes, ...only, said: read(only.shown), recorded: read(only.kept) };
}

const blocks = (...content: object[]) => ({
  ...converseAnswer(''),
  output: { message: { role: 'assistant', content } },
});
const contentOf = (answer: { output: { message: { content: unknown[] } } }) => answer.output.message.content;

describe('a whole answer', () => {
  it('says values to the caller, and is kept byte for byte as the model wrote it', async () => {
    const { bytes, kept, said } = await faces(converseAnswer('Ask {EMAIL_1}.'));
    expect(contentOf(said)).toEqual([{ text: `Ask ${jane}.` }]);
    expect(Buffer.from(kept).equals(bytes)).toBe(true);
  });

  it('leaves one buffer for both where nothing is restored', async () => {
    const { shown, kept } = await faces(converseAnswer('Ask {EMAIL_2} or {EMAIL}.'));
    expect(shown).toBe(kept);
  });

  it('restores what screening pseudonymized, and not the same token in the model’s own words', async () => {
    const { said, recorded } = await faces(converseAnswer('{EMAIL_2} is not joe@example.org, {EMAIL_1} is.'));
    expect(contentOf(said)).toEqual([{ text: `{EMAIL_2} is not joe@example.org, ${jane} is.` }]);
    expect(contentOf(recorded)).toEqual([{ text: '{EMAIL_2} is not {EMAIL_2}, {EMAIL_1} is.' }]);
  });

  it('restores plain values and field names in the tree of a tool call', async () => {
    const quoted = '"jane doe"@example.com';
    const input = { to: ['{EMAIL_1}'], '{EMAIL_1}': { deep: 'x {EMAIL_1}' } };
    const { said } = await faces(blocks({ toolUse: { toolUseId: 't', name: 'n', input } }), pseudonymizing(quoted));
    const [block] = contentOf(said) as [{ toolUse: { input: unknown } }];
    expect(block.toolUse.input).toEqual({ to: [quoted], [quoted]: { deep: `x ${quoted}` } });
  });

  it('restores citations', async () => {
    const citations = [{ title: 'To {EMAIL_1}', sourceContent: [{ text: '{EMAIL_1}' }] }];
    const { said, recorded } = await faces(
      blocks({ citationsContent: { content: [{ text: '{EMAIL_1}' }], citations } }),
    );
    expect(JSON.stringify(said)).not.toContain('EMAIL_1');
    expect(JSON.stringify(recorded)).not.toContain(jane);
  });

  it('restores reasoning, but for what a signature covers', async () => {
    const open = { reasoningContent: { reasoningText: { text: 'open {EMAIL_1}' } } };
    const signed = { reasoningContent: { reasoningText: { text: 'signed {EMAIL_1}', signature: 'c2lnbmVk' } } };
    const { said } = await faces(blocks(open, signed, { text: '{EMAIL_1}' }));
    expect(contentOf(said)).toEqual([
      { reasoningContent: { reasoningText: { text: `open ${jane}` } } },
      signed,
      { text: jane },
    ]);
  });

  it('leaves Anthropic’s signed thinking alone', async () => {
    const thinking = { type: 'thinking', thinking: 'To {EMAIL_1}', signature: 'c2lnbmVk' };
    const answer = { type: 'message', role: 'assistant', content: [thinking, { type: 'text', text: '{EMAIL_1}' }] };
    const dialect = dialectFor('InvokeModel', 'anthropic-messages');
    const { said } = await faces(answer, { ...pseudonymizing(), dialect });
    expect(said.content).toEqual([thinking, { type: 'text', text: jane }]);
  });

  it('escapes values in OpenAI’s arguments, which are JSON in a string', async () => {
    const quoted = '"jane doe"@example.com';
    const call = { id: 'c', type: 'function', function: { name: 'send', arguments: '{"to":"{EMAIL_1}"}' } };
    const answer = { choices: [{ index: 0, message: { role: 'assistant', content: null, tool_calls: [call] } }] };
    const dialect = dialectFor('InvokeModel', 'openai-chat');
    const { said } = await faces(answer, { ...pseudonymizing(quoted), dialect });
    expect(JSON.parse(said.choices[0].message.tool_calls[0].function.arguments)).toEqual({ to: quoted });
  });

  it('takes no field name of a hostile answer for its own', async () => {
    const input = JSON.parse('{"__proto__":"{EMAIL_1}","constructor":"{EMAIL_1}"}');
    const { said } = await faces(blocks({ toolUse: { toolUseId: 't', name: 'n', input } }));
    const [block] = contentOf(said) as [{ toolUse: { input: object } }];
    expect(Object.entries(block.toolUse.input)).toEqual([
      ['__proto__', jane],
      ['constructor', jane],
    ]);
  });
});

describe('a whole answer on which screening fails', () => {
  it('is refused, whatever the policy on what cannot be read, and nothing of it is kept', async () => {
    const verdict = ({ pointer, kind }: Part): PartVerdict => ({
      pointer,
      kind,
      verdict: 'not_run',
      findings: [],
      reason: 'a detector broke',
      failed: true,
    });
    const screener = {
      screen: verdict,
      screenTogether: (_: readonly Part[], verdicts: readonly PartVerdict[]) => verdicts,
      stream: () => expect.unreachable('a document does not come in pieces'),
    };
    const body = inPieces([Buffer.from(JSON.stringify(converseAnswer('zebra')))]);
    const context = contextOf('Converse', { screener, unreadable: 'allow-unscreened' });
    const { refusal, withheld, blocked } = await filterWhole(answerOf(body), context, ports);
    expect(refusal?.code).toBe('screening_unavailable');
    expect({ withheld, blocked }).toEqual({ withheld: [], blocked: false });
  });
});
