import type { Mode } from './payload.ts';

export interface Scenario {
  readonly mode: Mode;
  /** Of the stand-in: milliseconds to the answer or its first event. */
  readonly latencyMs: number;
  /** Between the events of a stream. */
  readonly gapMs: number;
  readonly concurrency: number;
}

export interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly measureMs: number;
  readonly warmUpMs: number;
}

/** With a stand-in that takes its time, a stream's events come as a model writes them; else as fast as they can be written. */
const gapFor = (latencyMs: number) => (latencyMs === 0 ? 0 : 10);

/** The whole benchmark stays below four minutes for four servers, `quick` below one. */
export function makePlan(quick: boolean): Plan {
  const modes: readonly Mode[] = ['whole', 'stream'];
  const scenarios = modes.flatMap((mode) =>
    [0, 50].flatMap((latencyMs) =>
      (quick ? [1, 16] : [1, 16, 64]).map((concurrency) => ({
        mode,
        latencyMs,
        gapMs: gapFor(latencyMs),
        concurrency,
      })),
    ),
  );
  return quick ? { scenarios, measureMs: 1000, warmUpMs: 800 } : { scenarios, measureMs: 3000, warmUpMs: 4000 };
}
