/**
 * The events of ConverseStream, which Nova also speaks inside InvokeModelWithResponseStream's chunks.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
 */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { accountFields, citationDelta, imageDelta, toolResultDelta } from './converse-shape.ts';
import { converseFacts } from './converse-usage.ts';
import type { AnswerFacts, StreamEvent } from './dialect.ts';
import { isJsonObject, ownNumber, ownObject, ownString, ownValue } from './json-tree.ts';
import {
  block,
  count,
  json,
  type ObjectShape,
  object,
  opaque,
  parameters,
  type Shape,
  skip,
  text,
  token,
  union,
} from './shape.ts';
import { Channels, channelName } from './stream-channels.ts';
import { type Fragment, fragmentEvent, passing, signing, wholeTexts } from './stream-events.ts';
import type { EventSource } from './stream-source.ts';
import { walk } from './walk.ts';

/** `p` is Bedrock's padding, which hides the length of a token from whoever watches the wire. */
const common = { p: opaque, contentBlockIndex: count } as const;

/** A delta that is not a piece of a longer text: all of its texts are whole. */
const wholeDelta = {
  text: block('text', text),
  toolUse: block('tool-use', object({ input: text })),
  reasoningContent: block('reasoning', union({ text, signature: opaque, redactedContent: opaque })),
  toolResult: block('tool-result', toolResultDelta),
  citation: citationDelta,
  image: block('image', imageDelta),
} as const;

/** By the kind of a delta's piece: the delta without that piece, which is screened as part of its channel. */
const besidePiece = {
  text: deltaShape({ ...wholeDelta, text: skip }),
  'tool-use': deltaShape({ ...wholeDelta, toolUse: object({ input: skip }) }),
  reasoning: deltaShape({
    ...wholeDelta,
    reasoningContent: union({ text: skip, signature: opaque, redactedContent: opaque }),
  }),
  'tool-result': deltaShape({ ...wholeDelta, toolResult: skip }),
} as const;
type PieceKind = keyof typeof besidePiece;
type Piece = Fragment & { readonly partKind: PieceKind };

function deltaShape(members: Readonly<Record<string, Shape>>): ObjectShape {
  return object({ ...common, delta: union(members) });
}

const toolStart = { toolUseId: token, type: token, status: token } as const;
const start = union({
  toolUse: block('tool-use', object({ ...toolStart, name: text })),
  toolResult: object(toolStart),
  image: object({ format: token }),
});

const shapes = {
  messageStart: object({ ...common, role: token }),
  contentBlockStart: object({ ...common, start }),
  contentBlockStop: object(common),
  messageStop: object({ ...common, stopReason: token, additionalModelResponseFields: parameters(json) }),
  metadata: object({ ...common, ...accountFields }),
} as const satisfies Record<string, ObjectShape>;

const wholeDeltaShape = deltaShape(wholeDelta);
const unknownShape = object({});

/** Turns the events of one stream into the golden path's. `event` is the live tree of `source`, or a member of it. */
export class ConverseEvents {
  readonly #channels = new Channels();
  #serial = 0;

  /** `facts`: what was learnt beside the event. */
  read(type: string, event: JsonObject, source: EventSource, facts: Partial<AnswerFacts> = {}): readonly StreamEvent[] {
    switch (type) {
      case 'contentBlockDelta':
        return this.#delta(event, source);
      case 'contentBlockStop':
        return [
          ...this.#texts(shapes.contentBlockStop, event, source),
          ...this.#channels.close(indexOf(event), source),
        ];
      case 'messageStop':
      case 'metadata':
        return [
          ...this.#channels.closeAll(),
          ...this.#texts(shapes[type], event, source),
          passing('final', source, { ...converseFacts(event), ...facts }),
        ];
      case 'messageStart':
      case 'contentBlockStart':
        return [...this.#texts(shapes[type], event, source), passing('other', source)];
      default:
        return [...this.#texts(unknownShape, event, source), passing('other', source)];
    }
  }

  #delta(event: JsonObject, source: EventSource): readonly StreamEvent[] {
    const delta = ownObject(event, 'delta');
    const fragment = delta && fragmentOf(delta);
    if (delta === undefined || fragment === undefined) {
      const last = signs(delta) ? signing(channelName(indexOf(event), 'reasoning'), source) : passing('other', source);
      return [...this.#texts(wholeDeltaShape, event, source), last];
    }
    const last = fragmentEvent(source, this.#channels.of(indexOf(event), fragment.partKind), fragment);
    return isPlain(event, delta) ? [last] : [...this.#texts(besidePiece[fragment.partKind], event, source), last];
  }

  #texts(shape: ObjectShape, event: JsonObject, source: EventSource): StreamEvent[] {
    const { parts } = walk(event, shape, { prefix: '', kind: 'unknown-field', role: 'assistant' });
    return parts.length === 0 ? [] : wholeTexts(source, parts, `event-${this.#serial++}`);
  }
}

function indexOf(event: JsonObject): number {
  return ownNumber(event, 'contentBlockIndex') ?? 0;
}

/** Whether a delta carries the signature over the reasoning before it. */
function signs(delta: JsonObject | undefined): boolean {
  const reasoning = delta && ownObject(delta, 'reasoningContent');
  return reasoning !== undefined && ownString(reasoning, 'signature') !== undefined;
}

/** The piece of a longer text in a delta; undefined where it carries something whole, or nothing to read. */
function fragmentOf(delta: JsonObject): Piece | undefined {
  return (
    pieceOf(delta, 'text', 'text') ??
    pieceOf(ownObject(delta, 'toolUse'), 'input', 'tool-use') ??
    pieceOf(ownObject(delta, 'reasoningContent'), 'text', 'reasoning') ??
    toolResultPiece(delta)
  );
}

function pieceOf(holder: JsonObject | undefined, key: string, partKind: PieceKind): Piece | undefined {
  if (holder === undefined) return undefined;
  const piece = ownString(holder, key);
  return piece === undefined ? undefined : { holder, key, text: piece, partKind };
}

/** Tool results that Bedrock's own tools stream come as a list, in practice of one text. */
function toolResultPiece(delta: JsonObject): Piece | undefined {
  const results = ownValue(delta, 'toolResult');
  const only = Array.isArray(results) && results.length === 1 ? results[0] : undefined;
  return isJsonObject(only) && Object.keys(only).length === 1 ? pieceOf(only, 'text', 'tool-result') : undefined;
}

/** The common case, told by counting: a text delta with nothing beside it, so nothing else to look for. */
function isPlain(event: JsonObject, delta: JsonObject): boolean {
  const fields = ownString(event, 'p') === undefined ? 2 : 3;
  return Object.hasOwn(delta, 'text') && Object.keys(delta).length === 1 && Object.keys(event).length === fields;
}
