import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import type { ModelAnswer, ModelRuntime } from '../../hub/gateway/ports.ts';
import { exceptionFrame, frame } from '../hub/gateway/scripted-models.ts';
import { brokenBody, mutatedBody } from './mutate-body.ts';

export interface HostileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly pieces: Iterable<Uint8Array>;
}

/** Says what it is told, byte for byte. */
export class HostileModels implements ModelRuntime {
  next: HostileAnswer = { status: 200, headers: {}, requestId: '', pieces: [] };

  async invoke(): Promise<ModelAnswer> {
    const { pieces, ...answer } = this.next;
    return { ...answer, body: piecewise(pieces) };
  }
}

async function* piecewise(pieces: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield piece;
}

export function ok(pieces: Iterable<Uint8Array>): HostileAnswer {
  return { status: 200, headers: {}, requestId: 'bedrock-1', pieces };
}

/** A frame around any payload, with checksums that hold. */
export function frameAround(event: string, payload: Uint8Array): Uint8Array {
  const model = Buffer.from(frame(event, {}));
  const headers = model.subarray(12, 12 + model.readUInt32BE(4));
  const bytes = Buffer.alloc(16 + headers.length + payload.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(headers.length, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  bytes.set(headers, 12);
  bytes.set(payload, 12 + headers.length);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, -4)), bytes.length - 4);
  return bytes;
}

/** A prelude that claims a length, with a checksum that holds. */
export function claimedLength(length: number, headerLength: number): Uint8Array {
  const prelude = Buffer.alloc(12);
  prelude.writeUInt32BE(length, 0);
  prelude.writeUInt32BE(headerLength, 4);
  prelude.writeUInt32BE(crc32(prelude.subarray(0, 8)), 8);
  return prelude;
}

type Frames = readonly Uint8Array[];

/** Another order, something left out, said twice, unknown or thrown in between. */
function disordered(frames: Frames): fc.Arbitrary<Frames> {
  const strange = [
    ...frames,
    frame('somethingNew', { text: 'new', nested: { text: 'newer' } }),
    frame('', {}),
    exceptionFrame('throttlingException', 'Slow down.'),
    exceptionFrame('unheardOfException', ''),
  ];
  return fc.array(fc.constantFrom(...strange), { maxLength: 12 });
}

/** Bits flipped, the end cut off, bytes put in. */
function damaged(frames: Frames): fc.Arbitrary<Frames> {
  const whole = Buffer.concat(frames);
  const at = fc.nat({ max: whole.length - 1 });
  return fc.oneof(
    fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([index, bits]) => {
      const copy = Buffer.from(whole);
      copy[index] = (copy[index] ?? 0) ^ bits;
      return [copy];
    }),
    at.map((length) => [whole.subarray(0, length)]),
    fc
      .tuple(at, fc.uint8Array({ minLength: 1, maxLength: 40 }))
      .map(([index, bytes]) => [whole.subarray(0, index), bytes, whole.subarray(index)]),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => [bytes]),
    fc
      .tuple(fc.nat({ max: 0xffffffff }), fc.nat({ max: 0xffffffff }), fc.uint8Array({ maxLength: 64 }))
      .map(([length, headers, rest]) => [...frames.slice(0, 2), claimedLength(length, headers), rest]),
  );
}

export interface StreamedEvent {
  readonly event: string;
  readonly payload: object;
}

/** Sound frames around payloads that are not what they should be. */
function mistyped(events: readonly StreamedEvent[]): fc.Arbitrary<Frames> {
  const index = fc.nat({ max: events.length - 1 });
  return index.chain((which) => {
    const { event = '', payload = {} } = events[which] ?? {};
    const sound = events.map((each) => frame(each.event, each.payload));
    return fc
      .oneof({ weight: 4, arbitrary: mutatedBody(payload) }, { weight: 1, arbitrary: brokenBody(payload) })
      .map((bytes) => sound.with(which, frameAround(event, bytes)));
  });
}

/** The same bytes in other pieces. */
function recut(frames: Frames): fc.Arbitrary<Frames> {
  const whole = Buffer.concat(frames);
  return fc
    .array(fc.nat({ max: whole.length }), { maxLength: 20 })
    .map((cuts) => [0, ...cuts.sort((a, b) => a - b), whole.length])
    .map((cuts) => cuts.slice(1).map((end, index) => whole.subarray(cuts[index], end)));
}

export function hostileStreams(events: readonly StreamedEvent[]): fc.Arbitrary<Frames> {
  const frames = events.map(({ event, payload }) => frame(event, payload));
  return fc.oneof(disordered(frames), damaged(frames), mistyped(events)).chain(recut);
}

/** Documents that are no answers, and error statuses with anything as their body. */
export function hostileDocuments(answer: object): fc.Arbitrary<HostileAnswer> {
  const body = fc.oneof({ weight: 4, arbitrary: mutatedBody(answer) }, { weight: 2, arbitrary: brokenBody(answer) });
  const status = fc.oneof(
    { weight: 5, arbitrary: fc.constant(200) },
    { weight: 1, arbitrary: fc.constantFrom(400, 403, 404, 408, 424, 429, 500, 503) },
  );
  const word = fc.oneof(fc.constantFrom('', 'ValidationException', '\ud800', 'x'.repeat(9000)), fc.string());
  return fc.tuple(status, body, word).map(([code, bytes, id]) => ({
    status: code,
    headers: { 'x-amzn-errortype': id },
    requestId: id,
    pieces: [bytes],
  }));
}
