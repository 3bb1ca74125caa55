import { brokenFrames, type Frame } from './frame.ts';
import { nextFrame } from './read-frames.ts';

export interface HeadFrame {
  /** A head, or what broke in its place. */
  readonly frame: Frame;
  /** What the model was sent, where that came before it. */
  readonly sent: Uint8Array | undefined;
}

/** What every stream of frames begins with. */
export async function readHeadFrame(frames: AsyncGenerator<Frame, void>): Promise<HeadFrame> {
  const first = await nextFrame(frames);
  const sent = first.type === 'sent' ? first.payload : undefined;
  const frame = sent === undefined ? first : await nextFrame(frames);
  if (frame.type === 'head' || frame.type === 'fault') return { frame, sent };
  throw brokenFrames('it does not begin with its head');
}

/** The body that must have come before a head that says so. */
export function requireSent(sent: Uint8Array | undefined): Uint8Array {
  if (sent === undefined) throw brokenFrames('what the model was sent is missing');
  return sent;
}
