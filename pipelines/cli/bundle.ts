import { Command } from 'commander';
import { readGovernance } from '../../hub/local/governance-file.ts';
import { type BundleDesk, publishCommand } from './bundle-publish.ts';
import { statusCommand } from './bundle-status.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { askPerson } from './confirm.ts';

const processDesk: BundleDesk = {
  // Loaded when it is needed: the other commands must not wait for the AWS SDK.
  clients: async (hub) => (await import('../bundle/publisher-clients.ts')).publisherClients(hub),
  ask: askPerson,
};

/** `gatehouse bundle …`: the rules that a governance file compiles to, and which are in force at the hub on AWS. */
export function bundleCommand(io: CommandIo = processIo, desk: BundleDesk = processDesk): Command {
  return new Command('bundle')
    .description('print the policy bundle, put it in force at the hub on AWS, and say which one is')
    .addCommand(showCommand(io))
    .addCommand(publishCommand(io, desk))
    .addCommand(statusCommand(io, desk));
}

function showCommand(io: CommandIo): Command {
  return new Command('show')
    .description('print the bundle of a governance file: canonical JSON, whose SHA-256 is in every record')
    .argument('[file]', 'governance file', 'governance.yaml')
    .option('--hash', 'print the SHA-256 alone')
    .action((file: string, options: { hash?: true }) => {
      const { canonical, hash } = readGovernance(file);
      // Without a line feed after it, so that what is piped on has the very hash.
      io.out(options.hash ? `${hash}\n` : canonical);
      if (!options.hash) io.error(`SHA-256 ${hash}\n`);
    });
}
