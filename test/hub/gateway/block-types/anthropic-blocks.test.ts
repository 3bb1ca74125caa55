/**
 * The same for Claude's own bodies, through InvokeModel.
 * Source: https://docs.anthropic.com/en/api/messages and https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
import { describe, it } from 'vitest';
import { chunk, inPieces } from './answer-blocks.ts';
import { base64, hello, noted } from './card-place.ts';
import { actions, anthropicPaths, judgeAnswer, judgeRequest, openFor } from './judge-blocks.ts';

const common = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 10 };
const says = (...content: object[]) => ({ ...common, messages: [{ role: 'user', content }] });
const greets = { ...common, messages: [{ role: 'user', content: 'Hello' }] };
const answered = (...content: object[]) => ({
  ...common,
  messages: [...greets.messages, { role: 'assistant', content }, ...greets.messages],
});
const result = (content: unknown) => says({ type: 'tool_result', tool_use_id: 't', content });
const textSource = { type: 'text', media_type: 'text/plain', data: noted };
const bytesSource = { type: 'base64', media_type: 'text/plain', data: base64(noted) };
const tool = (member: object) => ({ ...greets, tools: [{ name: 'n', input_schema: { type: 'object' }, ...member }] });

const requests = [
  { name: 'string content', kind: 'text', body: { ...common, messages: [{ role: 'user', content: noted }] } },
  { name: 'text', kind: 'text', body: says({ type: 'text', text: noted }) },
  { name: 'system string', kind: 'system', body: { ...greets, system: noted } },
  { name: 'system text', kind: 'system', body: { ...greets, system: [{ type: 'text', text: noted }] } },
  { name: 'document text', kind: 'document', body: says({ type: 'document', source: textSource }) },
  { name: 'document bytes', kind: 'document', body: says({ type: 'document', source: bytesSource }) },
  {
    name: 'tool_use input',
    kind: 'tool-use',
    body: answered({ type: 'tool_use', id: 't', name: 'n', input: { a: noted } }),
  },
  { name: 'tool_result string', kind: 'tool-result', body: result(noted) },
  { name: 'tool_result text', kind: 'text', body: result([{ type: 'text', text: noted }]) },
  { name: 'thinking', kind: 'reasoning', body: answered({ type: 'thinking', thinking: noted, signature: 'c2lnbmVk' }) },
  { name: 'tool description', kind: 'tool-definition', body: tool({ description: noted }) },
  { name: 'stop sequences', kind: 'parameters', body: { ...greets, stop_sequences: [noted] } },
];

const answerOf = (...content: object[]) => ({
  ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'claude', content, stop_reason: 'end_turn' },
  usage: { input_tokens: 10, output_tokens: 20 },
});

function streamOf(...events: object[]): Uint8Array[] {
  const message = { ...answerOf(), stop_reason: null };
  return [
    { type: 'message_start', message },
    ...events,
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 20 } },
    { type: 'message_stop' },
  ].map(chunk);
}
const start = (content_block: object) => ({ type: 'content_block_start', index: 0, content_block });
const delta = (piece: object) => ({ type: 'content_block_delta', index: 0, delta: piece });
const deltas = (text: string, piece: (text: string) => object) =>
  inPieces(text, piece).map(([, event]) => delta(event.delta as object));
const citation = { type: 'char_location', cited_text: noted, document_index: 0 };
const toolUse = (name: string, input: object) => ({ type: 'tool_use', id: 't', name, input });

const answers = [
  {
    name: 'text',
    kind: 'text',
    whole: answerOf({ type: 'text', text: noted }),
    stream: streamOf(start({ type: 'text', text: '' }), ...deltas(noted, (text) => ({ type: 'text_delta', text }))),
  },
  {
    name: 'tool_use input',
    kind: 'tool-use',
    whole: answerOf(toolUse('n', { a: noted })),
    stream: streamOf(
      start(toolUse('n', {})),
      ...deltas(JSON.stringify({ a: noted }), (partial_json) => ({ type: 'input_json_delta', partial_json })),
    ),
  },
  {
    name: 'tool_use name',
    kind: 'tool-use',
    whole: answerOf(toolUse(noted, {})),
    stream: streamOf(start(toolUse(noted, {}))),
  },
  {
    name: 'signed thinking',
    kind: 'reasoning',
    whole: answerOf({ type: 'thinking', thinking: noted, signature: 'c2lnbmVk' }),
    stream: streamOf(
      start({ type: 'thinking', thinking: '', signature: '' }),
      ...deltas(noted, (thinking) => ({ type: 'thinking_delta', thinking })),
      delta({ type: 'signature_delta', signature: 'c2lnbmVk' }),
    ),
  },
  {
    name: 'citation',
    kind: 'citation',
    whole: answerOf({ type: 'text', text: 'x', citations: [citation] }),
    stream: streamOf(start({ type: 'text', text: '' }), delta({ type: 'citations_delta', citation })),
  },
];

describe.each(requests)('a card number in a Claude request’s $name', ({ kind, body }) => {
  it.each(actions)('is found: %s', async (action) => {
    const opened = await openFor('input', action);
    await judgeRequest(opened, body, anthropicPaths.whole, answerOf({ type: 'text', ...hello }), { kind, action });
  });
});

describe.each(answers)('a card number in a Claude answer’s $name', ({ kind, whole, stream }) => {
  it.each(actions)('is found, streamed and not: %s', async (action) => {
    const judge = async (path: string, answer: object) =>
      judgeAnswer(await openFor('output', action), greets, path, answer, { kind, action });
    await judge(anthropicPaths.whole, whole);
    await judge(anthropicPaths.stream, stream);
  });
});
