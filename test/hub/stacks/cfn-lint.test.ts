import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubApp } from '../../../pipelines/policy/synthesize-hub.ts';

/** A Python program, which npm does not bring along. `CFN_LINT` says where it is, if it is not on the path. */
const program = process.env.CFN_LINT ?? 'cfn-lint';
const present = spawnSync(program, ['--version']).status === 0;

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'gatehouse-lint-'));
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

describe('cfn-lint', { timeout: 240_000 }, () => {
  it.skipIf(!present)(
    `has no error and no warning about any template of the hub${present ? '' : ` (skipped: ${program} is not installed; pip install cfn-lint, or set CFN_LINT)`}`,
    () => {
      hubApp('governance.yaml', outdir).synth();
      const templates = readdirSync(outdir)
        .filter((file) => file.endsWith('.template.json'))
        .map((file) => join(outdir, file));
      expect(templates.length).toBeGreaterThanOrEqual(5);
      const { stdout, stderr, status } = spawnSync(program, ['--format', 'parseable', ...templates], {
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
      });
      expect([stdout, stderr, status]).toEqual(['', '', 0]);
    },
  );
});
