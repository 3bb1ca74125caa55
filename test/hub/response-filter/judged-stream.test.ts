import { describe, expect, it } from 'vitest';
import type { AnswerJudging } from '../../../hub/response-filter/judgement/answer-judging.ts';
import { SchemaCache } from '../../../hub/response-filter/schema/schema-cache.ts';
import { Pseudonyms } from '../../../hub/screening/pseudonyms.ts';
import { exceptionFrame } from '../gateway/scripted-models.ts';
import { begin, contextOf, filtered, finish, said, stop, text } from './filtered-stream.ts';

const judging: AnswerJudging = {
  recordId: '01J',
  policy: { repairRounds: 1, confidence: null, selfAgreementSamples: 0 },
  wanted: [{ origin: 'application', schema: { type: 'object', required: ['mail'] } }],
  tools: new Map(),
  sources: [],
  repairs: 0,
  cache: new SchemaCache(),
};

function judged(pieces: readonly string[], change: Partial<Parameters<typeof contextOf>[1]> = {}) {
  const frames = [begin, ...pieces.map((piece) => text(0, piece)), stop(0), ...finish];
  return filtered(frames, contextOf('ConverseStream', { judging, ...change }));
}

describe('a stream that is judged as a whole', () => {
  it('releases nothing before its end, and all of it then', async () => {
    const { left, withheld } = await judged(['{"mail"', ':"a"}']);
    expect(left.flat()).toEqual([]);
    expect(said(withheld, 0)).toBe('{"mail":"a"}');
  });

  it('is judged as it is shown, and sent back as it is kept', async () => {
    const pseudonyms = new Pseudonyms();
    pseudonyms.tokenFor('EMAIL', 'jane@example.com');
    const email = { type: 'object', properties: { mail: { format: 'email' } } };
    const wanted = [{ origin: 'application' as const, schema: email }];
    const good = await judged(['{"mail":"{EMA', 'IL_1}"}'], { pseudonyms, judging: { ...judging, wanted } });
    expect(good.end.judgement?.schema).toEqual({ result: 'passed' });
    expect(said(good.shown, 0)).toBe('{"mail":"jane@example.com"}');
    const bad = await judged(['Ask {EMAIL_1}.'], { pseudonyms });
    expect(bad.end.judgement?.decision.kind).toBe('repair');
    expect(bad.end.rejected).toBe('Ask {EMAIL_1}.');
    expect(bad.withheld).toEqual([]);
  });

  it('joins the text blocks of a message, and leaves out everything else', async () => {
    const { end } = await filtered(
      [begin, text(0, '{"mail":'), stop(0), text(1, '1}'), stop(1), ...finish],
      contextOf('ConverseStream', { judging }),
    );
    expect(end.judgement?.schema).toEqual({ result: 'passed' });
  });

  it('releases the error alone where Bedrock breaks it off', async () => {
    const { withheld, end } = await filtered(
      [begin, text(0, '{"mail":1}'), exceptionFrame('throttlingException', 'slow')],
      contextOf('ConverseStream', { judging }),
    );
    expect(withheld.map(({ exception }) => exception)).toEqual(['throttlingException']);
    expect(end).toMatchObject({ errorType: 'throttlingException', blocked: false });
    expect(end.judgement).toBeUndefined();
  });
});
