import { documentLimits } from './document-limits.ts';

/** Lets so many requests at a time have documents read: each has a thread, and threads share the cores with everything else. */
export class ReadingTurns {
  readonly #waiting: (() => void)[] = [];
  #free: number;
  readonly #waitMilliseconds: number;

  constructor(threads: number = documentLimits.threads, waitMilliseconds: number = documentLimits.waitMilliseconds) {
    this.#free = threads;
    this.#waitMilliseconds = waitMilliseconds;
  }

  /** Runs `read` when it is its turn; undefined where the turn does not come in time. */
  async take<T>(read: () => Promise<T>): Promise<T | undefined> {
    if (!(await this.#turn())) return undefined;
    try {
      return await read();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }

  #turn(): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const come = () => {
      clearTimeout(timer);
      resolve(true);
    };
    const timer = setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(come), 1);
      resolve(false);
    }, this.#waitMilliseconds);
    this.#waiting.push(come);
    return promise;
  }
}
