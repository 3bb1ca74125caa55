import { join } from 'node:path';
import { Command } from 'commander';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { Snapshot } from '../bootstrap/snapshot.ts';
import type { EffectivePolicies } from '../bootstrap/status/effective-policies.ts';
import {
  answering,
  type BootstrapDesk,
  type BootstrapOptions,
  bootstrapOptions,
  processBootstrapDesk,
} from './bootstrap-desk.ts';
import { atDesk, openReading, type Reading, readOrganization } from './bootstrap-reading.ts';
import { type CommandIo, processIo } from './command-io.ts';

interface StatusOptions extends BootstrapOptions {
  readonly snapshot?: string;
  readonly effective?: true;
  readonly evidence?: string;
}

/** `gatehouse status`: what is in force in each account, and what has drifted from the governance file. */
export function statusCommand(io: CommandIo = processIo, desk: BootstrapDesk = processBootstrapDesk): Command {
  return bootstrapOptions(new Command('status'))
    .description('say for each account what is in force, and what is not as the governance file has it')
    .option('--snapshot <file>', 'ask no AWS: read what gatehouse organization export wrote')
    .option('--effective', 'ask AWS, too, what is in force in each governed account: a call for each and type')
    .option(
      '--evidence <directory>',
      'say when a call of each account was sealed last: state directory of the hub, or a copy',
    )
    .addHelpText('after', '\nExit codes: 0 all as it should be, 2 drift, or nothing can be said (--json tells which).')
    .action((options: StatusOptions) =>
      answering(io, options, async () => status(options, await openReading(options, io, desk))),
    );
}

async function status(options: StatusOptions, reading: Reading): Promise<void> {
  const { io, governance, governing } = reading;
  const { bundle } = governance.compiled;
  const { snapshot, effective } = await look(options, reading);
  const { changes } = await governing.plan(snapshot);
  const [{ statusOf }, view] = await Promise.all([import('../bootstrap/status/status.ts'), import('./status-view.ts')]);
  const sealed = await sealedIn(options, bundle);
  const found = statusOf({
    ...{ bundle, changes, snapshot },
    ...(effective === undefined ? {} : { effective }),
    ...(sealed === undefined ? {} : { sealed }),
  });
  if (options.json) io.out(view.statusJson(found));
  else io.out(view.renderStatus(found, { colour: io.colour, width: process.stdout.columns ?? 120 }));
  io.exit(found.inOrder ? 0 : 2);
}

/** Of accounts that can call. */
async function sealedIn({ evidence }: StatusOptions, { applications }: PolicyBundle) {
  if (evidence === undefined) return undefined;
  const { lastSealed } = await import('../../hub/audit/last-sealed.ts');
  return lastSealed(
    join(evidence, 'log'),
    Object.values(applications).map(({ accountId }) => accountId),
  );
}

interface Seen {
  readonly snapshot: Snapshot;
  readonly effective?: EffectivePolicies;
}

async function look(options: StatusOptions, reading: Reading): Promise<Seen> {
  if (options.effective === undefined) return { snapshot: await readOrganization(options, reading) };
  if (options.snapshot !== undefined)
    throw new GatehouseFault('usage', 'A snapshot has no effective policies.', 'Leave out --effective, or --snapshot.');
  const { readEffectivePolicies } = await import('../bootstrap/apply/effective-policies.ts');
  return atDesk(options, reading, async (organization) => {
    const snapshot = await organization.read(reading.governing.request);
    return {
      snapshot,
      effective: await readEffectivePolicies(organization, reading.governance.compiled.bundle, snapshot),
    };
  });
}
