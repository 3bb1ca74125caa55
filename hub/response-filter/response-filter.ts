/**
 * After inference: nothing that a person or a program would read leaves unscreened. On AWS this is a function of its own whose role can invoke no model.
 */
import { GatehouseFault } from '../../shared/errors.ts';
import type { StreamEvent } from '../gateway/dialects/dialect.ts';
import { type Faces, joinFaces } from '../gateway/faces.ts';
import type { ModelAnswer } from '../gateway/ports.ts';
import type { AnswerContext, FilteredEnd, FilterPorts } from './answer-context.ts';
import { StreamFilter } from './stream-filter.ts';
import { filterWhole, maxAnswerBytes } from './whole-answer.ts';

/**
 * Yields what may leave now and returns the end, which may leave once the completion is durable. A document is all end: it yields nothing.
 * Always reads the model's answer to its end, blocked or not, because the usage that settles the call comes last.
 */
export async function* filterAnswer(
  answer: ModelAnswer,
  context: AnswerContext,
  ports: FilterPorts,
  streaming: boolean,
): AsyncGenerator<Faces, FilteredEnd> {
  if (!streaming) return await filterWhole(answer, context, ports);
  const reader = context.dialect.readStream();
  const filter = new StreamFilter(context, ports);
  let received = 0;
  for await (const chunk of answer.body) {
    received += chunk.length;
    // What was released is kept for the evidence, so an endless stream would fill the memory.
    if (received > maxAnswerBytes) throw endless();
    yield* passOn(reader.push(chunk), filter);
  }
  reader.end();
  return await filter.end();
}

/** What may leave of the events of one chunk, in one piece; where an event has to be judged elsewhere first, what stands before it does not wait for that. */
async function* passOn(events: readonly StreamEvent[], filter: StreamFilter): AsyncGenerator<Faces> {
  let frames: Faces[] = [];
  for (const event of events) {
    const leaving = filter.accept(event);
    if (leaving instanceof Promise) {
      // It is awaited below; should it fail while the caller reads, that is no unhandled rejection.
      leaving.catch(() => undefined);
      yield* together(frames);
      frames = [];
    }
    const left: readonly Faces[] = leaving instanceof Promise ? await leaving : leaving;
    frames.push(...left);
  }
  yield* together(frames);
}

function* together(frames: readonly Faces[]): Generator<Faces> {
  const piece = joinFaces(frames);
  if (piece.kept.length > 0) yield piece;
}

function endless(): GatehouseFault {
  return new GatehouseFault(
    'model_stream_broken',
    `The model’s stream is over ${maxAnswerBytes} bytes.`,
    'Ask for a smaller answer.',
  );
}
