import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { readGovernance } from '../../hub/local/governance-file.ts';
import type { ComposedUnit, UnitComposition } from '../../scp-policies/composer/compose-units.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { CommandIo } from './command-io.ts';
import { readAttached, readPrevious } from './policy-compose-input.ts';
import { compositionsJson, renderCompositions } from './policy-compose-view.ts';

interface ComposeOptions {
  readonly governance: string;
  readonly unit?: ComposedUnit;
  readonly previous?: string;
  readonly attached?: string;
  readonly out?: string;
  readonly json?: true;
}

/** `gatehouse policy compose`: what would be attached to the units of the organization, packed into its quotas. */
export function composeCommand(io: CommandIo): Command {
  return new Command('compose')
    .description('pack the policies of the organization into the fewest that its quotas allow, for each kind of unit')
    .option('--governance <file>', 'governance file', 'governance.yaml')
    .addOption(
      new Option('--unit <kind>', 'only this kind of unit').choices(['spokes', 'hub'] satisfies ComposedUnit[]),
    )
    .option(
      '--previous <file>',
      'what --json printed when the policies in force were composed: they move as little as possible',
    )
    .option('--attached <file>', 'names of policies that are attached already, by kind of unit and type, as JSON')
    .option('--out <directory>', 'write each policy to a file, as it is to be uploaded')
    .option('--json', 'print JSON instead of text')
    .addHelpText('after', '\nExit codes: 0 composed, 2 over quota or unreadable; then nothing is written.')
    .action((options: ComposeOptions) => compose(options, io));
}

async function compose(options: ComposeOptions, io: CommandIo): Promise<void> {
  const { bundle } = readGovernance(options.governance);
  const surroundings = { attached: readAttached(options.attached), previous: readPrevious(options.previous) };
  // The data of all actions takes a while to load: whoever asks for help should not wait for it.
  const [{ organizationPolicies }, { composeUnits }] = await Promise.all([
    import('../../scp-policies/catalogue.ts'),
    import('../../scp-policies/composer/compose-units.ts'),
  ]);
  const units = options.unit === undefined ? undefined : [options.unit];
  const compositions = await composeUnits(organizationPolicies, bundle, surroundings, units);
  if (options.out !== undefined) writePolicies(options.out, compositions);
  io.out(options.json ? compositionsJson(compositions) : renderCompositions(compositions, io.colour));
}

/** Without a line end: it would count against the quota. */
function writePolicies(directory: string, compositions: readonly UnitComposition[]): void {
  try {
    mkdirSync(directory, { recursive: true });
    for (const { policies } of compositions)
      for (const { name, text } of policies) writeFileSync(join(directory, `${name}.json`), text);
  } catch (cause) {
    throw new GatehouseFault('usage', `${directory} cannot be written to.`, 'Give a directory of your own.', { cause });
  }
}
