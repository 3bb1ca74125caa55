import { Command } from 'commander';
import { type BootstrapDesk, processBootstrapDesk } from './bootstrap-desk.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { exportCommand } from './organization-export.ts';

/** `gatehouse organization …`: the organization as it is. */
export function organizationCommand(
  io: CommandIo = processIo,
  desk: Pick<BootstrapDesk, 'organization'> = processBootstrapDesk,
): Command {
  return new Command('organization')
    .description('read the AWS organization: what `gatehouse plan` compares governance.yaml with')
    .addCommand(exportCommand(io, desk));
}
