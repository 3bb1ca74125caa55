import { describe, expect, it } from 'vitest';
import { anthropicDialect } from '../../../../hub/gateway/dialects/anthropic.ts';
import { converseDialect } from '../../../../hub/gateway/dialects/converse.ts';
import type { Dialect } from '../../../../hub/gateway/dialects/dialect.ts';
import { novaDialect } from '../../../../hub/gateway/dialects/nova.ts';
import { openAiChatDialect } from '../../../../hub/gateway/dialects/openai-chat.ts';
import { toolCallsOf } from '../../../../hub/gateway/dialects/tool-calls.ts';
import { textsOfChoices } from '../../../../hub/response-filter/schema/answer-texts.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';

const input = { room: 7 };
const converse: JsonObject = {
  output: {
    message: {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'hm', signature: 's' } } },
        { text: '{"a"' },
        { text: ':1}' },
        { toolUse: { toolUseId: 't', name: 'book', input } },
      ],
    },
  },
  stopReason: 'end_turn',
};
const anthropic: JsonObject = {
  content: [
    { type: 'thinking', thinking: 'hm', signature: 's' },
    { type: 'text', text: '{"a"', citations: [{ type: 'char_location', cited_text: 'elsewhere' }] },
    { type: 'text', text: ':1}' },
    { type: 'tool_use', id: 't', name: 'book', input },
  ],
  stop_sequence: 'END',
};
const openAi: JsonObject = {
  choices: [
    { index: 0, message: { role: 'assistant', content: '{"a":1}', reasoning: 'hm', refusal: 'no' } },
    {
      index: 1,
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 't', type: 'function', function: { name: 'book', arguments: '{}' } }],
      },
    },
    { index: 2, message: { role: 'assistant', content: [{ type: 'text', text: '{}' }] } },
  ],
};

describe('what the model wrote to be read', () => {
  it.each<[string, Dialect, JsonObject, readonly string[]]>([
    ['Converse', converseDialect('Converse'), converse, ['{"a":1}']],
    ['Nova', novaDialect('InvokeModel'), converse, ['{"a":1}']],
    ['Anthropic', anthropicDialect('InvokeModel'), anthropic, ['{"a":1}']],
    ['OpenAI', openAiChatDialect('InvokeModel'), openAi, ['{"a":1}', '{}']],
  ])('is found in an answer of %s, choice by choice', (_api, dialect, body, texts) => {
    expect(textsOfChoices(dialect.parseAnswer(structuredClone(body)).parts, dialect.format)).toEqual(texts);
  });

  it('is nothing in an embedding', () => {
    expect(textsOfChoices([], 'titan-embeddings')).toEqual([]);
  });
});

describe('the calls of tools', () => {
  it.each<[Dialect['format'], JsonObject, unknown]>([
    ['converse', converse, input],
    ['nova-messages', converse, input],
    ['anthropic-messages', anthropic, input],
    ['openai-chat', openAi, '{}'],
  ])('are found in %s', (format, body, expected) => {
    expect(toolCallsOf(body, format)).toEqual([{ name: 'book', input: expected }]);
  });

  it.each<[Dialect['format'], JsonObject]>([
    ['converse', { output: [] }],
    ['converse', { output: { message: { content: [null, { toolUse: 'x' }, { toolUse: { name: 7, input } }] } } }],
    ['anthropic-messages', { content: 'text' }],
    ['openai-chat', { choices: [{ message: { tool_calls: [{ function: { name: 'a' } }] } }] }],
  ])('are none in an odd answer of %s', (format, body) => {
    expect(toolCallsOf(body, format)).toEqual([]);
  });
});
