import type { Clock } from '../gateway/ports.ts';
import type { CallTimings } from './call-observer.ts';

type Step = 'intent' | 'completion';

/** Takes the time of one call. Marks that never come are no time at all: a call that was refused has no first piece. */
export class CallTimer {
  readonly #clock: Clock;
  readonly #receivedAtMs: number;
  readonly #took: Record<Step, number> = { intent: 0, completion: 0 };
  #firstPieceMs: number | null = null;

  constructor(receivedAtMs: number, clock: Clock) {
    this.#receivedAtMs = receivedAtMs;
    this.#clock = clock;
  }

  /** Runs a step and takes its time, whether it succeeds or not. */
  async time<T>(step: Step, work: () => Promise<T>): Promise<T> {
    const from = this.#clock.now();
    try {
      return await work();
    } finally {
      this.#took[step] = this.#since(from);
    }
  }

  /** A part of the answer may leave; only the first counts. */
  piece(): void {
    this.#firstPieceMs ??= this.#since(this.#receivedAtMs);
  }

  timings(): CallTimings {
    return {
      totalMs: this.#since(this.#receivedAtMs),
      firstPieceMs: this.#firstPieceMs,
      intentMs: this.#took.intent,
      completionMs: this.#took.completion,
    };
  }

  /** Not negative: a clock that was set back makes no call end before it began. */
  #since(fromMs: number): number {
    return Math.max(0, this.#clock.now() - fromMs);
  }
}
