/** InvokeModel with a Nova Messages body: https://docs.aws.amazon.com/nova/latest/userguide/complete-request-schema.html */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { checkNova } from './check-converse.ts';
import { type Generation, type GenerationContext, generate } from './generate.ts';
import type { InvokeAnswer } from './invoke-answer.ts';
import { readConverse } from './read-converse.ts';
import { novaBody, novaEvents } from './render-nova.ts';

export function invokeNova(body: JsonObject, context: GenerationContext): InvokeAnswer {
  checkNova(body);
  // Reasoning is a member of its own here; Converse carries it among the additional fields.
  const { reasoningConfig, ...rest } = body;
  const converse =
    reasoningConfig === undefined ? rest : { ...rest, additionalModelRequestFields: { reasoningConfig } };
  return novaAnswer(generate(readConverse(converse), context));
}

export function novaAnswer(generation: Generation): InvokeAnswer {
  return {
    generation,
    body: () => novaBody(generation),
    chunks: (textEvents, lastMembers) => novaEvents(generation, textEvents, lastMembers),
  };
}
