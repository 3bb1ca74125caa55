import { describe, expect, it } from 'vitest';
import { runTool } from '../../../pipelines/check/run-tool.ts';
import { type Check, runChecks } from '../../../pipelines/check/runner.ts';

const check = (name: string, passed: boolean, output = ''): Check => ({ name, run: async () => ({ passed, output }) });

async function linesOf(checks: readonly Check[]) {
  const lines: string[] = [];
  const totals = await runChecks(checks, (line) => lines.push(line));
  return { lines, totals };
}

describe('running checks', () => {
  it('prints one line each and the totals last', async () => {
    const { lines, totals } = await linesOf([check('types', true), check('lint', false, 'a\nb')]);
    expect(lines).toEqual([
      expect.stringMatching(/^ok {3}types \(\d+\.\d s\)$/),
      expect.stringMatching(/^FAIL lint \(\d+\.\d s\)$/),
      '     a\n     b',
      'check: 1 passed, 1 failed',
    ]);
    expect(totals).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a check that throws as failed and shows why', async () => {
    const broken: Check = { name: 'broken', run: () => Promise.reject(new Error('no lockfile')) };
    const { lines, totals } = await linesOf([broken]);
    expect(totals).toEqual({ passed: 0, failed: 1 });
    expect(lines.join('\n')).toContain('no lockfile');
  });
});

describe('running a tool', () => {
  it('passes silently with status 0', async () => {
    expect(await runTool('.', process.execPath, ['-e', 'console.log(1)'])).toEqual({ passed: true, output: '' });
  });

  it('fails with what it printed on both streams', async () => {
    const finding = await runTool('.', process.execPath, [
      '-e',
      'console.log("out"); console.error("err"); process.exit(3)',
    ]);
    expect(finding.passed).toBe(false);
    expect(finding.output.split('\n').toSorted()).toEqual(['err', 'out']);
  });

  it('fails where the program does not exist', async () => {
    expect(await runTool('.', './no-such-program', [])).toMatchObject({ passed: false });
  });
});
