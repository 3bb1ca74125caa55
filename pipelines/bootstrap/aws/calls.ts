import { CallGate } from './call-gate.ts';
import type { Clock } from './clock.ts';
import { type AskedAction, RefusedCall, refusedFor } from './refused-call.ts';

/** How the desk behaves where AWS is slow. All times in milliseconds. */
export interface Patience {
  /** How long one call is tried again for. */
  readonly call: number;
  /** How long AWS may take to show what was written. */
  readonly consistency: number;
  /** How long an operation of a StackSet may take. */
  readonly operation: number;
  /** At most between two looks: at whether something is shown yet, at an operation. */
  readonly look: number;
}

export const usualPatience: Patience = {
  call: 120_000,
  consistency: 120_000,
  operation: 6 * 3_600_000,
  look: 10_000,
};

/** Calls at a time, over all services: Organizations allows few a second, and answers slowly. */
const mostAtOnce = 8;

/**
 * Errors after which the same call may succeed. The SDK tries again at the first kind itself, but gives up soon; of the second kind it knows nothing.
 * Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html#API_AttachPolicy_Errors
 */
const passing = new Set([
  'TooManyRequestsException',
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ServiceException',
  'InternalFailure',
  'InternalServerException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'ConcurrentModificationException',
  'ConcurrentModification',
  'FinalizingOrganizationException',
  'PolicyChangesInProgressException',
  'OperationInProgressException',
  'StaleRequestException',
]);

/** Codes of connections that broke. */
const broken = new Set(['ECONNRESET', 'EPIPE']);

/** Longest wait between two attempts, and the first: milliseconds. */
const longest = 20_000;
const first = 200;

/**
 * Full jitter: anywhere up to twice as long as before.
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param most milliseconds
 */
export function backOff(attempt: number, clock: Pick<Clock, 'random'>, most = longest): number {
  return Math.min(most, first * 2 ** Math.min(attempt, 20)) * clock.random();
}

/** Every call of the desk goes through here: a few at a time, and again where that may help. */
export class Calls {
  readonly #clock: Clock;
  readonly #patience: number;
  readonly #gate: CallGate;
  readonly #signal: AbortSignal | undefined;

  constructor(clock: Clock, patience: number, gate = new CallGate(mostAtOnce), signal?: AbortSignal) {
    this.#clock = clock;
    this.#patience = patience;
    this.#gate = gate;
    this.#signal = signal;
  }

  /** The same, but nothing more is asked once the signal says so: what is read side by side ends with the first that fails. */
  until(signal: AbortSignal): Calls {
    return new Calls(this.#clock, this.#patience, this.#gate, signal);
  }

  /** @throws RefusedCall */
  async make<T>(action: AskedAction, send: () => Promise<T>): Promise<T> {
    const deadline = this.#clock.now() + this.#patience;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#gate.through(() => {
          this.#signal?.throwIfAborted();
          return send();
        });
      } catch (error) {
        if (this.#signal?.aborted || !passes(error) || this.#clock.now() >= deadline)
          throw new RefusedCall(action, error);
      }
      await this.#clock.sleep(backOff(attempt, this.#clock), this.#signal);
    }
  }

  /** As `make`, but undefined where AWS refuses for one of these reasons. */
  async makeUnless<T>(reasons: readonly string[], action: AskedAction, send: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.make(action, send);
    } catch (error) {
      if (refusedFor(error, ...reasons)) return undefined;
      throw error;
    }
  }
}

/**
 * A connection that breaks leaves open whether the call arrived. It may be made again, because every change is one that can be asked for again; where nobody listens (ECONNREFUSED), asking again is of no use.
 */
function passes(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return passing.has(error.name) || broken.has((error as NodeJS.ErrnoException).code ?? '');
}
