/** Decides which calls fail on purpose. */
import { ServiceError } from './reply.ts';
import type { Settings } from './settings.ts';

export class FaultPlan {
  #calls = 0;
  #throttleNext: number;
  #failNext: number;
  readonly #throttleEvery: number;
  readonly #failStatus: 500 | 503;

  constructor(settings: Settings) {
    this.#throttleNext = settings.throttleNext;
    this.#failNext = settings.failNext;
    this.#throttleEvery = settings.throttleEvery;
    this.#failStatus = settings.failStatus;
  }

  /** The error of this call; undefined lets it through. Counts the call. */
  next(): ServiceError | undefined {
    this.#calls++;
    if (this.#throttleNext > 0) {
      this.#throttleNext--;
      return throttling();
    }
    if (this.#failNext > 0) {
      this.#failNext--;
      return this.#failStatus === 503 ? unavailable() : internal();
    }
    return this.#throttleEvery > 0 && this.#calls % this.#throttleEvery === 0 ? throttling() : undefined;
  }
}

function throttling(): ServiceError {
  return new ServiceError('ThrottlingException', 429, 'Too many requests, please wait before trying again.');
}

export function internal(): ServiceError {
  return new ServiceError(
    'InternalServerException',
    500,
    'The system encountered an unexpected error during processing. Try your request again.',
  );
}

function unavailable(): ServiceError {
  return new ServiceError('ServiceUnavailableException', 503, 'Bedrock is unable to process your request.');
}
