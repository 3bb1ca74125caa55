/** Synthesizes the hub of an organization of a given size, twice: as it is, and with one application changed. Prints what the first took, and what the second changed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hubApp } from '../../pipelines/policy/synthesize-hub.ts';
import type { SynthFigures } from './synth-goals.ts';
import { organizationOf } from './synth-organization.ts';

const [applications = 10, accounts = 10] = process.argv.slice(2).map(Number);
const place = mkdtempSync(join(tmpdir(), 'gatehouse-bench-synth-'));
try {
  const started = performance.now();
  const first = synthesize('first');
  const seconds = (performance.now() - started) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1000;
  const second = synthesize('second', 'application-0');
  const figures: SynthFigures = {
    applications,
    accounts,
    seconds,
    megabytes,
    stacks: first.size,
    mostResources: Math.max(...[...first.values()].map(resourcesIn)),
    mostBytes: Math.max(...[...first.values()].map((text) => Buffer.byteLength(text))),
    changed: [...second].filter(([name, text]) => first.get(name) !== text).map(([name]) => name),
  };
  console.log(JSON.stringify(figures));
} finally {
  rmSync(place, { recursive: true, force: true });
}

/** Templates by the names of their stacks. */
function synthesize(name: string, changed?: string): ReadonlyMap<string, string> {
  const file = join(place, `${name}.yaml`);
  // YAML holds JSON.
  writeFileSync(file, JSON.stringify(organizationOf(applications, accounts, changed)));
  const outdir = join(place, name);
  hubApp(file, outdir).synth();
  const templates = readdirSync(outdir).filter((entry) => entry.endsWith('.template.json'));
  return new Map(
    templates.map((entry) => [entry.replace('.template.json', ''), readFileSync(join(outdir, entry), 'utf8')]),
  );
}

function resourcesIn(template: string): number {
  return Object.keys((JSON.parse(template) as { Resources?: object }).Resources ?? {}).length;
}
