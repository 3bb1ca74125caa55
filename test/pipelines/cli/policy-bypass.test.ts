import { describe, expect, it } from 'vitest';
import { policyCommand } from '../../../pipelines/cli/policy.ts';
import { bypassCommand } from '../../../pipelines/cli/policy-bypass.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { rememberedIo, type Seen } from './command-run.ts';

async function run(...args: readonly string[]): Promise<Seen> {
  const { io, seen } = rememberedIo();
  await policyCommand(io).parseAsync(['node', 'policy', 'bypass', ...args]);
  return seen;
}

describe('gatehouse policy bypass', () => {
  it('prints numbers and waivers, and that every road but the hub is closed', async () => {
    const { out, code } = await run();
    expect(out).toMatch(
      /^Inference namespaces: \d{3,} actions \(\d+ infer, \d+ touch data, \d+ control, \d+ read\)\.$/m,
    );
    const [, inference, denied, waived] =
      /^Inference-capable.*: (\d+); denied to spokes: (\d+); waived: (\d+)\.$/m.exec(out) ?? [];
    expect(Number(denied) + Number(waived)).toBe(Number(inference));
    expect(out).toMatch(/^ {2}waived {5}bedrock:ApplyGuardrail: \S/m);
    expect(out).not.toMatch(/OPEN|UNDECIDED|GONE|IDLE/);
    expect(out.endsWith('Every road but the hub is closed.\n')).toBe(true);
    expect(code).toBe(0);
  });

  it('prints JSON that names the statement that denies each action', async () => {
    const { out, code } = await run('--json');
    const report = JSON.parse(out) as { closed: boolean; denied: readonly { action: string; by: string }[] };
    expect(report.closed).toBe(true);
    expect(report.denied.find(({ action }) => action === 'bedrock:InvokeModel')?.by).toMatch(
      /^gatehouse-scp-spokes-\d/,
    );
    expect(code).toBe(0);
  });

  it('judges nothing where there is no governance file', async () => {
    await expect(run('--governance', 'nowhere.yaml')).rejects.toBeInstanceOf(GatehouseFault);
  });

  it('says what its exit codes mean', () => {
    const { io, seen } = rememberedIo();
    bypassCommand(io)
      .configureOutput({ writeOut: (text) => io.out(text) })
      .outputHelp();
    expect(seen.out).toContain('Exit codes: 0 every road is closed or waived, 1');
  });
});
