/** Converse and ConverseStream. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { checkConverse } from './check-converse.ts';
import { paddedEventFrame } from './frames.ts';
import { type Generation, generate } from './generate.ts';
import { guardrailOfBody } from './guardrail-selection.ts';
import { member, stringsAt } from './json-access.ts';
import { converses, type Model } from './models.ts';
import { readConverse } from './read-converse.ts';
import { type ConverseExtras, converseBody, converseEvents } from './render-converse.ts';
import { jsonReply, type Reply, streamReply, validationError } from './reply.ts';
import type { StandInState } from './state.ts';

export function converse(model: Model, body: JsonObject, streaming: boolean, state: StandInState): Reply {
  if (!converses(model)) {
    throw validationError(
      "This action doesn't support the model that you provided. Try again with a supported text or chat model.",
    );
  }
  checkConverse(body, model.family);
  const { settings, cache } = state;
  const generation = generate(readConverse(body), {
    cache,
    wish: { bytes: settings.answerBytes ?? undefined },
    guardrail: guardrailOfBody(settings, body),
  });
  return converseReply(generation, extrasOf(body, generation), streaming, settings.streamEvents ?? undefined);
}

export function converseReply(
  generation: Generation,
  extras: ConverseExtras,
  streaming: boolean,
  textEvents: number | undefined,
): Reply {
  if (!streaming) return jsonReply(converseBody(generation, extras));
  const events = converseEvents(generation, extras, textEvents);
  return streamReply(events.map((event, index) => paddedEventFrame(event.type, event.payload, index)));
}

/** The service repeats which tier and latency it used; `/stop_sequence` is the one response field that there is to ask for. */
function extrasOf(body: JsonObject, generation: Generation): ConverseExtras {
  const repeated = ['serviceTier', 'performanceConfig'].flatMap((name) => {
    const value = member(body, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const wantsSequence = stringsAt(body, 'additionalModelResponseFieldPaths').includes('/stop_sequence');
  return {
    ...Object.fromEntries(repeated),
    ...(wantsSequence && { additionalModelResponseFields: { stop_sequence: generation.stopSequence ?? null } }),
  };
}
