import { Command } from 'commander';
import { readGovernance } from '../../hub/local/governance-file.ts';
import { printable } from '../../shared/config/printable.ts';
import type { BundleDesk } from './bundle-publish.ts';
import type { CommandIo } from './command-io.ts';

/** `gatehouse bundle status`: which rules are in force. */
export function statusCommand(io: CommandIo, desk: Pick<BundleDesk, 'clients'>): Command {
  return new Command('status')
    .description('say which rules are in force at the hub on AWS, and whether they are those of a governance file')
    .argument('[file]', 'governance file', 'governance.yaml')
    .option('--json', 'JSON instead of text')
    .addHelpText('after', '\nExit codes: 0 those of the file, 1 others or none, 2 AWS cannot be asked.')
    .action((file: string, options: { json?: true }) => status(file, options.json === true, io, desk));
}

async function status(file: string, json: boolean, io: CommandIo, desk: Pick<BundleDesk, 'clients'>): Promise<void> {
  const { bundle, hash } = readGovernance(file);
  const { s3, sts } = await desk.clients(bundle.hub);
  const [{ BundleBucketS3 }, { publisherOf }, { renderPointer }] = await Promise.all([
    import('../bundle/bundle-bucket-s3.ts'),
    import('../bundle/publisher-sts.ts'),
    import('../bundle/publication-view.ts'),
  ]);
  await publisherOf(sts, bundle.hub);
  const pointer = (await new BundleBucketS3(s3, bundle.hub).pointer())?.pointer;
  const same = pointer?.hash === hash;
  if (json) io.out(`${JSON.stringify({ inForce: pointer ?? null, file: { hash, same } }, null, 2)}\n`);
  else {
    io.out(pointer === undefined ? 'Nothing was published yet.\n' : renderPointer(pointer));
    io.out(`${printable(file, 300)} compiles to ${same ? 'these rules' : `others: ${hash}`}.\n`);
  }
  io.exit(same ? 0 : 1);
}
