import { alike, type Faces } from '../faces.ts';
import { brokenFrames } from './frame.ts';

const alikeMark = 0;
const twoMark = 1;

/** One copy where both faces are the same, which is nearly always. */
export function encodeFaces({ shown, kept }: Faces): readonly Uint8Array[] {
  if (shown === kept) return [Buffer.of(alikeMark), shown];
  const head = Buffer.allocUnsafe(5);
  head.writeUInt8(twoMark, 0);
  head.writeUInt32BE(shown.length, 1);
  return [head, shown, kept];
}

export function readFaces(payload: Buffer): Faces {
  const mark = payload[0];
  if (mark === alikeMark) return alike(payload.subarray(1));
  if (mark !== twoMark || payload.length < 5) throw brokenFrames('bytes have no face');
  const end = 5 + payload.readUInt32BE(1);
  if (end > payload.length) throw brokenFrames('a face is cut short');
  return { shown: payload.subarray(5, end), kept: payload.subarray(end) };
}
