import { EventStreamCodec } from '@smithy/eventstream-codec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeFrame,
  encodeHeaders,
  type Frame,
  FrameReader,
  largestFrame,
} from '../../../hub/gateway/event-stream.ts';
import { GatehouseFault } from '../../../shared/errors.ts';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

const event = (payload: string, type = 'chunk') =>
  encodeFrame(
    encodeHeaders({ ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' }),
    Buffer.from(payload),
  );

function readAll(bytes: Uint8Array, cuts: readonly number[] = []): Frame[] {
  const reader = new FrameReader();
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  const frames: Frame[] = [];
  let start = 0;
  for (const end of ends) {
    frames.push(...reader.push(bytes.subarray(start, end)));
    start = end;
  }
  reader.end();
  return frames;
}

function faultOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof GatehouseFault ? error.code : 'another error';
  }
  return 'none';
}

describe('FrameReader', () => {
  it('reads headers and payload', () => {
    const [frame] = readAll(event('{"a":1}', 'messageStart'));
    expect(frame?.headers).toEqual({
      messageType: 'event',
      eventType: 'messageStart',
      exceptionType: '',
      errorCode: '',
    });
    expect(frame?.payload.toString()).toBe('{"a":1}');
  });

  it('gives every frame back byte for byte, however the bytes are cut', () => {
    const stream = fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 40 }), (payloads, cuts) => {
        const sent = payloads.map((payload) => event(payload));
        const read = readAll(Buffer.concat(sent), cuts);
        expect(read.map((frame) => Buffer.from(frame.bytes).toString('hex'))).toEqual(
          sent.map((frame) => Buffer.from(frame).toString('hex')),
        );
      }),
    );
  });

  it('reads a stream that comes one byte at a time', () => {
    const bytes = Buffer.concat([event('{"a":1}'), event('{}')]);
    expect(readAll(bytes, [...bytes.keys()]).map((frame) => frame.payload.toString())).toEqual(['{"a":1}', '{}']);
  });

  it('reads what the reference codec writes, with headers of every type', () => {
    const bytes = codec.encode({
      headers: {
        ':message-type': { type: 'string', value: 'exception' },
        ':exception-type': { type: 'string', value: 'throttlingException' },
        yes: { type: 'boolean', value: true },
        no: { type: 'boolean', value: false },
        byte: { type: 'byte', value: 1 },
        short: { type: 'short', value: 2 },
        integer: { type: 'integer', value: 3 },
        binary: { type: 'binary', value: Uint8Array.of(1, 2, 3) },
        time: { type: 'timestamp', value: new Date(0) },
        uuid: { type: 'uuid', value: '01234567-89ab-cdef-0123-456789abcdef' },
        ':error-code': { type: 'string', value: 'é' },
      },
      body: Buffer.from('{"message":"slow down"}'),
    });
    const [frame] = readAll(bytes);
    expect(frame?.headers.exceptionType).toBe('throttlingException');
    expect(frame?.headers.errorCode).toBe('é');
    expect(frame?.payload.toString()).toBe('{"message":"slow down"}');
  });

  it('refuses every single flipped bit', () => {
    const frame = event('{"delta":{"text":"hello"}}', 'contentBlockDelta');
    const position = fc.tuple(fc.integer({ min: 0, max: frame.length - 1 }), fc.integer({ min: 0, max: 7 }));
    fc.assert(
      fc.property(position, ([at, bit]) => {
        const corrupted = Uint8Array.from(frame);
        corrupted[at] = (corrupted[at] ?? 0) ^ (1 << bit);
        expect(faultOf(() => readAll(corrupted))).toBe('model_stream_broken');
      }),
      { numRuns: 400 },
    );
  });

  it('refuses a stream that ends inside a frame', () => {
    const frame = event('{}');
    expect(faultOf(() => readAll(frame.subarray(0, frame.length - 1)))).toBe('model_stream_broken');
    expect(faultOf(() => readAll(frame.subarray(0, 3)))).toBe('model_stream_broken');
  });

  it.each([
    ['beyond the largest frame', largestFrame + 1, 0],
    ['below the smallest frame', 15, 0],
    ['with more headers than bytes', 32, 100],
  ])('refuses a frame %s, though its prelude checksum holds', (_what, length, headerLength) => {
    expect(faultOf(() => new FrameReader().push(prelude(length, headerLength)))).toBe('model_stream_broken');
  });

  it('refuses headers that do not parse', () => {
    expect(faultOf(() => readAll(encodeFrame(Uint8Array.of(200), Buffer.alloc(0))))).toBe('model_stream_broken');
    expect(faultOf(() => readAll(encodeFrame(Uint8Array.of(1, 0x61, 99), Buffer.alloc(0))))).toBe(
      'model_stream_broken',
    );
    expect(faultOf(() => readAll(encodeFrame(Uint8Array.of(1, 0x61, 7, 0, 9), Buffer.alloc(0))))).toBe(
      'model_stream_broken',
    );
  });

  it('does not take a header named like the prototype for one', () => {
    const [frame] = readAll(encodeFrame(encodeHeaders({ __proto__x: 'a', constructor: 'b' }), Buffer.from('{}')));
    expect(frame?.headers.messageType).toBe('');
  });
});

describe('encodeFrame', () => {
  it('writes what the reference codec reads', () => {
    const header = fc.stringMatching(/^[\w:-]{1,30}$/).filter((name) => name !== '__proto__');
    const headers = fc.dictionary(header, fc.string({ unit: 'grapheme', maxLength: 50 }), { maxKeys: 4 });
    fc.assert(
      fc.property(headers, fc.uint8Array({ maxLength: 300 }), (named, payload) => {
        const decoded = codec.decode(encodeFrame(encodeHeaders(named), payload));
        expect(Object.fromEntries(Object.entries(decoded.headers).map(([name, { value }]) => [name, value]))).toEqual({
          ...named,
        });
        expect(Buffer.from(decoded.body).equals(Buffer.from(payload))).toBe(true);
      }),
    );
  });
});

/** The first 12 bytes of a frame of these lengths, with a checksum that holds. */
function prelude(length: number, headerLength: number): Uint8Array {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(length, 0);
  bytes.writeUInt32BE(headerLength, 4);
  bytes.writeUInt32BE(crcOf(bytes.subarray(0, 8)), 8);
  return bytes;
}

/** CRC-32 by its definition, bit by bit, so that the test does not trust what it tests. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
