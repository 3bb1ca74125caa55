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

/** Starts one target, warms it up in both modes, and takes every scenario, busiest first, so that later ones find warm code. */
export async function measureTarget(bench: Bench, name: TargetName): Promise<readonly Measurement[]> {
  const target = await startTarget(name, bench.upstream);
  try {
    for (const scenario of warmUpsOf(bench.plan)) await take(bench, target, name, scenario, bench.plan.warmUpMs);
    const measurements: Measurement[] = [];
    for (const scenario of bench.plan.scenarios.toSorted((a, b) => b.concurrency - a.concurrency)) {
      measurements.push(await take(bench, target, name, scenario, bench.plan.measureMs));
    }
    return measurements;
  } finally {
    await target.server.stop();
  }
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
