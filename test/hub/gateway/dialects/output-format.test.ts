import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../hub/gateway/dialects/dialect.ts';
import { outputFormatOf } from '../../../../hub/gateway/dialects/output-format.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';

const schema = { type: 'object', required: ['a'] };

describe('the schema that a request asks its answer to satisfy', () => {
  it.each<[Dialect['format'], JsonObject, unknown]>([
    [
      'converse',
      {
        outputConfig: {
          textFormat: { type: 'json_schema', structure: { jsonSchema: { schema: '{"type":"object"}' } } },
        },
      },
      '{"type":"object"}',
    ],
    ['anthropic-messages', { output_config: { format: { type: 'json_schema', schema } } }, schema],
    ['anthropic-messages', { output_format: { type: 'json_schema', schema } }, schema],
    ['openai-chat', { response_format: { type: 'json_schema', json_schema: { name: 'n', schema } } }, schema],
    ['openai-chat', { response_format: { type: 'json_object' } }, { type: 'object' }],
  ])('is read from %s', (format, body, expected) => {
    expect(outputFormatOf(body, format).text).toEqual(expected);
  });

  it.each<[Dialect['format'], JsonObject]>([
    ['converse', {}],
    ['converse', { outputConfig: { textFormat: null } }],
    ['converse', { outputConfig: [] }],
    ['anthropic-messages', { output_config: { effort: 'low' } }],
    ['openai-chat', { response_format: { type: 'text' } }],
    ['openai-chat', { response_format: 'json' }],
    ['nova-messages', { outputConfig: { textFormat: { structure: { jsonSchema: { schema: '{}' } } } } }],
    ['titan-embeddings', { inputText: 'x' }],
  ])('is none in %s %j', (format, body) => {
    expect(outputFormatOf(body, format)).not.toHaveProperty('text');
  });
});

describe('the tools whose inputs the model is bound to', () => {
  const converse = (choice: JsonObject, strict = false): JsonObject => ({
    toolConfig: {
      tools: [
        { toolSpec: { name: 'a', inputSchema: { json: schema }, ...(strict && { strict }) } },
        { cachePoint: { type: 'default' } },
      ],
      toolChoice: choice,
    },
  });

  it.each<[string, Dialect['format'], JsonObject]>([
    ['forced', 'converse', converse({ tool: { name: 'a' } })],
    ['strict', 'converse', converse({ auto: {} }, true)],
    ['forced', 'nova-messages', converse({ tool: { name: 'a' } })],
    [
      'forced',
      'anthropic-messages',
      { tools: [{ name: 'a', input_schema: schema }], tool_choice: { type: 'tool', name: 'a' } },
    ],
    ['strict', 'anthropic-messages', { tools: [{ name: 'a', input_schema: schema, strict: true }] }],
    [
      'forced',
      'openai-chat',
      {
        tools: [{ type: 'function', function: { name: 'a', parameters: schema } }],
        tool_choice: { type: 'function', function: { name: 'a' } },
      },
    ],
    [
      'strict',
      'openai-chat',
      { tools: [{ type: 'function', function: { name: 'a', parameters: schema, strict: true } }] },
    ],
  ])('are those that are %s in %s', (_why, format, body) => {
    expect([...outputFormatOf(body, format).tools]).toEqual([['a', schema]]);
  });

  it.each<[string, Dialect['format'], JsonObject]>([
    ['neither strict nor forced', 'converse', converse({ auto: {} })],
    ['another tool', 'converse', converse({ tool: { name: 'b' } })],
    ['no list', 'converse', { toolConfig: { tools: { name: 'a' } } }],
    ['no names', 'anthropic-messages', { tools: [{ input_schema: schema, strict: true }, null, 7, 'a'] }],
    ['names of prototypes', 'anthropic-messages', { tools: [], tool_choice: { name: 'constructor' } }],
    ['no tools', 'openai-chat', { tool_choice: 'auto' }],
  ])('are none where there is %s', (_what, format, body) => {
    expect(outputFormatOf(body, format).tools.size).toBe(0);
  });
});
