import { Command } from 'commander';
import { readGovernance } from '../../hub/local/governance-file.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import type { PublisherClients } from '../bundle/publisher-clients.ts';
import type { CommandIo } from './command-io.ts';

/** What the commands of bundles work with, besides where they write. */
export interface BundleDesk {
  clients(hub: HubPolicy): Promise<PublisherClients>;
  /** Whether a person agrees. @throws GatehouseFault `usage` where nobody is there to ask. */
  ask(question: string): Promise<boolean>;
}

interface PublishOptions {
  readonly yes?: true;
  readonly dryRun?: true;
}

/** `gatehouse bundle publish`: puts the rules of a governance file in force. */
export function publishCommand(io: CommandIo, desk: BundleDesk): Command {
  return new Command('publish')
    .description('put the rules of a governance file in force at the hub on AWS, after saying what changes')
    .argument('[file]', 'governance file', 'governance.yaml')
    .option('--yes', 'do not ask')
    .option('--dry-run', 'say what would change, and change nothing')
    .addHelpText('after', '\nExit codes: 0 in force (or nothing to do), 1 not agreed to, 2 not possible.')
    .action((file: string, options: PublishOptions) => publishFile(file, options, io, desk));
}

async function publishFile(file: string, options: PublishOptions, io: CommandIo, desk: BundleDesk): Promise<void> {
  const compiled = readGovernance(file);
  const { hub } = compiled.bundle;
  const { s3, ssm, sts } = await desk.clients(hub);
  const [{ BundleBucketS3 }, { readDeployment }, { publisherOf }, { planPublication, publish }, view] =
    await Promise.all([
      import('../bundle/bundle-bucket-s3.ts'),
      import('../bundle/deployment-ssm.ts'),
      import('../bundle/publisher-sts.ts'),
      import('../bundle/publication.ts'),
      import('../bundle/publication-view.ts'),
    ]);
  io.out(`as     ${await publisherOf(sts, hub)}\n`);
  const bucket = new BundleBucketS3(s3, hub);
  const plan = await planPublication(bucket, compiled, await readDeployment(ssm, compiled.bundle));
  if (plan.inForce) return io.out(`rules  ${plan.name.hash}\nThey are in force already.\n`);
  io.out(view.renderPublication(plan, io.colour));
  if (options.dryRun) return io.out('Nothing was changed.\n');
  if (!options.yes && !(await desk.ask('Put these rules in force?'))) {
    io.out('Nothing was changed.\n');
    return io.exit(1);
  }
  await publish(bucket, plan, new Date());
  io.out('Published: every call that begins in 30 seconds or later is judged by these rules.\n');
}
