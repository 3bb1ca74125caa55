import type { Samples } from '../../prompt-handler/prompt-handler.ts';
import type { ModelAnswer } from '../ports.ts';
import { answerForm } from './answer-form.ts';
import { readFault } from './fault-payload.ts';
import { brokenFrames, type Frame } from './frame.ts';
import { readJson } from './json-payload.ts';
import { nextFrame } from './read-frames.ts';

type Head = Pick<ModelAnswer, 'status' | 'headers' | 'requestId'>;

/** One of the answers, as far as it has come and nobody has taken it yet. */
interface Arriving {
  head: Head | undefined;
  readonly chunks: Uint8Array[];
  over: boolean;
  failure: Error | undefined;
}

/**
 * Several answers of one stream of frames. Whoever waits for any of them reads on for all, one at a time, so nothing is read that nobody wants. Where the stream breaks, all that
 * had not ended are broken.
 */
export class AnswersReader {
  readonly #frames: AsyncGenerator<Frame, void>;
  readonly #answers: readonly Arriving[];
  #reading: Promise<void> | undefined;

  /** @param from whether there is an answer of the call itself (0), or samples alone (1) */
  constructor(frames: AsyncGenerator<Frame, void>, from: 0 | 1, samples: number) {
    this.#frames = frames;
    const none = (over: boolean): Arriving => ({ head: undefined, chunks: [], over, failure: undefined });
    this.#answers = Array.from({ length: samples + 1 }, (_, number) => none(number < from));
  }

  /** Faults where the answer broke off. Who stops reading it gives the whole stream up. */
  async *body(number: number): AsyncGenerator<Uint8Array, void> {
    const answer = this.#answer(number);
    try {
      for (;;) {
        const chunk = answer.chunks.shift();
        if (chunk !== undefined) yield chunk;
        else if (answer.failure !== undefined) throw answer.failure;
        else if (answer.over) return;
        else await this.#readOn();
      }
    } finally {
      if (isOpen(answer)) await this.#giveUp(brokenFrames('it was read no further'));
    }
  }

  /** Undefined where there was no such answer to be had. Never rejects. */
  samples(): Samples {
    return this.#answers.slice(1).map((answer, at) => this.#sample(answer, at + 1));
  }

  async #sample(answer: Arriving, number: number): Promise<ModelAnswer | undefined> {
    while (answer.head === undefined && isOpen(answer)) await this.#readOn();
    return answer.head === undefined ? undefined : { ...answer.head, body: this.body(number) };
  }

  /** Reads a frame, for all who wait. What breaks is told to each by its own answer. */
  #readOn(): Promise<void> {
    this.#reading ??= this.#readOne()
      .catch((error: Error) => this.#giveUp(error))
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  async #readOne(): Promise<void> {
    const { type, payload } = await nextFrame(this.#frames);
    if (type === 'fault') throw readFault(payload);
    const answer = this.#answer(payload[0]);
    const rest = payload.subarray(1);
    if (!isOpen(answer)) throw brokenFrames('an answer goes on after its end');
    if (type === 'answerBytes') answer.chunks.push(rest);
    else if (type === 'answerHead') answer.head = readJson(rest, answerForm);
    else if (type === 'answerFault') await this.#finish(answer, { failure: readFault(rest) });
    else if (type === 'answerEnd') await this.#finish(answer, { over: true });
    else throw brokenFrames('a frame is out of place');
  }

  /** The last of the answers is over when the stream is: its connection is free then, and nothing was cut off. */
  async #finish(answer: Arriving, end: Partial<Arriving>): Promise<void> {
    if (this.#answers.filter(isOpen).length === 1) await readEnd(this.#frames);
    Object.assign(answer, end);
  }

  #answer(number: number | undefined): Arriving {
    const answer = this.#answers[number ?? -1];
    if (answer === undefined) throw brokenFrames('a frame belongs to no answer');
    return answer;
  }

  /** Frees the connection, too: nothing of what may still come is read. */
  async #giveUp(why: Error): Promise<void> {
    for (const answer of this.#answers) if (isOpen(answer)) answer.failure = why;
    await this.#frames.return(undefined);
  }
}

function isOpen({ over, failure }: Arriving): boolean {
  return !over && failure === undefined;
}

/** Faults where anything but the end of the stream comes. */
export async function readEnd(frames: AsyncGenerator<Frame, void>): Promise<void> {
  const { type } = await nextFrame(frames);
  if (type !== 'end') throw brokenFrames('it goes on after its end');
  await frames.next();
}
