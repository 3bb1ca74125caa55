import type { JsonObject } from '../../../shared/canonical-json.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { encodeFrame, encodeHeaders, type Frame } from '../event-stream.ts';
import { parseJsonObject, serializeJson } from './json.ts';
import { ownString } from './json-tree.ts';
import type { ShownTexts } from './shown-texts.ts';

/** One frame and the event in it: the frame as it came for as long as the event is unchanged, else the event encoded again. */
export interface EventSource {
  readonly event: JsonObject;
  /** Texts in the event that the caller is shown otherwise than they are kept; none in nearly every event. */
  shown: ShownTexts | undefined;
  /** The event was edited in place, for good. */
  markChanged(): void;
  /** The frame to pass on: as it came, or encoded again where the event was changed. */
  current(): Uint8Array;
  /** The event as it stands now, as a frame. */
  encode(): Uint8Array;
}

/** A frame whose payload is the event (Converse). */
export class PlainSource implements EventSource {
  readonly event: JsonObject;
  shown: ShownTexts | undefined = undefined;
  readonly #frame: Frame;
  #changed = false;

  constructor(frame: Frame) {
    this.#frame = frame;
    this.event = parsePayload(frame.payload);
  }

  markChanged(): void {
    this.#changed = true;
  }

  current(): Uint8Array {
    return this.#changed ? this.encode() : this.#frame.bytes;
  }

  encode(): Uint8Array {
    return encodeFrame(this.#frame.headerBytes, serializeJson(this.event));
  }
}

/** A `chunk` frame, `{"bytes": base64 of the model's own event, "p": padding}` (InvokeModelWithResponseStream). */
export class ChunkSource implements EventSource {
  readonly event: JsonObject;
  shown: ShownTexts | undefined = undefined;
  readonly #frame: Frame;
  readonly #payload: JsonObject;
  #changed = false;

  constructor(frame: Frame) {
    this.#frame = frame;
    this.#payload = parsePayload(frame.payload);
    const bytes = ownString(this.#payload, 'bytes');
    if (bytes === undefined) throw unreadable('a chunk has no bytes');
    this.event = parsePayload(Buffer.from(bytes, 'base64'));
  }

  markChanged(): void {
    this.#changed = true;
  }

  current(): Uint8Array {
    return this.#changed ? this.encode() : this.#frame.bytes;
  }

  encode(): Uint8Array {
    const bytes = Buffer.from(serializeJson(this.event)).toString('base64');
    return encodeFrame(this.#frame.headerBytes, serializeJson({ ...this.#payload, bytes }));
  }
}

/** A `chunk` around an event of our making: one of several that a frame of Bedrock's was taken apart into. */
export class MadeSource implements EventSource {
  readonly event: JsonObject;
  shown: ShownTexts | undefined = undefined;

  constructor(event: JsonObject) {
    this.event = event;
  }

  /** Nothing to remember: there is no frame as it came. */
  markChanged(): void {}

  current(): Uint8Array {
    return this.encode();
  }

  encode(): Uint8Array {
    return chunkFrame(this.event);
  }
}

const chunkHeaders = eventHeaders('chunk');

/** A frame of Converse's own: event type and payload. */
export function eventFrame(eventType: string, payload: JsonObject): Uint8Array {
  return encodeFrame(eventHeaders(eventType), serializeJson(payload));
}

/** A `chunk` frame around an event of the model's own. */
export function chunkFrame(event: JsonObject): Uint8Array {
  return encodeFrame(chunkHeaders, serializeJson({ bytes: Buffer.from(serializeJson(event)).toString('base64') }));
}

/** A frame that ends a stream with one of Bedrock's stream exceptions, such as `internalServerException`. */
export function exceptionFrame(errorType: string, message: string): Uint8Array {
  const headers = encodeHeaders({
    ':exception-type': errorType,
    ':content-type': 'application/json',
    ':message-type': 'exception',
  });
  return encodeFrame(headers, serializeJson({ message }));
}

function eventHeaders(eventType: string): Uint8Array {
  return encodeHeaders({ ':event-type': eventType, ':content-type': 'application/json', ':message-type': 'event' });
}

function parsePayload(bytes: Uint8Array): JsonObject {
  const parsed = parseJsonObject(bytes);
  if (isRefusal(parsed)) throw unreadable(`an event is not a JSON object (${parsed.code})`);
  return parsed;
}

function unreadable(what: string): GatehouseFault {
  return new GatehouseFault(
    'model_stream_broken',
    `The model's event stream cannot be read: ${what}.`,
    'Nothing more of the answer is passed on. Call again; if it happens again, the model speaks another format than its body format says.',
  );
}
