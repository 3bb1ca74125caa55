/** The command line of Gatehouse: one file a command, composed here. */
import { Command } from 'commander';
import { buildName } from '../../hub/local/build-name.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { commands } from './commands.ts';

const program = new Command('gatehouse')
  .description('One guarded, recorded door to Amazon Bedrock for many AWS accounts.')
  .version(buildName())
  .showHelpAfterError('(--help shows what there is)');
for (const command of commands()) program.addCommand(command);

// `gatehouse … | head`: who reads no further has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  // A fault says what happened and what to do; anything else is a defect and keeps its stack.
  if (!(error instanceof GatehouseFault)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
