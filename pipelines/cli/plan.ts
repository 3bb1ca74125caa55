import { Command } from 'commander';
import { printable } from '../../shared/config/printable.ts';
import {
  answering,
  type BootstrapDesk,
  type BootstrapOptions,
  bootstrapOptions,
  processBootstrapDesk,
} from './bootstrap-desk.ts';
import { openReading, readOrganization } from './bootstrap-reading.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { shownPlanFile, withEffects } from './plan-input.ts';

interface PlanOptions extends BootstrapOptions {
  readonly snapshot?: string;
  readonly out?: string;
}

/** `gatehouse plan`: what would be changed in the organization, for which accounts, and what that does. */
export function planCommand(io: CommandIo = processIo, desk: BootstrapDesk = processBootstrapDesk): Command {
  return bootstrapOptions(new Command('plan'))
    .description('compare the organization with a governance file, and say what gatehouse apply would change')
    .option('--snapshot <file>', 'ask no AWS: read what gatehouse organization export wrote')
    .option('--out <file>', 'keep the plan there, for gatehouse apply FILE, and not as the one that was shown last')
    .addHelpText('after', '\nExit codes: 0 nothing to change, 2 changes, or no plan is possible (--json tells which).')
    .action((options: PlanOptions) => answering(io, options, () => plan(options, io, desk)));
}

async function plan(options: PlanOptions, io: CommandIo, desk: BootstrapDesk): Promise<void> {
  const reading = await openReading(options, io, desk);
  const { governance, governing } = reading;
  const [{ writePlan }, view] = await Promise.all([import('../bootstrap/plan-file.ts'), import('./plan-view.ts')]);
  const before = await readOrganization(options, reading);
  const made = await governing.plan(before);
  const shown = await withEffects(governance, governing, made, before);
  const file = options.out ?? shownPlanFile(options.state);
  writePlan(file, made);
  if (options.json) io.out(view.planJson(shown));
  else io.out(view.renderPlan(shown, { colour: io.colour, width: process.stdout.columns ?? 120 }));
  if (made.changes.length === 0) return io.exit(0);
  const argument = options.out === undefined ? '' : ` ${printable(options.out, 300)}`;
  io.error(`To make these changes, and no others: gatehouse apply${argument}\n`);
  io.exit(2);
}
