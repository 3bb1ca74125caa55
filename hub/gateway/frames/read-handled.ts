import * as z from 'zod/mini';
import type { Faces } from '../faces.ts';
import type { FaultedCall, Handled, HandledCall, HandledEnd, Upstream } from '../handlers.ts';
import { answerForm } from './answer-form.ts';
import { asidesForm, type EndBytes, readAsides, readEnd } from './end-payload.ts';
import { readFaces } from './faces-payload.ts';
import { faultOfForm, faultSchema, readFault } from './fault-payload.ts';
import { brokenFrames, type Frame, type FrameType } from './frame.ts';
import { readHeadFrame, requireSent } from './head-frame.ts';
import { readJson } from './json-payload.ts';
import { readEnd as readEndFrame } from './read-answers.ts';
import { nextFrame } from './read-frames.ts';
import { verdictsForm } from './verdict-form.ts';

const known = { verdicts: verdictsForm, engine: z.enum(['bedrock', 'local']) };

const headForm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('faulted'), ...known, fault: faultSchema, asides: asidesForm }),
  z.strictObject({ kind: z.enum(['blocked', 'refused']), ...known }),
  z.strictObject({ kind: z.literal('answered'), ...known, upstream: answerForm }),
]);

/** What the gateway reads of the response filter. Faults with code `function_unavailable` where it is not what the filter writes; a fault that the filter met before any model was asked is a value. */
export async function readHandled(frames: AsyncGenerator<Frame, void>): Promise<Handled> {
  const { frame, sent } = await readHeadFrame(frames);
  if (frame.type === 'fault') return faulted(readFault(frame.payload));
  const head = readJson(frame.payload, headForm);
  if (head.kind === 'faulted') {
    const { kind, verdicts, engine, fault, asides } = head;
    await readEndFrame(frames);
    return { kind, verdicts, engine, cause: faultOfForm(fault), asides: readAsides(asides) };
  }
  const { kind, verdicts, engine } = head;
  if (head.kind !== 'answered') return { kind, verdicts, engine, answer: readAnswer(frames, undefined) };
  const upstream: Upstream = { ...head.upstream, sent: requireSent(sent) };
  return { kind, verdicts, engine, upstream, answer: readAnswer(frames, upstream) } satisfies HandledCall;
}

function faulted(cause: Error): FaultedCall {
  return { kind: 'faulted', verdicts: [], engine: undefined, cause, asides: [] };
}

/** Passes on what may leave; what may leave only at the end is kept until the end has come. */
async function* readAnswer(
  frames: AsyncGenerator<Frame, void>,
  upstream: Upstream | undefined,
): AsyncGenerator<Faces, HandledEnd> {
  const bytes: ArrivedBytes = { withheld: [], unreleased: [], sent: undefined };
  try {
    for (;;) {
      const { type, payload } = await nextFrame(frames);
      if (type === 'released') yield readFaces(payload);
      else if (type === 'end') return await readWhole(frames, readEnd(payload, upstream, bytes));
      else if (type === 'fault') throw readFault(payload);
      else keep(type, payload, bytes);
    }
  } finally {
    // Frees the connection where this was not all of it.
    await frames.return(undefined);
  }
}

interface ArrivedBytes extends EndBytes {
  readonly withheld: Faces[];
  readonly unreleased: Faces[];
  sent: Uint8Array | undefined;
}

function keep(type: FrameType, payload: Buffer, bytes: ArrivedBytes): void {
  if (type === 'withheld') bytes.withheld.push(readFaces(payload));
  else if (type === 'unreleased') bytes.unreleased.push(readFaces(payload));
  else if (type === 'sent') bytes.sent = payload;
  else throw brokenFrames('a frame is out of place');
}

/** Reads on until the stream is over: nothing may come after the end. */
async function readWhole(frames: AsyncGenerator<Frame, void>, end: HandledEnd): Promise<HandledEnd> {
  const { done } = await frames.next();
  if (done !== true) throw brokenFrames('it goes on after its end');
  return end;
}
