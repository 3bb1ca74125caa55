import type { Governing } from '../bootstrap/apply/governing.ts';
import type { OrganizationDesk } from '../bootstrap/organization-desk.ts';
import type { Snapshot } from '../bootstrap/snapshot.ts';
import { type BootstrapDesk, type BootstrapOptions, callStatsText } from './bootstrap-desk.ts';
import type { CommandIo } from './command-io.ts';
import { type OpenGovernance, openGovernance } from './governance-places.ts';
import { governingOf } from './plan-input.ts';

export interface Reading {
  readonly io: CommandIo;
  readonly desk: BootstrapDesk;
  readonly governance: OpenGovernance;
  readonly governing: Governing;
}

/** Opens what a command works with. */
export async function openReading(
  { governance: file }: BootstrapOptions,
  io: CommandIo,
  desk: BootstrapDesk,
): Promise<Reading> {
  const governance = openGovernance(file);
  return { io, desk, governance, governing: await governingOf(governance) };
}

/** The organization: out of a file where one is named, and of AWS otherwise. */
export async function readOrganization(
  options: BootstrapOptions & { readonly snapshot?: string },
  { io, desk, governance, governing }: Reading,
): Promise<Snapshot> {
  if (options.snapshot !== undefined)
    return (await import('../bootstrap/snapshot-file.ts')).readSnapshotFile(options.snapshot);
  return atDesk(options, { io, desk, governance }, (organization) => organization.read(governing.request));
}

/** Works with AWS, and says at the end what was asked of it, if that is wanted; of failed work above all. */
export async function atDesk<T>(
  { endpointUrl, stats }: BootstrapOptions,
  { io, desk, governance }: Pick<Reading, 'io' | 'desk' | 'governance'>,
  work: (organization: OrganizationDesk) => Promise<T>,
): Promise<T> {
  const organization = await desk.organization(governance.compiled.bundle.hub, endpointUrl);
  try {
    return await work(organization);
  } finally {
    if (stats) io.error(callStatsText(organization.stats()));
  }
}
