import { describe, expect, it } from 'vitest';
import type { GuardrailFinding } from '../../../hub/gateway/ports.ts';
import { localGuardrails } from '../../../hub/guardrails/local-guardrails.ts';
import type { AnswerContext } from '../../../hub/response-filter/answer-context.ts';
import { filterWhole } from '../../../hub/response-filter/whole-answer.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import { dialectFor } from '../gateway/dialects/dialect-cases.ts';
import { converseAnswer, frame } from '../gateway/scripted-models.ts';
import { namesIn, ScriptedGuardrails } from '../guardrails/scripted-guardrails.ts';
import {
  answerOf,
  begin,
  contextOf,
  filtered,
  finish,
  inOrder,
  inPieces,
  input,
  said,
  stop,
  text,
  toolStart,
} from './filtered-stream.ts';

const masksJane = () => new ScriptedGuardrails((said) => namesIn(said, ['Jane Doe'], 'mask'));
const jane = 'jane@example.com';
const topic: GuardrailFinding = { policy: 'topic', name: 'investment-advice', action: 'block' };
const blocksShares = () => new ScriptedGuardrails((said) => (said.includes('shares') ? [topic] : []));

const toolUse = (args: object, name = 'lookup') => ({ toolUse: { toolUseId: 't', name, input: args } });
const answer = (...content: object[]) => ({
  ...converseAnswer(''),
  output: { message: { role: 'assistant', content } },
});

async function whole(body: unknown, guardrails: ScriptedGuardrails, change: Partial<AnswerContext> = {}) {
  const bytes = Buffer.from(JSON.stringify(body));
  const end = await filterWhole(answerOf(inPieces([bytes])), contextOf('Converse', change), { guardrails });
  const read = (face?: Uint8Array) => (face === undefined ? undefined : JSON.parse(Buffer.from(face).toString()));
  const [only] = end.withheld;
  return { end, shown: read(only?.shown), kept: read(only?.kept) };
}

describe('a tool call in a whole answer', () => {
  it('is judged as output, its name and its arguments together', async () => {
    const guardrails = masksJane();
    const { shown, end } = await whole(answer({ text: 'Jane Doe' }, toolUse({ to: 'Jane Doe' })), guardrails);
    expect(guardrails.requests).toHaveLength(1);
    expect(guardrails.requests[0]).toMatchObject({ source: 'OUTPUT', identifier: 'gr1a2b3c4d5e', version: '3' });
    expect(guardrails.texts[0]).toEqual(['lookup\nJane Doe\nto']);
    expect(shown.output.message.content).toEqual([{ text: 'Jane Doe' }, toolUse({ to: '{NAME}' })]);
    expect(end.verdicts.at(-1)).toMatchObject({
      kind: 'tool-use',
      verdict: 'masked',
      findings: [{ type: 'NAME', detector: 'bedrock-guardrail', count: 1 }],
    });
  });

  it('asks nothing where there is none', async () => {
    const guardrails = masksJane();
    await whole(answer({ text: 'Jane Doe' }), guardrails);
    expect(guardrails.requests).toEqual([]);
  });

  it('asks nothing where the answer is blocked or refused already', async () => {
    const guardrails = masksJane();
    await whole(answer({ text: 'card 4111 1111 1111 1111' }, toolUse({ a: 'b' })), guardrails);
    const image = { image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } };
    await whole(answer(image, toolUse({ a: 'b' })), guardrails);
    expect(guardrails.requests).toEqual([]);
  });

  it('is masked locally before it is sent anywhere', async () => {
    const guardrails = masksJane();
    await whole(answer(toolUse({ to: 'jane@example.com' })), guardrails);
    expect(guardrails.texts.flat().join()).not.toContain('jane@');
  });

  it('blocks the answer', async () => {
    const { end, shown } = await whole(answer(toolUse({ note: 'Buy shares' })), blocksShares());
    expect(end.blocked).toBe(true);
    expect(shown.output.message.content).toEqual([{ text: 'The answer was withheld.' }]);
    expect(end.verdicts.at(-1)).toMatchObject({ verdict: 'blocked', findings: [{ type: 'TOPIC:investment-advice' }] });
  });

  it('refuses the answer where the guardrail is down, whatever the policy on what cannot be read', async () => {
    const guardrails = masksJane().goesDown();
    const change = { unreadable: 'allow-unscreened' } as const;
    const { end } = await whole(answer(toolUse({ note: 'x' })), guardrails, change);
    expect(end).toMatchObject({ blocked: false, withheld: [], refusal: { code: 'screening_unavailable' } });
    expect(end.verdicts.at(-1)).toMatchObject({
      verdict: 'not_run',
      failed: true,
      reason: 'the guardrail could not be asked',
    });
  });

  it('is pseudonymized and restored where the policy says so, and kept with the token', async () => {
    const change = { entities: { NAME: 'pseudonymize' } } as const;
    const { shown, kept } = await whole(answer(toolUse({ to: 'Jane Doe' })), masksJane(), change);
    expect(shown.output.message.content).toEqual([toolUse({ to: 'Jane Doe' })]);
    expect(kept.output.message.content).toEqual([toolUse({ to: '{NAME_1}' })]);
  });

  it.each([
    ['EMAIL_1', '{EMAIL_1}', jane],
    ['Jane {EMAIL_1}', '{NAME}{EMAIL_1}', `{NAME}${jane}`],
  ])('keeps our pseudonyms whole where the guardrail takes %s for something', async (match, token, value) => {
    const pseudonyms = new Pseudonyms();
    pseudonyms.tokenFor('EMAIL', jane);
    const guardrails = new ScriptedGuardrails((said) => namesIn(said, [match], 'mask'));
    const to = match === 'EMAIL_1' ? '{EMAIL_1}' : match;
    const { shown, kept } = await whole(answer(toolUse({ to })), guardrails, { pseudonyms });
    expect(kept.output.message.content[0].toolUse.input).toEqual({ to: token });
    expect(shown.output.message.content[0].toolUse.input).toEqual({ to: value });
  });
});

describe('a tool call in a stream', () => {
  const call = [toolStart(1), input(1, '{"to":"Jane '), input(1, 'Doe"}'), stop(1)];

  it('leaves when its block ends, judged whole; text before it does not wait', async () => {
    const guardrails = masksJane();
    const frames = [begin, text(0, 'Hello. '), stop(0), ...call, ...finish];
    const { left, shown, end } = await filtered(frames, contextOf('ConverseStream'), guardrails);
    expect(left.slice(0, 4)).toEqual([['messageStart'], ['0:Hello. '], ['stop 0'], ['start 1']]);
    expect(left.slice(4, 7)).toEqual([[], [], ['1:{"to":"{NAME}"}', 'stop 1']]);
    expect(said(shown, 1)).toBe('{"to":"{NAME}"}');
    expect(guardrails.texts).toEqual([['lookup'], ['{"to":"Jane Doe"}']]);
    expect(guardrails.requests.every(({ source }) => source === 'OUTPUT')).toBe(true);
    expect(end.verdicts.at(-1)).toMatchObject({ kind: 'tool-use', verdict: 'masked', findings: [{ type: 'NAME' }] });
  });

  it('lets text of the same chunk leave before the guardrail answers', async () => {
    const guardrails = masksJane();
    const pieces = Buffer.concat([begin, text(0, 'Hello. '), stop(0), ...call, ...finish]);
    const { left } = await filtered([pieces], contextOf('ConverseStream'), guardrails);
    expect(inOrder(left).indexOf('0:Hello. ')).toBeLessThan(inOrder(left).indexOf('start 1'));
  });

  it('is held no longer than before where there is no guardrail service', async () => {
    const { left } = await filtered([begin, ...call, ...finish], contextOf('ConverseStream'), localGuardrails);
    expect(left[2]?.join()).toContain('1:{"to":');
  });

  it('asks nothing where there is none', async () => {
    const guardrails = masksJane();
    await filtered([begin, text(0, 'Jane Doe'), stop(0), ...finish], contextOf('ConverseStream'), guardrails);
    expect(guardrails.requests).toEqual([]);
  });

  it('ends the stream where it is blocked, and nothing of it has left', async () => {
    const frames = [
      begin,
      toolStart(1),
      input(1, '{"note":"Buy sh'),
      input(1, 'ares"}'),
      stop(1),
      text(2, 'zebra'),
      ...finish,
    ];
    const { end, shown } = await filtered(frames, contextOf('ConverseStream'), blocksShares());
    expect(end.blocked).toBe(true);
    expect(said(shown, 1)).not.toContain('Buy');
    expect(JSON.stringify(shown)).not.toContain('zebra');
    expect(end.verdicts.at(-1)).toMatchObject({ verdict: 'blocked' });
    expect(end.facts.usage).toMatchObject({ output: 20 });
  });

  it('is refused where the guardrail is down, and says so', async () => {
    const guardrails = masksJane().goesDown(({ texts }) => texts.some(({ text }) => text.includes('Jane')));
    const { end, shown } = await filtered([begin, ...call, ...finish], contextOf('ConverseStream'), guardrails);
    expect(end).toMatchObject({ withheld: [], refusal: { code: 'screening_unavailable' } });
    expect(said(shown, 1)).toBe('');
    expect(end.verdicts.at(-1)).toMatchObject({
      verdict: 'not_run',
      failed: true,
      reason: 'the guardrail could not be asked',
    });
  });

  it('that was held when the answer was stopped was not judged, and the record says so', async () => {
    const guardrails = masksJane();
    const frames = [
      begin,
      toolStart(1),
      input(1, '{"to":"Jane '),
      text(0, 'card 4111 1111 1111 1111. '),
      stop(0),
      stop(1),
      ...finish,
    ];
    const { end } = await filtered(frames, contextOf('ConverseStream'), guardrails);
    expect(end.blocked).toBe(true);
    expect(guardrails.texts).toEqual([['lookup']]);
    const held = end.verdicts.find(({ pointer }) => pointer === '1/tool-use');
    expect(held).toMatchObject({ verdict: 'not_run', reason: 'the answer was stopped before the guardrail was asked' });
    expect(held?.failed).toBeUndefined();
  });

  it('is judged too where the model never ends its block', async () => {
    const { shown } = await filtered([begin, ...call.slice(0, 3), ...finish], contextOf('ConverseStream'), masksJane());
    expect(said(shown, 1)).toBe('{"to":"{NAME}"}');
  });

  it('that the model writes on in is judged with what has left of it, which can only block any more', async () => {
    const pair = new ScriptedGuardrails((said) =>
      /Jane\W+Doe/.test(said) ? namesIn(said, ['Jane\nDoe'], 'mask') : [],
    );
    const frames = [begin, toolStart(1), input(1, 'Jane'), stop(1), input(1, 'Doe'), stop(1), ...finish];
    const { end, shown } = await filtered(frames, contextOf('ConverseStream'), pair);
    expect(pair.texts.at(-1)).toEqual(['Jane\nDoe']);
    expect(end.blocked).toBe(true);
    expect(JSON.stringify(shown)).not.toContain('Doe');
  });

  it('is restored after it was judged, escaped as JSON source', async () => {
    const pseudonyms = new Pseudonyms();
    pseudonyms.tokenFor('EMAIL', '"jane"@example.com');
    const guardrails = masksJane();
    const frames = [begin, toolStart(1), input(1, '{"to":"{EMA'), input(1, 'IL_1}"}'), stop(1), ...finish];
    const { shown, kept } = await filtered(frames, contextOf('ConverseStream', { pseudonyms }), guardrails);
    expect(guardrails.texts.flat().join()).not.toContain('jane');
    expect(said(kept, 1)).toBe('{"to":"{EMAIL_1}"}');
    expect(JSON.parse(said(shown, 1))).toEqual({ to: '"jane"@example.com' });
  });

  it('is pseudonymized and restored where the policy says so', async () => {
    const context = contextOf('ConverseStream', { entities: { NAME: 'pseudonymize' } });
    const { shown, kept } = await filtered([begin, ...call, ...finish], context, masksJane());
    expect(said(shown, 1)).toBe('{"to":"Jane Doe"}');
    expect(said(kept, 1)).toBe('{"to":"{NAME_1}"}');
  });

  it('is judged in the chunks of Anthropic’s own events', async () => {
    const chunk = (event: object) => frame('chunk', { bytes: Buffer.from(JSON.stringify(event)).toString('base64') });
    const frames = [
      {
        type: 'message_start',
        message: { role: 'assistant', content: [], usage: { input_tokens: 1, output_tokens: 1 } },
      },
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'tool_use', id: 't', name: 'lookup', input: {} },
      },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"to":"Jane Doe"}' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } },
      { type: 'message_stop' },
    ].map(chunk);
    const dialect = dialectFor('InvokeModelWithResponseStream', 'anthropic-messages');
    const { shown } = await filtered(frames, contextOf('ConverseStream', { dialect }), masksJane());
    const events = shown.map(({ payload }) => Buffer.from(String(payload.bytes), 'base64').toString());
    expect(events.find((event) => event.includes('partial_json'))).toContain('{\\"to\\":\\"{NAME}\\"}');
    expect(events.join()).not.toContain('Jane');
  });
});
