/** Writes a generation as Nova answers InvokeModel: Converse's shapes, each stream event as one object in a chunk. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Generation } from './generate.ts';
import { contentBlock, converseEvents, spoken } from './render-converse.ts';

export function novaBody(generation: Generation): JsonObject {
  return {
    output: { message: { role: 'assistant', content: spoken(generation).map(contentBlock) } },
    stopReason: generation.stopReason,
    usage: novaUsage(generation),
  };
}

/** Nova names the cache counts otherwise than Converse. */
function novaUsage(generation: Generation): JsonObject {
  const { input, cacheRead, cacheWrite } = generation.prompt;
  return {
    inputTokens: input,
    outputTokens: generation.outputTokens,
    totalTokens: input + cacheRead + cacheWrite + generation.outputTokens,
    cacheReadInputTokenCount: cacheRead,
    cacheWriteInputTokenCount: cacheWrite,
  };
}

export function novaEvents(
  generation: Generation,
  textEvents: number | undefined,
  lastMembers: JsonObject,
): JsonObject[] {
  return converseEvents(generation, {}, textEvents).map(({ type, payload }) =>
    type === 'metadata'
      ? { metadata: { usage: novaUsage(generation), metrics: {} }, ...lastMembers }
      : { [type]: payload },
  );
}
