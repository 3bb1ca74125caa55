/**
 * The frames of `application/vnd.amazon.eventstream`: a prelude (total length, header length, CRC-32), headers, payload, CRC-32 of all before it.
 * Source: https://docs.aws.amazon.com/lexv2/latest/dg/event-stream-encoding.html and https://smithy.io/2.0/aws/amazon-eventstream.html
 *
 * Our own reader, because every token of every streamed answer passes through it: it keeps frames as views of the bytes that came, reads the
 * four headers that matter, and leaves the rest alone. Its behaviour is tested against `@smithy/eventstream-codec`.
 */
import { crc32 } from 'node:zlib';
import { GatehouseFault } from '../../shared/errors.ts';

const preludeBytes = 12;
const crcBytes = 4;
const smallestFrame = preludeBytes + crcBytes;
/** Largest frame in bytes that the format allows a receiver to expect: 16 MiB of payload, headers, and room to spare. */
export const largestFrame = 24 * 1024 * 1024;

export interface FrameHeaders {
  readonly messageType: string;
  readonly eventType: string;
  readonly exceptionType: string;
  readonly errorCode: string;
}

export interface Frame {
  /** The whole frame as it came. */
  readonly bytes: Uint8Array;
  readonly headers: FrameHeaders;
  /** The headers as they came, for a frame that replaces this one. */
  readonly headerBytes: Uint8Array;
  readonly payload: Buffer;
}

/** Cuts a byte stream into frames. Not reusable after it has thrown. */
export class FrameReader {
  /** The beginning of a frame whose rest has not come; allocated for the whole frame once its length is known. */
  #pending: Buffer = Buffer.alloc(0);
  #filled = 0;

  /** The frames that `chunk` completes. Throws `model_stream_broken` on a bad checksum or length. */
  push(chunk: Uint8Array): readonly Frame[] {
    const frames: Frame[] = [];
    let rest: Buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    while (rest.length > 0) {
      rest = this.#filled === 0 ? this.#readWhole(rest, frames) : this.#fillPending(rest, frames);
    }
    return frames;
  }

  /** Throws `model_stream_broken` when a frame has begun and not ended. */
  end(): void {
    if (this.#filled > 0) throw broken('it ended inside a frame');
  }

  /** Takes the whole frames at the start of `bytes` without copying; what is left begins a pending frame. */
  #readWhole(bytes: Buffer, frames: Frame[]): Buffer {
    let at = 0;
    while (bytes.length - at >= preludeBytes) {
      const length = frameLength(bytes, at);
      if (bytes.length - at < length) break;
      frames.push(readFrame(bytes.subarray(at, at + length)));
      at += length;
    }
    const rest = bytes.subarray(at);
    if (rest.length > 0) this.#begin(rest);
    return bytes.subarray(bytes.length);
  }

  #begin(rest: Buffer): void {
    this.#pending = Buffer.allocUnsafe(rest.length < preludeBytes ? preludeBytes : frameLength(rest, 0));
    this.#filled = rest.copy(this.#pending);
  }

  #fillPending(bytes: Buffer, frames: Frame[]): Buffer {
    const taken = bytes.copy(this.#pending, this.#filled);
    this.#filled += taken;
    if (this.#filled === this.#pending.length) this.#completePending(frames);
    return bytes.subarray(taken);
  }

  #completePending(frames: Frame[]): void {
    const length = frameLength(this.#pending, 0);
    if (this.#pending.length === length) {
      this.#filled = 0;
      frames.push(readFrame(this.#pending));
      return;
    }
    const whole = Buffer.allocUnsafe(length);
    this.#filled = this.#pending.copy(whole);
    this.#pending = whole;
  }
}

/** A frame with these headers (encoded) and this payload. */
export function encodeFrame(headerBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  const length = smallestFrame + headerBytes.length + payload.length;
  const frame = Buffer.allocUnsafe(length);
  frame.writeUInt32BE(length, 0);
  frame.writeUInt32BE(headerBytes.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  frame.set(headerBytes, preludeBytes);
  frame.set(payload, preludeBytes + headerBytes.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, length - crcBytes)), length - crcBytes);
  return frame;
}

/** Encodes string headers (type 7), the only type that Bedrock uses. */
export function encodeHeaders(headers: Readonly<Record<string, string>>): Uint8Array {
  const pieces = Object.entries(headers).map(([name, value]) => {
    const text = Buffer.from(value, 'utf8');
    const head = Buffer.from(`\0${name}\x07\0\0`, 'latin1');
    head.writeUInt8(name.length, 0);
    head.writeUInt16BE(text.length, head.length - 2);
    return Buffer.concat([head, text]);
  });
  return Buffer.concat(pieces);
}

/** Checks the prelude, so that no length is believed (and no memory allotted for it) before its checksum holds. */
function frameLength(bytes: Buffer, at: number): number {
  if (crc32(bytes.subarray(at, at + 8)) !== bytes.readUInt32BE(at + 8)) throw broken('a prelude checksum is wrong');
  const length = bytes.readUInt32BE(at);
  const headerLength = bytes.readUInt32BE(at + 4);
  if (length < smallestFrame || length > largestFrame) throw broken(`a frame claims ${length} bytes`);
  if (headerLength > length - smallestFrame) throw broken('a frame claims more headers than it has bytes');
  return length;
}

function readFrame(bytes: Buffer): Frame {
  const end = bytes.length - crcBytes;
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32BE(end)) throw broken('a message checksum is wrong');
  const headerEnd = preludeBytes + bytes.readUInt32BE(4);
  const headerBytes = bytes.subarray(preludeBytes, headerEnd);
  return { bytes, headers: knownHeaders(headerBytes), headerBytes, payload: bytes.subarray(headerEnd, end) };
}

/** A stream repeats the same few header blocks thousands of times. Bounded, because what stands in them comes from outside. */
const headerCache = new Map<string, FrameHeaders>();
const headerCacheSize = 64;

function knownHeaders(bytes: Buffer): FrameHeaders {
  const key = bytes.toString('latin1');
  const known = headerCache.get(key);
  if (known !== undefined) return known;
  const headers = readHeaders(bytes);
  if (headerCache.size >= headerCacheSize) headerCache.clear();
  headerCache.set(key, headers);
  return headers;
}

/** Bytes of a header value by type; strings and byte arrays (6, 7) carry their own length. */
const valueSizes: readonly (number | undefined)[] = [0, 0, 1, 2, 4, 8, undefined, undefined, 8, 16];

function readHeaders(bytes: Buffer): FrameHeaders {
  const found: Record<string, string> = Object.create(null);
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + byteAt(bytes, at);
    const type = byteAt(bytes, nameEnd);
    const fixed = valueSizes[type];
    const start = fixed === undefined ? nameEnd + 3 : nameEnd + 1;
    const end = start + (fixed ?? (byteAt(bytes, nameEnd + 1) << 8) + byteAt(bytes, nameEnd + 2));
    if (type > 9 || end > bytes.length) throw broken('a header is malformed');
    if (type === 7) found[bytes.toString('latin1', at + 1, nameEnd)] = bytes.toString('utf8', start, end);
    at = end;
  }
  return {
    messageType: found[':message-type'] ?? '',
    eventType: found[':event-type'] ?? '',
    exceptionType: found[':exception-type'] ?? '',
    errorCode: found[':error-code'] ?? '',
  };
}

function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw broken('a header is cut short');
  return byte;
}

function broken(what: string): GatehouseFault {
  return new GatehouseFault(
    'model_stream_broken',
    `The model's event stream cannot be read: ${what}.`,
    'Nothing more of the answer is passed on. Call again; if it happens again, look for a proxy that alters the stream.',
  );
}
