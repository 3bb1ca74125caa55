import type { Frame, FrameReader } from '../event-stream.ts';
import type { StreamEvent, StreamReader } from './dialect.ts';

/** Reads a stream frame by frame; exceptions and errors of the frame format are the same for every dialect. */
export function frameStream(frames: FrameReader, read: (frame: Frame) => readonly StreamEvent[]): StreamReader {
  return {
    push(chunk) {
      const whole = frames.push(chunk);
      const only = whole[0];
      return whole.length === 1 && only !== undefined
        ? readFrame(only, read)
        : whole.flatMap((frame) => readFrame(frame, read));
    },
    end: () => frames.end(),
  };
}

function readFrame(frame: Frame, read: (frame: Frame) => readonly StreamEvent[]): readonly StreamEvent[] {
  const { messageType, exceptionType, errorCode } = frame.headers;
  if (messageType === 'exception') return [{ kind: 'exception', frame: frame.bytes, errorType: exceptionType }];
  if (messageType === 'error') return [{ kind: 'exception', frame: frame.bytes, errorType: errorCode }];
  return read(frame);
}
