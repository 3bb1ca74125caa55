/**
 * What one function of the hub writes to the other that asked it: frames of one byte for the type, four for the length of what follows (big-endian), and that. Bytes travel as
 * they are, everything else as JSON. Bytes come before the JSON that they belong to. A stream is complete when its `end` has come; a `fault` in its place ends it, too.
 */
import { GatehouseFault } from '../../../shared/errors.ts';

/** Numbers are never given to another type: during a deployment, functions of two versions speak to each other. */
export const frameTypes = {
  /** JSON: what is known before anything of an answer has come. */
  head: 1,
  /** A body as the model was sent it. */
  sent: 2,
  /** Faces that may leave at once, that may leave at the end, and that do not leave. */
  released: 3,
  withheld: 4,
  unreleased: 5,
  /** JSON: all else that is known at the end; empty where there is nothing. */
  end: 6,
  /** JSON: what broke. */
  fault: 7,
  /** Of one of several answers that come side by side; the first byte says of which. JSON, bytes, nothing, JSON. */
  answerHead: 8,
  answerBytes: 9,
  answerEnd: 10,
  answerFault: 11,
} as const;

export type FrameType = keyof typeof frameTypes;

export interface Frame {
  readonly type: FrameType;
  readonly payload: Buffer;
}

export const frameHeadBytes = 5;

/** Room for the largest answer that is filtered, in two faces. */
export const largestFrameBytes = 72 * 1024 * 1024;

export function encodeFrame(type: FrameType, ...pieces: readonly Uint8Array[]): Uint8Array {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  // Its reader would refuse it; here it is known what was too large.
  if (length > largestFrameBytes) throw brokenFrames(`a frame of ${length} bytes was to be written`);
  const head = Buffer.allocUnsafe(frameHeadBytes);
  head.writeUInt8(frameTypes[type], 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, ...pieces], frameHeadBytes + length);
}

/** Whatever is wrong with what another function wrote: nothing of it is an answer. `what` quotes none of it. */
export function brokenFrames(what: string, cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'function_unavailable',
    `What a function of the hub wrote cannot be read: ${what}.`,
    'Look at the log of that function, and whether all functions of the hub are of one version.',
    { cause },
  );
}
