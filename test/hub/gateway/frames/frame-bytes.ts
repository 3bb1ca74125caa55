import { encodeFrame, type Frame, type FrameType } from '../../../../hub/gateway/frames/frame.ts';
import { readFrames } from '../../../../hub/gateway/frames/read-frames.ts';

/** Frames in a row, as one piece of bytes. */
export function written(...frames: readonly (readonly [FrameType, string?])[]): Buffer {
  return Buffer.concat(frames.map(([type, payload = '']) => encodeFrame(type, Buffer.from(payload))));
}

/** Bytes that arrive in pieces of these sizes, over and over. */
export async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, nth = 0; at < bytes.length; nth += 1) {
    const end = at + (sizes[nth % sizes.length] ?? 1);
    yield bytes.subarray(at, end);
    at = end;
  }
}

export function framesIn(bytes: Uint8Array, sizes: readonly number[] = [7]): AsyncGenerator<Frame, void> {
  return readFrames(inPieces(bytes, sizes));
}

/** Everything that a writer writes. */
export async function collected(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(pieces));
}
