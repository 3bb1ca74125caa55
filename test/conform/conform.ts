/** `npm run conform -- DIR`: replays the request bodies of a folder through the real hub and says what was not simply passed on. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { GatehouseFault } from '../../shared/errors.ts';
import { replayAll } from './replay.ts';
import { conforms, countOutcomes, renderReport } from './replay-report.ts';
import { readRequestFolder } from './request-folder.ts';

/** Exit codes: 0 all is well, 1 something was altered or refused without a documented limit, 2 the command or the folder is wrong. */
await new Command('gatehouse conform')
  .description(
    'Replays recorded Bedrock requests through the real gateway and compares what reaches the model with what was sent.',
  )
  .argument('<dir>', 'folder with index.json and the request files that it lists')
  .option('--json <file>', 'also write the whole result as JSON')
  .action(run)
  .exitOverride((stop) => process.exit(stop.exitCode === 0 ? 0 : 2))
  .parseAsync();

async function run(folder: string, options: { readonly json?: string }): Promise<void> {
  try {
    const requests = readRequestFolder(folder);
    const replayed = await replayAll(requests);
    if (options.json !== undefined) {
      writeFileSync(options.json, `${JSON.stringify({ ...countOutcomes(replayed), requests: replayed }, null, 2)}\n`);
    }
    console.log(renderReport(replayed));
    process.exitCode = conforms(replayed) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof GatehouseFault)) throw error;
    console.error(error.message);
    process.exitCode = error.code === 'usage' ? 2 : 1;
  }
}
