import { describe, expect, it } from 'vitest';
import { outside, ownTokens } from '../../../hub/guardrails/own-tokens.ts';
import { guardrailWith } from '../screening/support/policies.ts';

const guardrail = guardrailWith({ regexes: [{ name: 'claim-number', pattern: 'CLM', action: 'mask' }] });
const marked = `{NAME_2~${'0a1b'.repeat(6)}}`;

describe('tokens of ours', () => {
  it.each(['{EMAIL}', '{EMAIL_12}', '{claim-number}', '{COMPETITOR}', marked])('are found: %s', (token) => {
    expect(ownTokens(`to ${token}.`, guardrail)).toEqual([{ start: 3, end: 3 + token.length }]);
  });

  it.each(['{JANE}', '{JANE_DOE}', '{}', '{"a":1}', '{EMAIL', 'EMAIL_1', '{CLM}', '{__proto__}', '{EMAIL_1~0a}'])(
    'are not what merely stands in braces: %s',
    (text) => {
      expect(ownTokens(`to ${text}.`, guardrail)).toEqual([]);
    },
  );

  it('are looked for in a text of nothing but braces', () => {
    expect(ownTokens(`${'{'.repeat(200_000)}EMAIL}`, guardrail)).toHaveLength(1);
  });
});

describe('what lies outside of tokens', () => {
  const pieces = (start: number, end: number, ...tokens: [number, number][]) =>
    outside(
      { start, end, type: 'NAME' },
      tokens.map(([from, to]) => ({ start: from, end: to })),
    ).map((piece) => [piece.start, piece.end]);

  it('is a span as it is where there are none', () => {
    expect(pieces(3, 9, [0, 3], [9, 12])).toEqual([[3, 9]]);
  });

  it('is nothing of a span within one', () => {
    expect(pieces(3, 9, [3, 9])).toEqual([]);
    expect(pieces(4, 6, [3, 9])).toEqual([]);
  });

  it('is the rest before, between and behind', () => {
    expect(pieces(0, 20, [4, 6], [10, 12])).toEqual([
      [0, 4],
      [6, 10],
      [12, 20],
    ]);
    expect(pieces(5, 11, [4, 6], [10, 12])).toEqual([[6, 10]]);
  });
});
