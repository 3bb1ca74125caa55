/** Event-stream frames (application/vnd.amazon.eventstream) as Bedrock Runtime writes them. */
import { EventStreamCodec } from '@smithy/eventstream-codec';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

const padding = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function text(value: string): { type: 'string'; value: string } {
  return { type: 'string', value };
}

/** One event of ConverseStream or InvokeModelWithResponseStream. */
export function eventFrame(eventType: string, payload: object): Uint8Array {
  return codec.encode({
    headers: {
      ':event-type': text(eventType),
      ':content-type': text('application/json'),
      ':message-type': text('event'),
    },
    body: Buffer.from(JSON.stringify(payload)),
  });
}

/**
 * An event with Bedrock's `p` member: padding that hides the length of the text from somebody who watches encrypted traffic. Its length
 * follows from `position`, so that a recorded stream can be compared with another.
 */
export function paddedEventFrame(eventType: string, payload: object, position: number): Uint8Array {
  return eventFrame(eventType, { ...payload, p: padding.slice(0, 3 + ((position * 7) % (padding.length - 3))) });
}

/** The frame that ends a stream with one of Bedrock's stream exceptions, such as `modelStreamErrorException`. */
export function exceptionFrame(exceptionType: string, message: string): Uint8Array {
  return codec.encode({
    headers: {
      ':exception-type': text(exceptionType),
      ':content-type': text('application/json'),
      ':message-type': text('exception'),
    },
    body: Buffer.from(JSON.stringify({ message })),
  });
}
