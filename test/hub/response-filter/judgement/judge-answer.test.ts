import { describe, expect, it } from 'vitest';
import { type JudgingOrder, judgeAnswer } from '../../../../hub/response-filter/judgement/judge-answer.ts';
import { SchemaCache } from '../../../../hub/response-filter/schema/schema-cache.ts';

const order: JudgingOrder = {
  policy: { repairRounds: 1, confidence: { threshold: 0.8, below: 'flag' }, selfAgreementSamples: 0 },
  wanted: [{ origin: 'application', schema: { type: 'object', required: ['total'] } }],
  tools: new Map([['book', { type: 'object', required: ['room'] }]]),
  sources: ['The total is 120.'],
  repairs: 0,
  cache: new SchemaCache(),
};

const judge = (text: string, over: Partial<JudgingOrder> = {}, finishReasons: readonly string[] = ['end_turn']) =>
  judgeAnswer({ answer: text, texts: [text], toolCalls: [], finishReasons }, { ...order, ...over });

describe('the judgement of an answer', () => {
  it('passes what satisfies the schema and is borne out', async () => {
    expect(await judge('{"total":120}')).toEqual({
      schema: { result: 'passed' },
      confidence: { score: 1, reasons: [] },
      decision: { kind: 'pass' },
    });
  });

  it('asks for a repair once, and refuses then', async () => {
    const { decision } = await judge('Here: {"total":120}');
    expect(decision.kind).toBe('repair');
    expect(decision).toHaveProperty('instruction', expect.stringContaining('JSON document alone'));
    expect((await judge('no', { repairs: 1 })).decision).toEqual({ kind: 'refuse' });
  });

  it('refuses at once where the policy allows no repair', async () => {
    expect((await judge('no', { policy: { ...order.policy, repairRounds: 0 } })).decision).toEqual({ kind: 'refuse' });
  });

  it.each(['flag', 'annotate', 'withhold'] as const)(
    'does as the policy says below its threshold: %s',
    async (below) => {
      const policy = { ...order.policy, confidence: { threshold: 0.9, below } };
      expect((await judge('The total is 121.', { policy, wanted: [] })).decision).toEqual({ kind: below });
      expect((await judge('The total is 120.', { policy, wanted: [] })).decision).toEqual({ kind: 'pass' });
    },
  );

  it('has no score where the policy asks for none', async () => {
    const { confidence, decision } = await judge('{"total":121}', { policy: { ...order.policy, confidence: null } });
    expect(confidence).toBeNull();
    expect(decision).toEqual({ kind: 'pass' });
  });

  it('has a score, and that is all, where the policy has samples and no threshold', async () => {
    const policy = { ...order.policy, confidence: null, selfAgreementSamples: 1 };
    const { confidence, decision } = await judge('{"total":121}', { policy });
    expect(confidence?.score).toBeLessThan(1);
    expect(decision).toEqual({ kind: 'pass' });
  });

  it('has a person look at a document instead of breaking it with a note, and notes nothing where a tool is called', async () => {
    const policy = { ...order.policy, confidence: { threshold: 0.9, below: 'annotate' as const } };
    expect((await judge('{"total":121}', { policy })).decision).toEqual({ kind: 'flag' });
    expect((await judge('121 of 4711', { policy, wanted: [] }, ['tool_use'])).decision).toEqual({ kind: 'pass' });
  });

  it('counts a repair against the confidence', async () => {
    expect((await judge('{"total":120}', { repairs: 1 })).confidence?.reasons[0]?.code).toBe('schema_repairs');
  });

  it('refuses where an application’s own schema cannot be checked against, not where a caller’s cannot', async () => {
    const far = { $ref: 'https://example.com' };
    expect((await judge('{}', { wanted: [{ origin: 'application', schema: far }] })).decision).toEqual({
      kind: 'refuse',
    });
    const { schema, decision } = await judge('{}', { wanted: [{ origin: 'request', schema: far }] });
    expect(schema).toEqual({ result: 'not_checked', reason: 'schema_reference_unresolved', origin: 'request' });
    expect(decision).toEqual({ kind: 'pass' });
  });

  it('expects no document where the model calls a tool, refuses, or was stopped', async () => {
    for (const reason of ['tool_use', 'tool_calls', 'refusal', 'guardrail_intervened']) {
      expect((await judge('', {}, [reason])).schema.result).toBe('not_checked');
    }
  });

  it.each([
    ['as a tree', { room: 7 }, {}],
    ['as JSON text', '{"room":7}', '{}'],
  ])('checks the input of a tool that the model is bound to, %s', async (_how, good, bad) => {
    const call = (name: string, input: typeof good | typeof bad) =>
      judgeAnswer({ answer: '', texts: [], toolCalls: [{ name, input }], finishReasons: ['tool_use'] }, order);
    expect((await call('book', good)).decision).toEqual({ kind: 'pass' });
    expect((await call('book', bad)).decision).toEqual({ kind: 'refuse' });
    expect((await call('other', bad)).decision).toEqual({ kind: 'pass' });
  });
});
