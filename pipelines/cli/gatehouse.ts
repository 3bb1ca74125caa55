/** The command line of Gatehouse: one file a command, composed here. */
import { Command } from 'commander';
import { buildName } from '../../hub/local/build-name.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { auditCommand } from './audit.ts';
import { bundleCommand } from './bundle.ts';
import { diagramCommand } from './diagram.ts';
import { evaluateCommand } from './evaluate.ts';
import { openApiCommand } from './openapi.ts';
import { policyCommand } from './policy.ts';
import { reviewsCommand } from './reviews.ts';
import { schemaCommand } from './schema.ts';
import { screenCommand } from './screen.ts';
import { validateCommand } from './validate.ts';

const program = new Command('gatehouse')
  .description('One guarded, recorded door to Amazon Bedrock for many AWS accounts.')
  .version(buildName())
  .showHelpAfterError('(--help shows what there is)')
  .addCommand(validateCommand())
  .addCommand(schemaCommand())
  .addCommand(screenCommand())
  .addCommand(evaluateCommand())
  .addCommand(auditCommand())
  .addCommand(policyCommand())
  .addCommand(bundleCommand())
  .addCommand(openApiCommand())
  .addCommand(diagramCommand())
  .addCommand(reviewsCommand());

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
