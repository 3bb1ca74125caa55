import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { Dialect } from './dialect.ts';
import { isJsonObject, ownString, ownValue } from './json-tree.ts';

/** A model's answer as it was screened, and what is wrong with it. */
export interface RepairTurn {
  readonly answer: string;
  readonly instruction: string;
}

/**
 * Adds a repair round to a request: the answer as the model's turn, then what is wrong with it as the caller's. The answer goes in as it was screened, as plain
 * text: reasoning and its signature are not asked for again. Answers whether the body takes such a turn (embeddings do not).
 */
export function appendRepairTurn(body: JsonObject, format: Dialect['format'], turn: RepairTurn): boolean {
  const messages = ownValue(body, 'messages');
  const write = writers[format];
  if (!Array.isArray(messages) || write === undefined) return false;
  // No API takes a turn without text, nor two of one speaker in a row: an empty answer is told by the correction alone.
  if (turn.answer.trim() !== '') append(messages, 'assistant', turn.answer, write);
  append(messages, 'user', turn.instruction, write);
  return true;
}

interface BlockWriter {
  block(text: string): Json;
  /** What a message's content that is a string becomes, so that a block can follow it; absent: content stays a string. */
  readonly lists: boolean;
}

const converse: BlockWriter = { block: (text) => ({ text }), lists: true };
const typed: BlockWriter = { block: (text) => ({ type: 'text', text }), lists: true };
/** OpenAI takes consecutive turns of one speaker, so nothing has to be put into a message of the caller's. */
const plain: BlockWriter = { block: (text) => text, lists: false };

const writers: Readonly<Partial<Record<Dialect['format'], BlockWriter>>> = {
  converse,
  'nova-messages': converse,
  'anthropic-messages': typed,
  'openai-chat': plain,
};

/** As a message of its own; or at the end of the last one, where its speaker is the same (a prefilled answer, say). */
function append(messages: Json[], role: 'assistant' | 'user', text: string, { block, lists }: BlockWriter): void {
  const last = messages.at(-1);
  if (!lists) {
    messages.push({ role, content: block(text) });
    return;
  }
  if (!isJsonObject(last) || ownString(last, 'role') !== role) {
    messages.push({ role, content: [block(text)] });
    return;
  }
  const content = ownValue(last, 'content');
  const before = typeof content === 'string' ? [block(content)] : Array.isArray(content) ? content : [];
  last.content = [...before, block(text)];
}
