import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { compose } from '../../hub/app.ts';
import { readAssembly } from './read-assembly.ts';
import { exceptionsPage, ruleExceptions } from './rule-exceptions.ts';
import type { SynthesizedStack } from './synthesized-stack.ts';

/** Feature flags of the CDK and other context, as `cdk synth` would pass them. */
function projectContext(): Readonly<Record<string, unknown>> {
  const file = join(import.meta.dirname, '..', '..', 'cdk.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { context: Record<string, unknown> }).context;
}

/** The hub of a governance file as a construct tree that synthesizes into `outdir`. */
export function hubApp(governance: string, outdir: string): App {
  const app = new App({ outdir, context: { ...projectContext(), governance }, analyticsReporting: false });
  compose(app);
  return app;
}

/**
 * The stacks of the hub, synthesized in this process from a governance file, without the rule packs of `npm run synth`.
 *
 * @throws GatehouseFault `configuration_invalid` with every problem of the file.
 */
export function synthesizeHub(governance: string): readonly SynthesizedStack[] {
  return inTemporaryDirectory((outdir) => {
    hubApp(governance, outdir).synth();
    return readAssembly(outdir);
  });
}

/** The page of accepted findings, from the constructs of a hub. */
export function exceptionsOfHub(governance: string): string {
  return inTemporaryDirectory((outdir) => exceptionsPage(ruleExceptions(hubApp(governance, outdir))));
}

function inTemporaryDirectory<T>(use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-synth-'));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
