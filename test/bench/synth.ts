// `npm run bench:synth`: what it takes to synthesize the hub of a small, a middling and a large organization, without the rule packs of `npm run synth`.
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { judgeSynth, type SynthFigures } from './synth-goals.ts';
import { formatSynth } from './synth-report.ts';

/** Applications, and accounts of the organization that they are spread over. */
const organizations = [
  [10, 10],
  [100, 100],
  [1_000, 2_000],
] as const;

const figures = organizations.map(([applications, accounts]): SynthFigures => {
  // A process for each: memory that one has taken is not given back.
  const program = join(import.meta.dirname, 'synth-process.ts');
  const options = ['--disable-warning=ExperimentalWarning', program, String(applications), String(accounts)];
  return JSON.parse(
    execFileSync(process.execPath, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
  );
});
console.log(`${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.version}, without rule packs\n`);
console.log(formatSynth(figures, judgeSynth(figures)));
