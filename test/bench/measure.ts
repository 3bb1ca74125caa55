import type { LoadJob, LoadResult } from './load-job.ts';
import type { Plan, Scenario } from './plan.ts';
import type { ServerProcess } from './server-process.ts';
import { startTarget, type Target, type TargetName } from './targets.ts';

export interface Measurement {
  readonly target: TargetName;
  readonly scenario: Scenario;
  readonly calls: number;
  readonly bad: number;
  readonly firstBad?: string;
  readonly callsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number | null;
  readonly p99: number | null;
  readonly firstTextP50: number | null;
  /** Processor milliseconds of the measured server's process for each call. */
  readonly cpuMsPerCall: number;
}

/** What the measurements share. `load` runs one job to its end. */
export interface Bench {
  readonly plan: Plan;
  readonly upstream: ServerProcess;
  load(job: LoadJob): Promise<LoadResult>;
}

/** Slices that a scenario's time is cut into. */
const rounds = 3;

/**
 * Starts all targets, warms each up in both modes, and takes every scenario, busiest first, so that later ones find warm code. Within a scenario the targets take
 * turns, a slice each: a machine whose speed drifts (a shared one does) drifts for all of them, and the ratios hold.
 */
export async function measureTargets(bench: Bench, names: readonly TargetName[]): Promise<readonly Measurement[]> {
  const targets = new Map<TargetName, Target>();
  try {
    for (const name of names) {
      const target = await startTarget(name, bench.upstream);
      targets.set(name, target);
      for (const scenario of warmUpsOf(bench.plan)) await take(bench, target, name, scenario, bench.plan.warmUpMs);
    }
    const measurements: Measurement[] = [];
    for (const scenario of bench.plan.scenarios.toSorted((a, b) => b.concurrency - a.concurrency)) {
      measurements.push(...(await inTurns(bench, targets, scenario)));
    }
    return measurements;
  } finally {
    for (const target of targets.values()) await target.server.stop();
  }
}

async function inTurns(
  bench: Bench,
  targets: ReadonlyMap<TargetName, Target>,
  scenario: Scenario,
): Promise<readonly Measurement[]> {
  const slices = new Map<TargetName, Measurement[]>([...targets.keys()].map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, target] of targets) {
      slices.get(name)?.push(await take(bench, target, name, scenario, bench.plan.measureMs / rounds));
    }
  }
  return [...slices.values()].map(together);
}

/** The slices of one target and scenario as one measurement: calls and processor time added up, percentiles by their median. */
function together(slices: readonly Measurement[]): Measurement {
  const [first] = slices;
  if (first === undefined) throw new Error('a measurement without slices');
  const sum = (figure: (slice: Measurement) => number) => slices.reduce((total, slice) => total + figure(slice), 0);
  const calls = sum((slice) => slice.calls);
  return {
    ...first,
    ...firstBadOf(slices),
    calls,
    bad: sum((slice) => slice.bad),
    callsPerSecond: sum((slice) => slice.callsPerSecond) / slices.length,
    p50: median(slices.map((slice) => slice.p50)),
    p99: median(slices.map((slice) => slice.p99)),
    firstTextP50: median(slices.map((slice) => slice.firstTextP50)),
    cpuMsPerCall: sum((slice) => slice.cpuMsPerCall * slice.calls) / calls,
  };
}

function firstBadOf(slices: readonly Measurement[]): Pick<Measurement, 'firstBad'> {
  const firstBad = slices.find((slice) => slice.firstBad !== undefined)?.firstBad;
  return firstBad === undefined ? {} : { firstBad };
}

function median(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null).toSorted((a, b) => a - b);
  return known[Math.floor(known.length / 2)] ?? null;
}

function warmUpsOf(plan: Plan): readonly Scenario[] {
  return plan.scenarios.filter((scenario) => scenario.latencyMs === 0 && scenario.concurrency === 16);
}

async function take(
  bench: Bench,
  target: Target,
  name: TargetName,
  scenario: Scenario,
  durationMs: number,
): Promise<Measurement> {
  bench.upstream.send({ kind: 'pace', latencyMs: scenario.latencyMs, gapMs: scenario.gapMs });
  const cpuBefore = await target.server.cpuMs();
  const { credentials, scope, server } = target;
  const { mode, concurrency } = scenario;
  const id = crypto.randomUUID();
  const result = await bench.load({
    kind: 'job',
    id,
    port: server.port,
    mode,
    concurrency,
    durationMs,
    credentials,
    scope,
  });
  const cpuMs = (await server.cpuMs()) - cpuBefore;
  return {
    target: name,
    scenario,
    calls: result.calls,
    bad: result.bad,
    ...(result.firstBad === undefined ? {} : { firstBad: result.firstBad }),
    callsPerSecond: result.calls / result.seconds,
    p50: result.p50,
    p99: result.p99,
    firstTextP50: result.firstTextP50,
    cpuMsPerCall: cpuMs / result.calls,
  };
}
