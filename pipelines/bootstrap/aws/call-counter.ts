import type { CallStats } from '../organization-desk.ts';

/** Names of the answer "slower". */
const slower = new Set(['TooManyRequestsException', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded']);

/** Where in a client of the SDK to count: the step after that which tries again. */
export const countingStep = { name: 'gatehouseCallCounter', step: 'deserialize', priority: 'high' } as const;

/** What was asked of AWS: each attempt counts, because each counts against AWS's limits. */
export class CallCounter {
  readonly #calls = new Map<string, number>();
  #throttled = 0;

  /** Middleware that counts whatever a client sends, under IAM's name of the service. */
  counting(service: string) {
    return <Request, Answer>(
      next: (request: Request) => Promise<Answer>,
      { commandName = 'Unknown' }: { readonly commandName?: string },
    ) =>
      async (request: Request): Promise<Answer> => {
        const action = `${service}:${commandName.replace(/Command$/, '')}`;
        this.#calls.set(action, (this.#calls.get(action) ?? 0) + 1);
        try {
          return await next(request);
        } catch (error) {
          if (error instanceof Error && slower.has(error.name)) this.#throttled++;
          throw error;
        }
      };
  }

  /** In the order of names. */
  stats(): CallStats {
    const calls = Object.fromEntries([...this.#calls].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    return { calls, throttled: this.#throttled };
  }
}
