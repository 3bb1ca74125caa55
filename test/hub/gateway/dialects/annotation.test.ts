import { describe, expect, it } from 'vitest';
import { annotateAnswer, annotationFrames } from '../../../../hub/gateway/dialects/annotation.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';
import { decodeFrames } from '../scripted-models.ts';

const note = 'Low confidence.';

function annotated(answer: JsonObject, format: Parameters<typeof annotateAnswer>[1]): JsonObject {
  annotateAnswer(answer, format, note);
  return answer;
}

/** The model's own event inside a chunk. */
const chunksOf = (frames: readonly Uint8Array[]) =>
  decodeFrames(Buffer.concat(frames)).map(({ payload }) =>
    JSON.parse(Buffer.from(String(payload.bytes), 'base64').toString()),
  );

describe('a note on a whole answer', () => {
  it.each(['converse', 'nova-messages'] as const)('is a last text block: %s', (format) => {
    const answer = { output: { message: { role: 'assistant', content: [{ text: 'a' }] } } };
    expect(annotated(answer, format)).toEqual({
      output: { message: { role: 'assistant', content: [{ text: 'a' }, { text: note }] } },
    });
  });

  it('is a last text block of Anthropic’s', () => {
    expect(annotated({ content: [{ type: 'text', text: 'a' }] }, 'anthropic-messages')).toEqual({
      content: [
        { type: 'text', text: 'a' },
        { type: 'text', text: note },
      ],
    });
  });

  it('follows the text of each of OpenAI’s choices', () => {
    const answer = {
      choices: [{ message: { content: 'a' } }, { message: { content: [{ type: 'text', text: 'b' }] } }],
    };
    expect(annotated(answer, 'openai-chat')).toEqual({
      choices: [
        { message: { content: `a\n\n${note}` } },
        {
          message: {
            content: [
              { type: 'text', text: 'b' },
              { type: 'text', text: note },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ['converse', { output: null }],
    ['converse', { output: { message: { content: 'text' } } }],
    ['anthropic-messages', {}],
    ['openai-chat', { choices: [null, {}, { message: null }] }],
  ] as const)('leaves what has no place for it as it is: %s %j', (format, answer) => {
    const before = JSON.stringify(answer);
    expect(JSON.stringify(annotated(structuredClone(answer) as unknown as JsonObject, format))).toBe(before);
  });
});

describe('a note in a stream', () => {
  const channels = ['0/reasoning', '3/text', 'event-1/delta/0'];

  it('is a block after all others', () => {
    const events = decodeFrames(Buffer.concat(annotationFrames('converse', note, channels)));
    expect(events.map(({ event, payload }) => [event, payload])).toEqual([
      ['contentBlockDelta', { contentBlockIndex: 4, delta: { text: note } }],
      ['contentBlockStop', { contentBlockIndex: 4 }],
    ]);
  });

  it('is the same in Nova’s chunks', () => {
    expect(chunksOf(annotationFrames('nova-messages', note, channels))).toEqual([
      { contentBlockDelta: { contentBlockIndex: 4, delta: { text: note } } },
      { contentBlockStop: { contentBlockIndex: 4 } },
    ]);
  });

  it('begins its block with Anthropic', () => {
    expect(
      chunksOf(annotationFrames('anthropic-messages', note, channels)).map(({ type, index }) => [type, index]),
    ).toEqual([
      ['content_block_start', 4],
      ['content_block_delta', 4],
      ['content_block_stop', 4],
    ]);
  });

  it('is one more piece of each of OpenAI’s choices', () => {
    const chunks = chunksOf(annotationFrames('openai-chat', note, ['0/content', '1/content', '0/tool-call-0']));
    expect(chunks.map(({ choices }) => choices)).toEqual([
      [{ index: 0, delta: { content: `\n\n${note}` }, finish_reason: null }],
      [{ index: 1, delta: { content: `\n\n${note}` }, finish_reason: null }],
    ]);
  });

  it('is the first block where there was none', () => {
    expect(decodeFrames(annotationFrames('converse', note, [])[0] ?? Buffer.alloc(0))[0]?.payload).toMatchObject({
      contentBlockIndex: 0,
    });
  });
});
