import type { PolicyBundle } from '../config/bundle.ts';
import { loadGovernance } from '../config/load.ts';
import { problemFormatter } from '../config/problem.ts';
import { readGovernanceFile } from '../config/read-file.ts';
import { GatehouseFault } from '../errors.ts';

/**
 * The policy that the stacks are made from. A bad file is a fault with code `configuration_invalid` whose message lists every problem as `gatehouse validate` prints
 * it, so that nothing is synthesized from half a configuration.
 */
export function policyForSynth(file: string): PolicyBundle {
  const source = readGovernanceFile(file);
  const loaded = loadGovernance(source, file);
  if (loaded.ok) return loaded.policy.bundle;
  throw new GatehouseFault(
    'configuration_invalid',
    `${loaded.problems.map(problemFormatter(source)).join('\n')}\n`,
    `Nothing was synthesized. Mend ${file}, and check it with: npx gatehouse validate ${file}`,
  );
}
