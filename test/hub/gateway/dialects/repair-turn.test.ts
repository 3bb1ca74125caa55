import { describe, expect, it } from 'vitest';
import { parseConverseRequest } from '../../../../hub/gateway/dialects/converse-request.ts';
import type { Dialect } from '../../../../hub/gateway/dialects/dialect.ts';
import { appendRepairTurn } from '../../../../hub/gateway/dialects/repair-turn.ts';
import type { Json, JsonObject } from '../../../../shared/canonical-json.ts';
import { isRefusal } from '../../../../shared/contract/refusals.ts';

const turn = { answer: '{"a":1', instruction: 'Again.' };

function repaired(format: Dialect['format'], messages: Json[], given = turn): Json {
  const body: JsonObject = { messages };
  expect(appendRepairTurn(body, format, given)).toBe(true);
  return body.messages ?? null;
}

const asked = { role: 'user', content: [{ text: 'Q' }] };

describe('a repair round', () => {
  it('adds the answer and the correction in Converse’s blocks', () => {
    for (const format of ['converse', 'nova-messages'] as const) {
      expect(repaired(format, [structuredClone(asked)])).toEqual([
        asked,
        { role: 'assistant', content: [{ text: turn.answer }] },
        { role: 'user', content: [{ text: 'Again.' }] },
      ]);
    }
  });

  it('adds them in Anthropic’s blocks, after content that is a string', () => {
    expect(repaired('anthropic-messages', [{ role: 'user', content: 'Q' }])).toEqual([
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: [{ type: 'text', text: turn.answer }] },
      { role: 'user', content: [{ type: 'text', text: 'Again.' }] },
    ]);
  });

  it('adds them as OpenAI’s messages', () => {
    expect(repaired('openai-chat', [{ role: 'user', content: 'Q' }])).toEqual([
      { role: 'user', content: 'Q' },
      { role: 'assistant', content: turn.answer },
      { role: 'user', content: 'Again.' },
    ]);
  });

  it('continues an answer that the caller began', () => {
    expect(
      repaired('anthropic-messages', [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: '{' },
      ]),
    ).toEqual([
      { role: 'user', content: 'Q' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: '{' },
          { type: 'text', text: turn.answer },
        ],
      },
      { role: 'user', content: [{ type: 'text', text: 'Again.' }] },
    ]);
  });

  it('has no turn for an empty answer, and no two turns of the caller in a row', () => {
    expect(repaired('converse', [structuredClone(asked)], { ...turn, answer: ' \n' })).toEqual([
      { role: 'user', content: [{ text: 'Q' }, { text: 'Again.' }] },
    ]);
  });

  it('leaves a body that Converse still takes', () => {
    const body: JsonObject = { messages: [structuredClone(asked)] };
    appendRepairTurn(body, 'converse', turn);
    const parsed = parseConverseRequest(body, false);
    expect(isRefusal(parsed)).toBe(false);
  });

  it('has no place in an embedding, nor in a body without messages', () => {
    expect(appendRepairTurn({ inputText: 'x' }, 'titan-embeddings', turn)).toBe(false);
    expect(appendRepairTurn({ messages: 'x' }, 'converse', turn)).toBe(false);
    expect(appendRepairTurn({}, 'converse', turn)).toBe(false);
  });
});
