import { Command } from 'commander';
import { readGovernance } from '../../hub/local/governance-file.ts';
import { printable } from '../../shared/config/printable.ts';
import type { Snapshot } from '../bootstrap/snapshot.ts';
import { snapshotText, writeSnapshotFile } from '../bootstrap/snapshot-file.ts';
import { snapshotRequest } from '../bootstrap/snapshot-request.ts';
import { type BootstrapDesk, callStatsText } from './bootstrap-desk.ts';
import type { CommandIo } from './command-io.ts';

interface ExportOptions {
  readonly governance: string;
  readonly endpointUrl?: string;
  readonly stats?: true;
}

/** `gatehouse organization export`: a snapshot for `gatehouse plan --snapshot`, which then needs no AWS. */
export function exportCommand(io: CommandIo, desk: Pick<BootstrapDesk, 'organization'>): Command {
  return new Command('export')
    .description('write the organization to a file (JSON), for `gatehouse plan --snapshot`; it changes nothing')
    .argument('[file]', 'file to write; standard output without it')
    .option(
      '--governance <file>',
      'governance file: names the hub’s Region and the enforced guardrails',
      'governance.yaml',
    )
    .option('--endpoint-url <url>', 'ask this server instead of AWS')
    .option('--stats', 'say what was asked of AWS')
    .addHelpText(
      'after',
      '\nAsk with a role of the management account, or of a delegated administrator for Organizations.\nExit codes: 0 written, 2 not.',
    )
    .action((file: string | undefined, options: ExportOptions) => exportOrganization(file, options, io, desk));
}

async function exportOrganization(
  file: string | undefined,
  { governance, endpointUrl, stats }: ExportOptions,
  io: CommandIo,
  desk: Pick<BootstrapDesk, 'organization'>,
): Promise<void> {
  const { bundle } = readGovernance(governance);
  const organization = await desk.organization(bundle.hub, endpointUrl);
  io.error('Reading the organization …\n');
  try {
    const snapshot = await organization.read(snapshotRequest(bundle));
    if (file === undefined) io.out(snapshotText(snapshot));
    else writeSnapshotFile(file, snapshot);
    io.error(`${file === undefined ? 'Read' : `Wrote ${printable(file, 300)}`}: ${sizeOf(snapshot)}.\n`);
  } finally {
    // Of a reading that failed above all.
    if (stats) io.error(callStatsText(organization.stats()));
  }
}

function sizeOf({ organization, units, accounts, policies, stackSets }: Snapshot): string {
  const counts = [
    [accounts.length, 'accounts'],
    [units.length, 'units'],
    [policies.length, 'policies'],
    [stackSets.length, 'StackSets'],
  ] as const;
  const inside = counts.map(([count, what]) => `${count.toLocaleString('en-US')} ${what}`).join(', ');
  return `${printable(organization.id)} with ${inside}`;
}
