import { brokenFrames, type Frame, type FrameType, frameHeadBytes, frameTypes, largestFrameBytes } from './frame.ts';

/** The largest answer, in two faces, three times (left, withheld, not released), and what goes with it. */
const mostBytes = 256 * 1024 * 1024;

const typeNames: ReadonlyMap<number, FrameType> = new Map(
  Object.entries(frameTypes).map(([name, code]) => [code, name as FrameType]),
);

/**
 * Cuts a byte stream into frames, however it was cut before. Ends after `end` or `fault`; whatever else ends the stream, comes after the end, or is no frame, is a fault with code
 * `function_unavailable`. No memory is allotted for a length that is merely claimed.
 */
export async function* readFrames(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Frame, void> {
  const cutter = new FrameCutter();
  for await (const chunk of stream) {
    for (const frame of cutter.push(chunk)) yield frame;
  }
  cutter.end();
}

/** The next frame; a stream that is over has none left to give. */
export async function nextFrame(frames: AsyncIterator<Frame, void>): Promise<Frame> {
  const { value } = await frames.next();
  if (value === undefined) throw brokenFrames('it ended early');
  return value;
}

class FrameCutter {
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** How many bytes the frame takes that is pending, as far as that is known. */
  #wanted = frameHeadBytes;
  #received = 0;
  #over = false;

  *push(chunk: Uint8Array): Generator<Frame> {
    this.#received += chunk.length;
    if (this.#received > mostBytes) throw brokenFrames(`it is over ${mostBytes} bytes`);
    if (chunk.length === 0) return;
    if (this.#over) throw brokenFrames('it goes on after its end');
    this.#pending.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    this.#pendingBytes += chunk.length;
    if (this.#pendingBytes >= this.#wanted) yield* this.#cut();
  }

  end(): void {
    if (!this.#over) throw brokenFrames('it broke off');
  }

  *#cut(): Generator<Frame> {
    const bytes = this.#pending.length === 1 ? (this.#pending[0] as Buffer) : Buffer.concat(this.#pending);
    let at = 0;
    while (bytes.length - at >= frameHeadBytes) {
      const end = at + frameHeadBytes + payloadLength(bytes, at);
      if (bytes.length < end) break;
      const type = typeNames.get(bytes.readUInt8(at));
      if (type === undefined) throw brokenFrames('a frame is of no known type');
      if (this.#over) throw brokenFrames('it goes on after its end');
      this.#over = type === 'end' || type === 'fault';
      yield { type, payload: bytes.subarray(at + frameHeadBytes, end) };
      at = end;
    }
    this.#keep(bytes.subarray(at));
  }

  #keep(rest: Buffer): void {
    if (this.#over && rest.length > 0) throw brokenFrames('it goes on after its end');
    this.#pending = rest.length === 0 ? [] : [rest];
    this.#pendingBytes = rest.length;
    this.#wanted = frameHeadBytes + (rest.length < frameHeadBytes ? 0 : payloadLength(rest, 0));
  }
}

function payloadLength(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32BE(at + 1);
  if (length > largestFrameBytes) throw brokenFrames(`a frame claims ${length} bytes`);
  return length;
}

/** Reads the head of a stream; where that cannot be read, the stream is given up, so that its connection is free. */
export async function readingFrames<Read>(
  stream: AsyncIterable<Uint8Array>,
  read: (frames: AsyncGenerator<Frame, void>) => Promise<Read>,
): Promise<Read> {
  const frames = readFrames(stream);
  try {
    return await read(frames);
  } catch (error) {
    await frames.return(undefined);
    throw error;
  }
}
