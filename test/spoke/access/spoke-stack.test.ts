import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadGovernance } from '../../../shared/config/load.ts';
import { validateAtSynth } from '../../../shared/constructs/synth-validation.ts';
import { spokeStackSets } from '../../../spoke/access/stack-sets.ts';
import { compose } from '../../../spoke/app.ts';
import { largeOrganization } from './spoke-organization.ts';

const example = loadGovernance(readFileSync('governance.yaml', 'utf8'), 'governance.yaml');
if (!example.ok) throw new Error(JSON.stringify(example.problems));
const stackSets = spokeStackSets(example.policy.bundle);
const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as { readonly context: Record<string, unknown> };

/** A Python program, which npm does not bring along. `CFN_LINT` says where it is, if it is not on the path. */
const program = process.env.CFN_LINT ?? 'cfn-lint';
const present = spawnSync(program, ['--version']).status === 0;

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'gatehouse-spoke-test-'));
  // A failing validation is printed by the CDK: the report says the same.
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(outdir, { recursive: true, force: true });
});

function spokeApp(): App {
  const app = new App({ outdir, context: { ...context, governance: 'governance.yaml' }, analyticsReporting: false });
  compose(app);
  return app;
}

describe('the CDK app of spokes', { timeout: 120_000 }, () => {
  it('has the very templates of the StackSets', () => {
    spokeApp().synth();
    const templates = readdirSync(outdir).filter((file) => file.endsWith('.template.json'));
    const found = templates.map((file) => [
      file.replace('.template.json', ''),
      JSON.parse(readFileSync(join(outdir, file), 'utf8')),
    ]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(stackSets.map(({ name, body }) => [name, JSON.parse(body)])),
    );
  });

  it('has no assets, and needs no bootstrapped account', () => {
    const assembly = spokeApp().synth();
    for (const stack of assembly.stacks) {
      expect(stack.assets).toEqual([]);
      expect(stack.requiresBootstrapStackVersion).toBeUndefined();
      expect(stack.environment).toMatchObject({ account: 'unknown-account', region: 'unknown-region' });
    }
  });

  it('has no finding of the rule packs that is not explained', () => {
    const app = spokeApp();
    validateAtSynth(app);
    try {
      app.synth();
    } catch {
      // It fails where something was found; the report says what, and is not there after any other failure.
    }
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as {
      readonly pluginReports: readonly { readonly conclusion: string; readonly violations: readonly object[] }[];
    };
    expect(pluginReports.length).toBeGreaterThanOrEqual(5);
    expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
    expect(pluginReports.filter(({ conclusion }) => conclusion !== 'success')).toEqual([]);
  });
});

describe('cfn-lint', { timeout: 240_000 }, () => {
  it.skipIf(!present)(
    `has no error and no warning about any template of spokes${present ? '' : ` (skipped: ${program} is not installed; pip install cfn-lint, or set CFN_LINT)`}`,
    () => {
      const all = [...stackSets, ...spokeStackSets(largeOrganization('aws'))];
      const files = all.map(({ name, body }, index) => {
        const file = join(outdir, `${index}-${name}.json`);
        writeFileSync(file, body);
        return file;
      });
      const { stdout, stderr, status } = spawnSync(program, ['--format', 'parseable', ...files], { encoding: 'utf8' });
      expect([stdout, stderr, status]).toEqual(['', '', 0]);
    },
  );
});
