import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exceptionsOfHub, hubApp } from '../../../pipelines/policy/synthesize-hub.ts';
import { explainFindings } from '../../../shared/constructs/explained-findings.ts';
import { validateAtSynth } from '../../../shared/constructs/synth-validation.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly conclusion: string;
    readonly violations: readonly { readonly ruleName: string }[];
  }[];
}

const packs = [
  'AwsSolutions',
  'NIST.800.53.R5',
  'HIPAA.Security',
  'PCI.DSS.321',
  'Serverless',
  'cdk-validator-cfnguard',
];
let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'gatehouse-rules-'));
  // A failing validation is printed by the CDK: the report says the same.
  vi.spyOn(console, 'error').mockReturnValue();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(outdir, { recursive: true, force: true });
});

function reportOf(app: App): Report {
  try {
    app.synth();
  } catch {
    // It fails where something was found; the report says what, and is not there after any other failure.
  }
  return JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
}

const rulesFound = ({ pluginReports }: Report) =>
  pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));

describe('the rule packs at synth', { timeout: 240_000 }, () => {
  it('find nothing in the hub that is not explained', () => {
    const app = hubApp('governance.yaml', outdir);
    validateAtSynth(app);
    const report = reportOf(app);
    expect(rulesFound(report)).toEqual([]);
    expect(report.pluginReports.filter(({ conclusion }) => conclusion !== 'success')).toEqual([]);
  });

  it('find what is wrong, and what is explained no more', () => {
    const app = new App({ outdir });
    const stack = new Stack(app, 'Wrong', { env: { account: '111122223333', region: 'us-east-1' } });
    new Bucket(stack, 'Open');
    new CfnFunction(stack, 'Old', {
      runtime: 'nodejs18.x',
      handler: 'index.handler',
      code: { zipFile: 'x' },
      role: 'r',
    });
    const explained = new Bucket(stack, 'Explained');
    explainFindings(
      explained,
      ['AwsSolutions-S1', 'S3BucketLoggingEnabled', 's3_bucket_logging_enabled_check'],
      'For the test.',
    );
    validateAtSynth(app);
    const report = reportOf(app);
    expect(report.pluginReports.map(({ pluginName }) => pluginName)).toEqual(expect.arrayContaining(packs));
    expect(rulesFound(report)).toEqual(
      expect.arrayContaining([
        'AwsSolutions-S1',
        'NIST.800.53.R5-S3BucketLoggingEnabled',
        's3_bucket_logging_enabled_check',
      ]),
    );
    const found = JSON.stringify(
      report.pluginReports.flatMap(({ violations }) =>
        violations.filter(({ ruleName }) => /S1$|ogging/.test(ruleName)),
      ),
    );
    expect(found).toContain('Wrong/Open/Resource');
    expect(found).not.toContain('Wrong/Explained/Resource');
  });
});

describe('docs/rule-exceptions.md', () => {
  it('is what the constructs say; write it with: npm run gatehouse -- policy exceptions --write', () => {
    expect(readFileSync('docs/rule-exceptions.md', 'utf8')).toBe(exceptionsOfHub('governance.yaml'));
  });

  it('gives a reason in a sentence for each', () => {
    const rows = readFileSync('docs/rule-exceptions.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(0);
    const reasons = rows.map((row) => row.split(' | ').at(-1)?.replace(/\|$/, '').trim() ?? '');
    expect(reasons.filter((reason) => reason.split(' ').length < 9)).toEqual([]);
  });
});
