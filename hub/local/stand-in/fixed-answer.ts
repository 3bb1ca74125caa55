/**
 * The fast path: an answer that depends on nothing but the settings and the size of the request, encoded once and sent many times. What a
 * benchmark wants of its upstream: it costs next to nothing, so what is measured is the gateway.
 */
import type { Operation } from '../../../shared/contract/operations.ts';
import { compose } from './compose.ts';
import { converseReply } from './converse.ts';
import type { Generation } from './generate.ts';
import { invokeReply } from './invoke.ts';
import type { InvokeAnswer } from './invoke-answer.ts';
import { anthropicAnswer } from './invoke-anthropic.ts';
import { novaAnswer } from './invoke-nova.ts';
import { converses, type Model } from './models.ts';
import type { Prompt } from './prompt.ts';
import type { Reply } from './reply.ts';
import type { StandInState } from './state.ts';
import { charactersPerToken } from './tokens.ts';

/** Sizes of request that are remembered; a benchmark sends a handful. */
const rememberedReplies = 256;

const emptyPrompt: Prompt = {
  system: [],
  turns: [],
  tools: [],
  toolsCached: false,
  toolChoice: { kind: 'none' },
  maxTokens: undefined,
  stopSequences: [],
  answerSchema: undefined,
  reasoning: false,
};

/** Undefined where there is no fixed answer, or where the operation does not generate text. */
export function fixedReply(
  operation: Operation,
  model: Model,
  bodyBytes: number,
  state: StandInState,
): Reply | undefined {
  const text = state.settings.fixedAnswer;
  if (text === null || operation === 'CountTokens' || !converses(model)) return undefined;
  const key = `${operation} ${model.id} ${bodyBytes}`;
  const known = state.fixedReplies.get(key);
  if (known !== undefined) return known;
  const reply = encode(operation, model, generation(text, bodyBytes, state), state);
  if (state.fixedReplies.size >= rememberedReplies) state.fixedReplies.clear();
  state.fixedReplies.set(key, reply);
  return reply;
}

function generation(text: string, bodyBytes: number, state: StandInState): Generation {
  const composition = compose(emptyPrompt, { text, bytes: state.settings.answerBytes ?? undefined });
  const input = Math.ceil(bodyBytes / charactersPerToken);
  return { ...composition, prompt: { input, cacheRead: 0, cacheWrite: 0 }, guardrail: undefined };
}

function encode(operation: Operation, model: Model, answer: Generation, state: StandInState): Reply {
  const textEvents = state.settings.streamEvents ?? undefined;
  if (operation === 'Converse' || operation === 'ConverseStream') {
    return converseReply(answer, {}, operation === 'ConverseStream', textEvents);
  }
  const invoked: InvokeAnswer = model.family === 'anthropic' ? anthropicAnswer(model, answer) : novaAnswer(answer);
  return invokeReply(invoked, operation === 'InvokeModelWithResponseStream', textEvents);
}
