/** Writes a generation as Claude answers InvokeModel: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { AnswerBlock } from './answer.ts';
import { fingerprint } from './compose.ts';
import type { Generation } from './generate.ts';
import type { Model } from './models.ts';
import { spoken } from './render-converse.ts';
import { pieces } from './text-pieces.ts';

export function anthropicBody(generation: Generation, model: Model): JsonObject {
  return {
    ...messageHead(generation, model),
    content: spoken(generation).map(contentBlock),
    stop_reason: stopReason(generation),
    stop_sequence: generation.stopSequence ?? null,
    usage: { ...inputUsage(generation), output_tokens: generation.outputTokens },
  };
}

function messageHead(generation: Generation, model: Model): JsonObject {
  const id = `msg_bdrk_${fingerprint(JSON.stringify(generation.blocks), 24)}`;
  return { id, type: 'message', role: 'assistant', model: model.id.replace(/^anthropic\./, '') };
}

/** Claude has no word for an intervention; `amazon-bedrock-guardrailAction` in the body tells of it. */
function stopReason(generation: Generation): string {
  return generation.stopReason === 'guardrail_intervened' ? 'end_turn' : generation.stopReason;
}

function inputUsage(generation: Generation): JsonObject {
  const { input, cacheRead, cacheWrite } = generation.prompt;
  return { input_tokens: input, cache_creation_input_tokens: cacheWrite, cache_read_input_tokens: cacheRead };
}

function contentBlock(block: AnswerBlock): JsonObject {
  if (block.kind === 'text') return { type: 'text', text: block.text };
  if (block.kind === 'reasoning') return { type: 'thinking', thinking: block.text, signature: block.signature };
  return { type: 'tool_use', id: block.id, name: block.name, input: block.input };
}

export function anthropicEvents(
  generation: Generation,
  model: Model,
  textEvents: number | undefined,
  lastMembers: JsonObject,
): JsonObject[] {
  const usage = { ...inputUsage(generation), output_tokens: 1 };
  const message = { ...messageHead(generation, model), content: [], stop_reason: null, stop_sequence: null, usage };
  return [
    { type: 'message_start', message },
    ...spoken(generation).flatMap((block, index) => blockEvents(block, index, textEvents)),
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason(generation), stop_sequence: generation.stopSequence ?? null },
      usage: { output_tokens: generation.outputTokens },
    },
    { type: 'message_stop', ...lastMembers },
  ];
}

function emptyBlock(block: AnswerBlock): JsonObject {
  if (block.kind === 'text') return { type: 'text', text: '' };
  if (block.kind === 'reasoning') return { type: 'thinking', thinking: '', signature: '' };
  return { type: 'tool_use', id: block.id, name: block.name, input: {} };
}

function blockEvents(block: AnswerBlock, index: number, textEvents: number | undefined): JsonObject[] {
  const deltas = blockDeltas(block, textEvents).map((delta) => ({ type: 'content_block_delta', index, delta }));
  return [
    { type: 'content_block_start', index, content_block: emptyBlock(block) },
    ...deltas,
    { type: 'content_block_stop', index },
  ];
}

function blockDeltas(block: AnswerBlock, textEvents: number | undefined): JsonObject[] {
  if (block.kind === 'text') return pieces(block.text, textEvents).map((text) => ({ type: 'text_delta', text }));
  if (block.kind === 'tool-use') {
    return pieces(JSON.stringify(block.input)).map((json) => ({ type: 'input_json_delta', partial_json: json }));
  }
  const thoughts = pieces(block.text).map((thinking) => ({ type: 'thinking_delta', thinking }));
  return [...thoughts, { type: 'signature_delta', signature: block.signature }];
}
