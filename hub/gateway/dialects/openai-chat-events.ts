/**
 * The chunks of a streamed chat completion, as they stand inside Bedrock's.
 * Source: https://platform.openai.com/docs/api-reference/chat-streaming
 */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { StreamEvent } from './dialect.ts';
import { ownObject, ownString, ownValue } from './json-tree.ts';
import { dropLogprobs } from './openai-chat-logprobs.ts';
import { indexOf, type Piece, piecesOf } from './openai-chat-pieces.ts';
import { openAiChatChunk } from './openai-chat-shape.ts';
import { choicesOf, openAiChatFacts } from './openai-chat-usage.ts';
import { endOfChannel, fragmentEvent, passing, wholeTexts } from './stream-events.ts';
import { type EventSource, MadeSource } from './stream-source.ts';
import { walk } from './walk.ts';

/** What the chunks of one stream have in common. */
const envelopeFields = ['id', 'object', 'created', 'model', 'system_fingerprint', 'service_tier'] as const;

/** Turns the chunks of one stream into the golden path's events. */
export class OpenAiChatEvents {
  /** Channels that have text, by the choice they belong to. */
  readonly #open = new Map<number, Set<string>>();
  readonly #finishReasons: string[] = [];
  #serial = 0;

  read(source: EventSource): readonly StreamEvent[] {
    const { event } = source;
    if (dropLogprobs(event)) source.markChanged();
    const pieces = piecesOf(event);
    const [only] = pieces;
    if (only === undefined) return this.#rest(source);
    if (pieces.length > 1 || ends(event)) return this.#apart(source, pieces);
    return [...this.#texts(source), fragmentEvent(source, this.#channel(only), only.fragment)];
  }

  /** Several texts that are screened each on its own, or text in a chunk that has to wait for the end: one chunk for each. */
  #apart(source: EventSource, pieces: readonly Piece[]): readonly StreamEvent[] {
    const { event } = source;
    const alone = pieces.map((piece) => this.#alone(event, piece));
    for (const { fragment } of pieces) fragment.holder[fragment.key] = '';
    const opening = choicesOf(event).map((choice) => chunkChoice(indexOf(choice, 0), ownObject(choice, 'delta') ?? {}));
    const opened = this.#rest(new MadeSource(chunkOf(event, opening)));
    for (const choice of choicesOf(event)) if (ownObject(choice, 'delta') !== undefined) choice.delta = {};
    source.markChanged();
    return [...opened, ...alone, ...this.#rest(source)];
  }

  #alone(event: JsonObject, piece: Piece): StreamEvent {
    const { delta, fragment } = piece.alone();
    const source = new MadeSource(chunkOf(event, [chunkChoice(piece.choice, delta)]));
    return fragmentEvent(source, this.#channel(piece), fragment);
  }

  /** A chunk without pieces. */
  #rest(source: EventSource): readonly StreamEvent[] {
    const { event } = source;
    const facts = openAiChatFacts(event);
    if (!ends(event)) return [...this.#texts(source), passing('other', source, facts)];
    const closed = this.#close(event);
    this.#finishReasons.push(...(facts.finishReasons ?? []));
    const finishReasons = [...this.#finishReasons];
    const all = finishReasons.length === 0 ? facts : { ...facts, finishReasons };
    return [...closed, ...this.#texts(source), passing('final', source, all)];
  }

  #channel({ choice, channel }: Piece): string {
    const channels = this.#open.get(choice);
    if (channels === undefined) this.#open.set(choice, new Set([channel]));
    else channels.add(channel);
    return channel;
  }

  /** Ends the channels of the choices that finish here. */
  #close(event: JsonObject): StreamEvent[] {
    const finished = choicesOf(event).filter(finishes);
    return finished.flatMap((choice) => {
      const index = indexOf(choice, 0);
      const channels = [...(this.#open.get(index) ?? [])];
      this.#open.delete(index);
      return channels.map((channel) => endOfChannel(channel));
    });
  }

  #texts(source: EventSource): StreamEvent[] {
    const { parts } = walk(source.event, openAiChatChunk, { prefix: '', kind: 'unknown-field', role: 'assistant' });
    return parts.length === 0 ? [] : wholeTexts(source, parts, `chunk-${this.#serial++}`);
  }
}

/** A choice that finishes, or the figures after the last choice: withheld until the completion is durable. */
function ends(event: JsonObject): boolean {
  const choices = choicesOf(event);
  return choices.some(finishes) || (choices.length === 0 && ownObject(event, 'usage') !== undefined);
}

function finishes(choice: JsonObject): boolean {
  return ownString(choice, 'finish_reason') !== undefined;
}

function chunkOf(event: JsonObject, choices: JsonObject[]): JsonObject {
  const common = envelopeFields.flatMap((field) => {
    const value = ownValue(event, field);
    return value === undefined ? [] : [[field, value] as const];
  });
  return { ...Object.fromEntries(common), choices };
}

export function chunkChoice(index: number, delta: JsonObject, finishReason: string | null = null): JsonObject {
  return { index, delta, finish_reason: finishReason };
}
