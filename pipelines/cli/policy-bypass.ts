import { Command } from 'commander';
import { readGovernance } from '../../hub/local/governance-file.ts';
import type { BypassReport } from '../../scp-policies/bypass-catalogue.ts';
import type { CommandIo } from './command-io.ts';

interface BypassOptions {
  readonly governance: string;
  readonly json?: true;
}

/** `gatehouse policy bypass`: whether a spoke has another road to a model. */
export function bypassCommand(io: CommandIo): Command {
  return new Command('bypass')
    .description('list every action of AWS that can reach a model, and which policy denies it to spokes')
    .option('--governance <file>', 'governance file', 'governance.yaml')
    .option('--json', 'print JSON instead of text')
    .addHelpText(
      'after',
      '\nExit codes: 0 every road is closed or waived, 1 one is open or undecided, 2 nothing to judge.',
    )
    .action((options: BypassOptions) => bypass(options, io));
}

async function bypass({ governance, json }: BypassOptions, io: CommandIo): Promise<void> {
  const { bundle } = readGovernance(governance);
  // The data of all actions takes a while to load: whoever asks for help should not wait for it.
  const [{ spokeBypass }, { isClosed }] = await Promise.all([
    import('../policy/spoke-bypass.ts'),
    import('../../scp-policies/bypass-catalogue.ts'),
  ]);
  const report = await spokeBypass(bundle);
  const closed = isClosed(report);
  io.out(json ? `${JSON.stringify({ closed, ...report }, null, 2)}\n` : renderReport(report, closed));
  io.exit(closed ? 0 : 1);
}

function renderReport(report: BypassReport, closed: boolean): string {
  const { classified, inference, denied, waived } = report;
  const total = Object.values(classified).reduce((sum, count) => sum + count, 0);
  const kinds = `${classified.inference} infer, ${classified.dataAccess} touch data, ${classified.control} control, ${classified.read} read`;
  return [
    `Inference namespaces: ${total} actions (${kinds}).`,
    `Inference-capable, services with other uses included: ${inference}; denied to spokes: ${denied.length}; waived: ${waived.length}.`,
    ...waived.map(({ action, why }) => `  waived     ${action}: ${why}`),
    ...report.open.map(
      (action) => `  OPEN       ${action}: no policy denies it to every principal of a spoke, and nobody waived it.`,
    ),
    ...report.undecided.map((action) => `  UNDECIDED  ${action}: new in AWS; classify it in scp-policies/bypass.`),
    ...report.gone.map((action) => `  GONE       ${action}: AWS has it no more; take it out of scp-policies/bypass.`),
    ...report.idleWaivers.map((action) => `  IDLE       ${action}: waived, although it is denied or cannot infer.`),
    closed
      ? 'Every road but the hub is closed.'
      : 'There is another road than the hub, or one that nobody has looked at.',
    '',
  ].join('\n');
}
