import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Confidence,
  type ConfidenceInput,
  scoreConfidence,
} from '../../../../hub/response-filter/confidence/score-confidence.ts';

const source = `The Bank of Ireland lent €1,234,500.00 to Dr John A. Smith on 20 November 2026 at 4.25%, which is claim CLM-20391.
Terms: "The borrower shall repay the loan in full, and at once." See https://www.example.com/terms/ and doi 10.1000/xyz123.`;

function judge(answer: string, over: Partial<ConfidenceInput> = {}): Confidence {
  return scoreConfidence({ answer, sources: [source], finishReasons: ['end_turn'], ...over });
}

const counted = ({ reasons }: Confidence) => Object.fromEntries(reasons.map(({ code, count }) => [code, count]));

describe('an answer that the sources bear out', () => {
  it.each([
    ['in the same words', 'The Bank of Ireland lent €1,234,500.00 to John A. Smith.'],
    ['with other separators', 'Lent: 1.234.500,00 EUR, or 1 234 500, or 1’234’500, or 1234500.'],
    ['with a magnitude', 'It lent 1.2345 million euros (€1.2345m).'],
    ['with a percentage in words', 'At 4.25 percent.'],
    ['with a percentage as a fraction', 'A rate of 0.0425.'],
    ['with other digits', 'At ٤.٢٥%, fully １２３４５００.'],
    ['with the date in ISO form', 'It was lent on 2026-11-20.'],
    ['with the date in numbers', 'On 20.11.2026, or 20/11/2026, or 11/20/2026.'],
    ['with the date in another language', 'Am 20. November 2026, le 20 novembre 2026, el 20 de noviembre de 2026.'],
    ['with the month alone', 'In November 2026.'],
    ['with the year alone', 'It happened in 2026.'],
    ['with the name in another order', 'Smith, John; Mr Smith; also John Smith and the Bank of Ireland.'],
    ['with a name that begins a sentence', 'Borrower John Smith owes it. Yesterday Smith paid.'],
    ['with a reference', 'See claim clm-20391.'],
    ['with a quotation', 'It says “the borrower shall repay the loan in full”.'],
    ['with a quotation that leaves something out', 'It says "The borrower shall repay … in full, and at once".'],
    ['with an address', 'As https://example.com/terms and 10.1000/XYZ123 say.'],
    ['with markers of lists and single digits', '1. One\n2) Two\n- 3. Three\nin 2 of 3 steps.'],
    ['with a heading', '# Key Findings Of Note\nNothing else.'],
    ['with nothing to bear out', 'Yes, it did.'],
    ['with no text at all', ''],
  ])('is trusted: %s', (_how, answer) => {
    expect(judge(answer)).toEqual({ score: 1, reasons: [] });
  });
});

describe('an answer that states what no source does', () => {
  it.each([
    ['a figure', 'It lent 1,234,600 euros.', { unsupported_figures: 1 }],
    ['a magnitude too many', 'It lent 1.2345 billion euros.', { unsupported_figures: 1 }],
    ['a single digit with a unit of money', 'A fee of €7 and of 5%.', { unsupported_figures: 2 }],
    ['a reference', 'See CLM-20392 and A320.', { unsupported_figures: 2 }],
    ['figures in a row', '17,21,35,48', { unsupported_figures: 4 }],
    ['a date', 'On 21 November 2026.', { unsupported_dates: 1 }],
    ['a month', 'In December 2026.', { unsupported_dates: 1 }],
    ['a name', 'It lent to John Miller.', { unsupported_names: 1 }],
    ['an institution', 'It was the Bank of Scotland.', { unsupported_names: 1 }],
    ['a quotation', 'It says “the borrower may keep the money”.', { unsupported_quotations: 1 }],
    [
      'a quotation after short ones',
      'A "yes" and then a "no", but "the borrower may keep it".',
      { unsupported_quotations: 1 },
    ],
    ['an address', 'See https://example.org/other.', { unsupported_citations: 1 }],
  ])('is doubted for %s', (_what, answer, reasons) => {
    const confidence = judge(answer);
    expect(counted(confidence)).toEqual(reasons);
    expect(confidence.score).toBeLessThan(1);
  });

  it('is doubted for citations whose text stands nowhere, and for sources that there are not', () => {
    expect(counted(judge('x', { cited: ['the borrower shall repay', 'and a wholly other text'] }))).toEqual({
      unsupported_citations: 1,
    });
    expect(counted(judge('So it is [1, 2] [3].', { references: 2 }))).toEqual({ unsupported_citations: 1 });
    expect(judge('So it is [7].').reasons).toEqual([]);
  });
});

describe('what else lowers confidence', () => {
  it.each([
    "I'm sorry, but I can’t help with that.",
    'I am unable to answer this.',
    'Es tut mir leid, das kann ich nicht sagen.',
    'Je ne peux pas répondre.',
    'Lo siento, no puedo ayudar.',
  ])('a refusal: %s', (answer) => {
    expect(counted(judge(answer))).toEqual({ refusal: 1 });
  });

  it('is not a refusal that is told of later', () => {
    expect(judge(`${'It was so. '.repeat(40)}He said: I can't help.`).reasons).toEqual([]);
  });

  it.each(['refusal', 'content_filtered', 'content_filter'])('the finish reason %s', (reason) => {
    expect(counted(judge('x', { finishReasons: [reason] }))).toEqual({ refusal: 1 });
  });

  it.each(['max_tokens', 'length', 'model_context_window_exceeded'])('an answer cut off: %s', (reason) => {
    expect(counted(judge('x', { finishReasons: [reason] }))).toEqual({ truncated: 1 });
  });

  it('a schema that failed, and repairs', () => {
    expect(counted(judge('x', { schemaFailed: true }))).toEqual({ schema_failed: 1 });
    expect(counted(judge('x', { repairs: 1 }))).toEqual({ schema_repairs: 1 });
    expect(judge('x', { repairs: 2 }).score).toBeLessThan(judge('x', { repairs: 1 }).score);
  });

  it('scores of the guardrail, the lower the more', () => {
    const grounded = (grounding: number) => judge('x', { grounding }).score;
    expect([grounded(1), grounded(0)]).toEqual([1, 0.2]);
    expect(grounded(0.4)).toBeLessThan(grounded(0.6));
    expect(judge('x', { relevance: 0 }).score).toBe(0.4);
    expect(judge('x', { grounding: Number.NaN }).score).toBe(0.2);
  });

  it('samples that say otherwise', () => {
    const agree = (...samples: readonly string[]) => judge('The rate is 4.25 percent today.', { samples }).score;
    expect(agree('The rate is 4.25% today.', 'Today, the rate is 4.25 percent.')).toBeGreaterThan(0.9);
    expect(agree('The rate is 9.5 percent today.')).toBeLessThan(agree('The rate is 4.25 percent now.'));
    expect(agree('Bananas are yellow.')).toBeLessThan(0.4);
  });
});

describe('the score', () => {
  it('is the product of the factors, what took most first', () => {
    const { score, reasons } = judge('It lent 99 to John Miller.', { finishReasons: ['max_tokens'] });
    expect(reasons).toHaveLength(3);
    expect(score).toBeCloseTo(
      reasons.reduce((product, { factor }) => product * factor, 1),
      2,
    );
    expect(reasons.map(({ factor }) => factor)).toEqual(reasons.map(({ factor }) => factor).toSorted());
  });

  it('never rises with a further figure that no source has', () => {
    const inner = fc.oneof(fc.lorem(), fc.string(), fc.constant(source));
    fc.assert(
      fc.property(inner, fc.integer({ min: 10_000_000, max: 99_999_999 }), (answer, figure) => {
        fc.pre(!source.includes(String(figure)) && !/\d$/.test(answer.trim()));
        const more = `${answer}\n\nThe total is ${figure} units.`;
        expect(judge(more).score).toBeLessThanOrEqual(judge(answer).score);
      }),
    );
  });

  it('never falls with a further source', () => {
    fc.assert(
      fc.property(fc.string(), fc.lorem(), (answer, more) => {
        const score = judge(answer).score;
        expect(judge(answer, { sources: [source, more, answer] }).score).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  it('lies between 0 and 1 for any text, and its reasons hold none of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { score, reasons } = judge(`${text} Zzmarker Qqmarker 7654321 “a zzmarker quotation here”`);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThan(1);
        expect(JSON.stringify(reasons)).not.toMatch(/marker|7654321/i);
      }),
    );
  });

  it.each([
    '1,2',
    '1 234 567 ',
    '“a ',
    '" ',
    'Ab Cd ',
    'http://a.b/',
    '12,',
    'a-1',
    'May 1 ',
    '[1, 2',
    '٣',
    '#A B',
    '11 ',
    '1.',
    '"1',
  ])(
    'is found for 300 KB of %j',
    (piece) => {
      const text = piece.repeat(300_000 / piece.length);
      expect(judge(text, { sources: [text] }).score).toBeGreaterThan(0);
    },
    10_000,
  );
});
