import { Command } from 'commander';
import { type CommandIo, processIo } from './command-io.ts';
import { bypassCommand } from './policy-bypass.ts';
import { composeCommand } from './policy-compose.ts';
import { exceptionsCommand } from './policy-exceptions.ts';
import { explainCommand } from './policy-explain.ts';
import { lintCommand } from './policy-lint.ts';
import { tableCommand } from './policy-table.ts';

/** `gatehouse policy …`: what the IAM policies of the hub, or anybody's, amount to. */
export function policyCommand(io: CommandIo = processIo): Command {
  return new Command('policy')
    .description('who may do what, by the policies in the synthesized templates or in files')
    .addCommand(tableCommand(io))
    .addCommand(explainCommand(io))
    .addCommand(lintCommand(io))
    .addCommand(composeCommand(io))
    .addCommand(bypassCommand(io))
    .addCommand(exceptionsCommand(io));
}
