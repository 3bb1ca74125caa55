/**
 * The events of a streamed Anthropic message, as they stand inside Bedrock's chunks.
 * Source: https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { PartKind } from '../../screening/parts.ts';
import { answerFields, anthropicUsage, citationDelta, startedBlock } from './anthropic-shape.ts';
import { anthropicFacts, anthropicTokens } from './anthropic-usage.ts';
import { bedrockFields } from './bedrock-fields.ts';
import type { StreamEvent, TokenUsage } from './dialect.ts';
import { ownNumber, ownObject, ownString } from './json-tree.ts';
import { block, count, json, type ObjectShape, object, opaque, parameters, tagged, text, token } from './shape.ts';
import { Channels, channelName } from './stream-channels.ts';
import { type Fragment, fragmentEvent, passing, signing, wholeTexts } from './stream-events.ts';
import type { EventSource } from './stream-source.ts';
import { walk } from './walk.ts';

/** Which field of which delta is a piece of a longer text, and of what kind. */
const fragments: ReadonlyMap<string, { readonly key: string; readonly partKind: PartKind }> = new Map([
  ['text_delta', { key: 'text', partKind: 'text' }],
  ['input_json_delta', { key: 'partial_json', partKind: 'tool-use' }],
  ['thinking_delta', { key: 'thinking', partKind: 'reasoning' }],
  ['compaction_delta', { key: 'content', partKind: 'text' }],
]);

/** Fragments are opaque here, because they are screened as part of their channel. */
const delta = tagged({
  text_delta: object({ type: token, text: opaque }),
  input_json_delta: object({ type: token, partial_json: opaque }),
  thinking_delta: object({ type: token, thinking: opaque }),
  compaction_delta: object({ type: token, content: opaque, encrypted_content: opaque }),
  signature_delta: object({ type: token, signature: opaque }),
  citations_delta: object({ type: token, citation: citationDelta }),
});

const common = { type: token, index: count, ...bedrockFields } as const;
const messageEnd = object({
  stop_reason: token,
  stop_sequence: block('text', text),
  stop_details: block('text', json),
  container: parameters(json),
});

const shapes: ReadonlyMap<string, ObjectShape> = new Map([
  ['message_start', object({ ...common, message: object(answerFields) })],
  ['content_block_start', object({ ...common, content_block: startedBlock })],
  ['content_block_delta', object({ ...common, delta })],
  [
    'message_delta',
    object({ ...common, delta: messageEnd, usage: anthropicUsage, context_management: parameters(json) }),
  ],
]);
const plainShape = object(common);

/** Turns the events of one stream into the golden path's, and keeps the token figures that come in pieces. */
export class AnthropicEvents {
  readonly #channels = new Channels();
  #usage: TokenUsage | undefined;
  #serial = 0;

  read(source: EventSource): readonly StreamEvent[] {
    const { event } = source;
    const type = ownString(event, 'type') ?? '';
    if (type === 'content_block_delta') return this.#delta(event, source);
    const texts = this.#texts(shapes.get(type) ?? plainShape, event, source);
    switch (type) {
      case 'message_start':
        return [...texts, passing('other', source, this.#facts(ownObject(event, 'message') ?? {}))];
      case 'content_block_stop':
        return [...texts, ...this.#channels.close(indexOf(event), source)];
      case 'message_delta':
        return [...this.#channels.closeAll(), ...texts, passing('final', source, this.#endFacts(event))];
      case 'message_stop':
        return [...this.#channels.closeAll(), ...texts, passing('final', source, this.#facts(event))];
      default:
        return [...texts, passing('other', source)];
    }
  }

  #delta(event: JsonObject, source: EventSource): readonly StreamEvent[] {
    const body = ownObject(event, 'delta');
    const fragment = body && fragmentOf(body);
    if (body === undefined || fragment === undefined) {
      const signs = body !== undefined && ownString(body, 'type') === 'signature_delta';
      const last = signs ? signing(channelName(indexOf(event), 'reasoning'), source) : passing('other', source);
      return [...this.#texts(shapes.get('content_block_delta') ?? plainShape, event, source), last];
    }
    const last = fragmentEvent(source, this.#channels.of(indexOf(event), fragment.partKind), fragment);
    // Told by counting: type, index, delta of type and text are all there is, so there is nothing else to look for.
    if (Object.keys(event).length === 3 && Object.keys(body).length === 2) return [last];
    return [...this.#texts(shapes.get('content_block_delta') ?? plainShape, event, source), last];
  }

  #facts(holder: JsonObject) {
    this.#usage = anthropicTokens(holder, this.#usage);
    return anthropicFacts(holder, this.#usage);
  }

  #endFacts(event: JsonObject) {
    const stopReason = ownString(ownObject(event, 'delta') ?? {}, 'stop_reason');
    return { ...this.#facts(event), ...(stopReason !== undefined && { finishReasons: [stopReason] }) };
  }

  #texts(shape: ObjectShape, event: JsonObject, source: EventSource): StreamEvent[] {
    const { parts } = walk(event, shape, { prefix: '', kind: 'unknown-field', role: 'assistant' });
    return parts.length === 0 ? [] : wholeTexts(source, parts, `event-${this.#serial++}`);
  }
}

function indexOf(event: JsonObject): number {
  return ownNumber(event, 'index') ?? 0;
}

function fragmentOf(delta: JsonObject): Fragment | undefined {
  const known = fragments.get(ownString(delta, 'type') ?? '');
  const piece = known && ownString(delta, known.key);
  if (known === undefined || piece === undefined) return undefined;
  return { holder: delta, key: known.key, text: piece, partKind: known.partKind };
}
