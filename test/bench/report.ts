import { type Goal, sameScenario } from './goals.ts';
import type { Measurement } from './measure.ts';
import type { Plan, Scenario } from './plan.ts';

const columns = ['server', 'calls', 'calls/s', 'p50 ms', 'p99 ms', '1st text ms', 'CPU ms/call', '× bare'] as const;

/** The measurements as plain text, a block for each scenario, the goals last. */
export function formatReport(plan: Plan, measurements: readonly Measurement[], goals: readonly Goal[]): string {
  const blocks = plan.scenarios.map((scenario) => {
    const own = measurements.filter((each) => sameScenario(each.scenario, scenario));
    return [titleOf(scenario), formatTable([columns, ...own.map((each) => rowOf(each, own))])].join('\n');
  });
  return [...blocks, ['goals', ...goals.map(formatGoal)].join('\n')].join('\n\n');
}

function titleOf({ mode, latencyMs, gapMs, concurrency }: Scenario): string {
  const kind = mode === 'whole' ? 'Converse' : `ConverseStream (36 events, ${gapMs} ms apart)`;
  return `${kind}, stand-in answers after ${latencyMs} ms, ${concurrency} connection${concurrency === 1 ? '' : 's'}`;
}

function rowOf(measurement: Measurement, scenario: readonly Measurement[]): readonly string[] {
  const bare = scenario.find((each) => each.target === 'bare proxy');
  return [
    measurement.target + (measurement.bad > 0 ? ` (${measurement.bad} bad: ${measurement.firstBad})` : ''),
    String(measurement.calls),
    measurement.callsPerSecond.toFixed(0),
    milliseconds(measurement.p50),
    milliseconds(measurement.p99),
    measurement.scenario.mode === 'stream' ? milliseconds(measurement.firstTextP50) : '',
    measurement.cpuMsPerCall.toFixed(3),
    bare ? (measurement.cpuMsPerCall / bare.cpuMsPerCall).toFixed(2) : '',
  ];
}

const milliseconds = (value: number | null) => (value === null ? '-' : value.toFixed(2));

function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return rows.map((row) => `  ${line(row)}`).join('\n');
}

function formatGoal({ text, limit, unit, value, met }: Goal): string {
  const measured = value === undefined ? 'not measured' : `${value.toFixed(2)} ${unit}`;
  const verdict = met === undefined ? '' : met ? 'met' : 'NOT MET';
  return `  ${text.padEnd(48)} at most ${limit} ${unit}  ${measured.padStart(12)}  ${verdict}`.trimEnd();
}
