import { Command } from 'commander';
import type { OrganizationDesk } from '../bootstrap/organization-desk.ts';
import {
  answering,
  type BootstrapDesk,
  type BootstrapOptions,
  bootstrapOptions,
  type ConsentOptions,
  consentOption,
} from './bootstrap-desk.ts';
import { atDesk, openReading, type Reading } from './bootstrap-reading.ts';
import type { CommandIo } from './command-io.ts';

export type AccountOptions = BootstrapOptions & ConsentOptions;

/** What such a command does, once the rules are read and the organization can be asked. */
type AccountWork<Options extends AccountOptions> = (
  accountId: string,
  options: Options,
  reading: Reading,
  organization: OrganizationDesk,
) => Promise<void>;

/** A command about one account of the organization, which asks before it changes anything. */
export function accountCommand<Options extends AccountOptions>(
  name: string,
  io: CommandIo,
  desk: BootstrapDesk,
  work: AccountWork<Options>,
): Command {
  return consentOption(bootstrapOptions(new Command(name)))
    .argument('<account>', 'its 12 digits')
    .action((account: string, options: Options) =>
      answering(io, options, async () => {
        const reading = await openReading(options, io, desk);
        await atDesk(options, reading, (organization) => work(account, options, reading, organization));
      }),
    );
}
