/** InvokeModel with an Anthropic Messages body. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { checkAnthropic } from './check-anthropic.ts';
import { type Generation, type GenerationContext, generate } from './generate.ts';
import type { InvokeAnswer } from './invoke-answer.ts';
import type { Model } from './models.ts';
import { readAnthropic } from './read-anthropic.ts';
import { anthropicBody, anthropicEvents } from './render-anthropic.ts';

export function invokeAnthropic(model: Model, body: JsonObject, context: GenerationContext): InvokeAnswer {
  checkAnthropic(body);
  return anthropicAnswer(model, generate(readAnthropic(body), context));
}

export function anthropicAnswer(model: Model, generation: Generation): InvokeAnswer {
  return {
    generation,
    body: () => anthropicBody(generation, model),
    chunks: (textEvents, lastMembers) => anthropicEvents(generation, model, textEvents, lastMembers),
  };
}
