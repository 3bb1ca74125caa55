import type { Waiting } from '../../../hub/guardrails/retry-within.ts';

/** Time that passes only while somebody sleeps, and chance that is always the same. */
export class PatientWaiting implements Waiting {
  readonly slept: number[] = [];
  #nowMs = 0;
  readonly #chance: number;

  constructor(chance = 0.5) {
    this.#chance = chance;
  }

  now(): number {
    return this.#nowMs;
  }

  async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.#nowMs += ms;
  }

  random(): number {
    return this.#chance;
  }
}
