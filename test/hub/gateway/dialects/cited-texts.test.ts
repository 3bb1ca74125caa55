import { expect, it } from 'vitest';
import { citedTextsOf } from '../../../../hub/gateway/dialects/cited-texts.ts';

it('tells Converse’s generated text from what it quotes', () => {
  const citationsContent = {
    content: [{ text: 'The deductible is 500.' }],
    citations: [{ title: 'Terms', sourceContent: [{ text: 'deductible of 500' }] }],
  };
  const answer = { output: { message: { content: [{ text: 'Hello.' }, { citationsContent }] } } };
  expect(citedTextsOf(answer, 'converse')).toEqual({ said: ['The deductible is 500.'], cited: ['deductible of 500'] });
});

it('finds what Anthropic’s text blocks cite', () => {
  const answer = { content: [{ type: 'text', text: 'x', citations: [{ cited_text: 'a' }, { cited_text: 'b' }] }] };
  expect(citedTextsOf(answer, 'anthropic-messages')).toEqual({ said: [], cited: ['a', 'b'] });
});

it.each([
  ['converse', { output: { message: { content: [null, { citationsContent: { content: 3, citations: [[]] } }] } } }],
  ['anthropic-messages', { content: 'text' }],
  ['openai-chat', { choices: [] }],
] as const)('finds nothing in what has no citations: %s', (format, answer) => {
  expect(citedTextsOf(structuredClone(answer) as never, format)).toEqual({ said: [], cited: [] });
});
