/**
 * Log probabilities spell out a choice's text again, token by token, in pieces too small for any detector. So they must not outlive a text that was
 * masked, and they cannot be streamed, where they would leave before their text has been judged.
 */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import type { ParsedAnswer } from './dialect.ts';
import { ownValue } from './json-tree.ts';
import { choicesOf } from './openai-chat-usage.ts';

export function refuseStreamedLogprobs(body: JsonObject): Refusal | undefined {
  if (ownValue(body, 'logprobs') !== true) return undefined;
  return refuse(
    'field_not_allowed',
    'Log probabilities cannot be streamed, because they repeat the text past its screening. Use InvokeModel, or leave logprobs out.',
  );
}

/** Takes the log probabilities out of every choice; answers whether there were any. */
export function dropLogprobs(body: JsonObject): boolean {
  const holders = choicesOf(body).filter((choice) => (ownValue(choice, 'logprobs') ?? null) !== null);
  for (const choice of holders) choice.logprobs = null;
  return holders.length > 0;
}

/** The same answer, which loses its log probabilities once one of its texts has been replaced. */
export function guardLogprobs(body: JsonObject, answer: ParsedAnswer): ParsedAnswer {
  const texts = answer.parts.flatMap((part) => part.texts);
  const before = texts.map(({ text }) => text);
  return {
    ...answer,
    serialize() {
      if (texts.some(({ text }, at) => text !== before[at])) dropLogprobs(body);
      return answer.serialize();
    },
  };
}
