// `npm run bench:cold [-- --rounds N]`: what each bundled function adds to the start of Node, and how much of it is loaded by then.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hubApp } from '../../pipelines/policy/synthesize-hub.ts';
import { synthesizedFunctions } from './cold-functions.ts';
import { judgeCold } from './cold-goals.ts';
import { measureStarts } from './cold-measure.ts';
import { formatCold } from './cold-report.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '25' } } });
const outdir = mkdtempSync(join(tmpdir(), 'gatehouse-cold-'));
try {
  hubApp('governance.yaml', outdir).synth();
  const starts = measureStarts(synthesizedFunctions(outdir), Number(values.rounds));
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}`;
  console.log(
    `${machine}, ${values.rounds} starts of each, in turn; medians\n\n${formatCold(starts, judgeCold(starts))}`,
  );
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
