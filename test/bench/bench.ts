// `npm run bench [-- --quick] [--only "stand-in,bare proxy"] [--json FILE]`: what Gatehouse costs beside the least that a proxy costs.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { judgeGoals } from './goals.ts';
import { LoadProcess } from './load-process.ts';
import { type Measurement, measureTargets } from './measure.ts';
import { makePlan } from './plan.ts';
import { formatReport } from './report.ts';
import { startUpstream, type TargetName, targetNames } from './targets.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, json: { type: 'string' } },
});
const plan = makePlan(values.quick);
const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`;
const measurements = await measureAll(chosenTargets(values.only));
const goals = judgeGoals(measurements);

console.log(`\n${machine}\n\n${formatReport(plan, measurements, goals)}`);
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ machine, plan, measurements, goals }, null, 2)}\n`);
}
// Figures of calls that went wrong are not figures. A goal that is not met is one, and is for people to judge.
process.exitCode = measurements.some((measurement) => measurement.bad > 0 || measurement.calls === 0) ? 1 : 0;

async function measureAll(names: readonly TargetName[]): Promise<readonly Measurement[]> {
  const upstream = await startUpstream();
  const load = new LoadProcess();
  try {
    console.error(`measuring in turns: ${names.join(', ')}`);
    return await measureTargets({ plan, upstream, load: (job) => load.run(job) }, names);
  } finally {
    load.stop();
    await upstream.stop();
  }
}

function chosenTargets(only: string | undefined): readonly TargetName[] {
  if (only === undefined) return targetNames;
  const wanted = only.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !targetNames.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`--only: '${unknown}' is none of: ${targetNames.join(', ')}.`);
  return targetNames.filter((name) => wanted.includes(name));
}
