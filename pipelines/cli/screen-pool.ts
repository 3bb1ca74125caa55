import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TextKind } from '../evaluation/data-row.ts';
import type { LineBatch } from '../evaluation/line-batches.ts';
import type { PolicyChoice } from '../evaluation/screening-policy.ts';
import type { ScreenedLines } from './screen-lines.ts';

interface Seat {
  readonly worker: Worker;
  /** Resolves when the worker has done all that it was given. */
  idle: Promise<unknown>;
  waiting: number;
}

/** Worker threads that screen batches. Each does its batches one after the other, so that an answer is known by its place. */
export class ScreenPool {
  readonly #seats: readonly Seat[];

  constructor(size: number, policy: PolicyChoice, kind: TextKind) {
    this.#seats = Array.from({ length: size }, () => ({
      worker: new Worker(new URL('./screen-worker.ts', import.meta.url), { workerData: { policy, kind } }),
      idle: Promise.resolve(),
      waiting: 0,
    }));
  }

  get size(): number {
    return this.#seats.length;
  }

  /** Hands a batch to the worker that has the least to do. Its bytes move to the worker. */
  screen(batch: LineBatch): Promise<ScreenedLines> {
    const seat = this.#seats.reduce((least, one) => (one.waiting < least.waiting ? one : least));
    seat.waiting += 1;
    const answer = seat.idle.then(async () => {
      const message = once(seat.worker, 'message');
      seat.worker.postMessage(batch, [batch.bytes.buffer]);
      const [screened] = (await message) as [ScreenedLines];
      seat.waiting -= 1;
      return screened;
    });
    // Whoever asked hears of a worker that broke; the next batch must only not start before.
    seat.idle = answer.catch(() => undefined);
    return answer;
  }

  async close(): Promise<void> {
    await Promise.all(this.#seats.map(({ worker }) => worker.terminate()));
  }
}
