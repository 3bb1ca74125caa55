/** A note of the hub's own at the end of an answer, in a text block of its own, so that nothing of the model's is altered. */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { Dialect } from './dialect.ts';
import { isJsonObject, ownObject, ownString, ownValue, setOwn } from './json-tree.ts';
import { chunkChoice } from './openai-chat-events.ts';
import { chunkFrame, eventFrame } from './stream-source.ts';

/** Adds `note` to a whole answer. A body that does not have the shape of an answer with text stays as it is. */
export function annotateAnswer(answer: JsonObject, format: Dialect['format'], note: string): void {
  if (format === 'openai-chat') annotateChoices(answer, note);
  else if (format === 'anthropic-messages') append(answer, { type: 'text', text: note });
  else append(messageOf(answer), { text: note });
}

function messageOf(answer: JsonObject): JsonObject | undefined {
  const output = ownObject(answer, 'output');
  return output && ownObject(output, 'message');
}

function append(holder: JsonObject | undefined, block: Json): void {
  const content = holder && ownValue(holder, 'content');
  if (Array.isArray(content)) content.push(block);
}

/** OpenAI's messages are one string, or a list of parts. */
function annotateChoices(answer: JsonObject, note: string): void {
  const choices = ownValue(answer, 'choices');
  for (const choice of Array.isArray(choices) ? choices.filter(isJsonObject) : []) {
    const message = ownObject(choice, 'message');
    const content = message && ownString(message, 'content');
    if (message !== undefined && content !== undefined) setOwn(message, 'content', `${content}\n\n${note}`);
    else append(message, { type: 'text', text: note });
  }
}

/**
 * The same as frames that go in front of what ends the message.
 * @param channels of the stream's text (`{block or choice}/{kind}`), all of which have ended
 */
export function annotationFrames(
  format: Dialect['format'],
  note: string,
  channels: readonly string[],
): readonly Uint8Array[] {
  const places = channels.flatMap((channel) => /^(\d{1,9})\//.exec(channel)?.[1] ?? []).map(Number);
  if (format === 'openai-chat') return [...new Set(places)].map((choice) => noteOfChoice(choice, note));
  const index = places.reduce((last, place) => Math.max(last, place), -1) + 1;
  if (format === 'anthropic-messages') return anthropicBlock(index, note).map(chunkFrame);
  const events = converseBlock(index, note);
  return format === 'converse'
    ? events.map(({ type, event }) => eventFrame(type, event))
    : events.map(({ type, event }) => chunkFrame({ [type]: event }));
}

function noteOfChoice(choice: number, note: string): Uint8Array {
  return chunkFrame({
    id: 'chatcmpl-gatehouse-note',
    object: 'chat.completion.chunk',
    created: 0,
    model: 'gatehouse',
    choices: [chunkChoice(choice, { content: `\n\n${note}` })],
  });
}

function anthropicBlock(index: number, note: string): readonly JsonObject[] {
  return [
    { type: 'content_block_start', index, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index, delta: { type: 'text_delta', text: note } },
    { type: 'content_block_stop', index },
  ];
}

function converseBlock(index: number, note: string): readonly { readonly type: string; readonly event: JsonObject }[] {
  return [
    { type: 'contentBlockDelta', event: { contentBlockIndex: index, delta: { text: note } } },
    { type: 'contentBlockStop', event: { contentBlockIndex: index } },
  ];
}
