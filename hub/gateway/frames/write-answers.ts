/** Writes several answers side by side: that of the call, whose number is 0, and its samples, from 1. Each is written as it comes, so none waits for another. */
import type { Samples } from '../../prompt-handler/prompt-handler.ts';
import type { ModelAnswer } from '../ports.ts';
import { encodeFault } from './fault-payload.ts';
import { encodeFrame } from './frame.ts';
import { encodeJson } from './json-payload.ts';

/** @param answer absent where there are samples alone */
export function writeAnswers(answer: ModelAnswer | undefined, samples: Samples): AsyncGenerator<Uint8Array, void> {
  const first = answer === undefined ? [] : [writeBody(0, answer.body)];
  return merge([...first, ...samples.map((sample, at) => writeSample(at + 1, sample))]);
}

async function* writeSample(number: number, sample: Samples[number]): AsyncGenerator<Uint8Array, void> {
  const answer = await sample;
  if (answer === undefined) {
    yield encodeFrame('answerEnd', Buffer.of(number));
    return;
  }
  const { status, headers, requestId, body } = answer;
  yield encodeFrame('answerHead', Buffer.of(number), encodeJson({ status, headers, requestId }));
  yield* writeBody(number, body);
}

/** An answer that breaks off says so, and ends no other. */
async function* writeBody(number: number, body: ModelAnswer['body']): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of body) yield encodeFrame('answerBytes', Buffer.of(number), chunk);
  } catch (error) {
    yield encodeFrame('answerFault', Buffer.of(number), encodeFault(error));
    return;
  }
  yield encodeFrame('answerEnd', Buffer.of(number));
}

interface Arrived<Item> {
  readonly from: AsyncGenerator<Item, void>;
  readonly step: IteratorResult<Item, void>;
}

/** Items of several sources as they arrive. A source is asked for its next one when its last has been taken. */
async function* merge<Item>(sources: readonly AsyncGenerator<Item, void>[]): AsyncGenerator<Item, void> {
  const [only] = sources;
  if (sources.length === 1 && only !== undefined) return yield* only;
  const ask = (from: AsyncGenerator<Item, void>): Promise<Arrived<Item>> =>
    from.next().then((step) => ({ from, step }));
  const asked = new Map(sources.map((source) => [source, ask(source)]));
  while (asked.size > 0) {
    const { from, step } = await Promise.race(asked.values());
    asked.delete(from);
    if (step.done === true) continue;
    asked.set(from, ask(from));
    yield step.value;
  }
}
