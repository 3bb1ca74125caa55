import type { Measurement } from './measure.ts';
import type { Scenario } from './plan.ts';
import type { TargetName } from './targets.ts';

/** A figure that Gatehouse is held to. */
export interface Goal {
  readonly text: string;
  readonly limit: number;
  readonly unit: '×' | 'ms';
  /** `undefined`: this run did not measure it. */
  readonly value: number | undefined;
  readonly met: boolean | undefined;
}

/**
 * Processor time is compared with the bare proxy where both are busy (16 connections and more), the worst scenario counting. Delays are
 * compared with calling the stand-in directly, one call at a time, because that is what a caller would have without Gatehouse.
 */
export function judgeGoals(measurements: readonly Measurement[]): readonly Goal[] {
  const slow = (mode: Scenario['mode']) => (scenario: Scenario) =>
    scenario.mode === mode && scenario.latencyMs === 50 && scenario.concurrency === 1;
  const busy = (mode: Scenario['mode']) => (scenario: Scenario) => scenario.mode === mode && scenario.concurrency >= 16;
  const cpu = (measurement: Measurement) => measurement.cpuMsPerCall;
  return [
    goal(
      'processor time of a call, to the bare proxy',
      8,
      '×',
      worst(measurements, 'bare proxy', busy('whole'), cpu, ratio),
    ),
    goal(
      'processor time of a stream, to the bare proxy',
      3,
      '×',
      worst(measurements, 'bare proxy', busy('stream'), cpu, ratio),
    ),
    goal(
      'added to the median call, 50 ms, 1 connection',
      2,
      'ms',
      worst(measurements, 'stand-in', slow('whole'), (m) => m.p50, added),
    ),
    goal(
      'added to the first text, 50 ms, 1 connection',
      5,
      'ms',
      worst(measurements, 'stand-in', slow('stream'), (m) => m.firstTextP50, added),
    ),
  ];
}

const ratio = (own: number, base: number) => own / base;
const added = (own: number, base: number) => own - base;

function goal(text: string, limit: number, unit: Goal['unit'], value: number | undefined): Goal {
  return { text, limit, unit, value, met: value === undefined ? undefined : value <= limit };
}

function worst(
  measurements: readonly Measurement[],
  baseName: TargetName,
  applies: (scenario: Scenario) => boolean,
  figure: (measurement: Measurement) => number | null,
  compare: (own: number, base: number) => number,
): number | undefined {
  const values = measurements
    .filter((each) => each.target === 'gatehouse' && applies(each.scenario))
    .flatMap((own) => {
      const base = measurements.find((each) => each.target === baseName && sameScenario(each.scenario, own.scenario));
      const [ownFigure, baseFigure] = [figure(own), base ? figure(base) : null];
      return ownFigure === null || baseFigure === null ? [] : [compare(ownFigure, baseFigure)];
    });
  return values.length === 0 ? undefined : Math.max(...values);
}

export function sameScenario(a: Scenario, b: Scenario): boolean {
  return a.mode === b.mode && a.latencyMs === b.latencyMs && a.concurrency === b.concurrency;
}
