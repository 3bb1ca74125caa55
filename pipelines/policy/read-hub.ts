import { policyForSynth } from '../../shared/constructs/policy-for-synth.ts';
import { type HubScene, hubScene } from './hub-scene.ts';
import { readAssembly } from './read-assembly.ts';
import { synthesizeHub } from './synthesize-hub.ts';
import { synthesizedPolicies } from './synthesized-policies.ts';

/**
 * The hub of a governance file with all its policies: synthesized in this process, or as `npm run synth` left it in a directory.
 *
 * @throws GatehouseFault `configuration_invalid` where the file or the templates cannot be understood.
 */
export function readHub(governance: string, templates?: string): HubScene {
  const bundle = policyForSynth(governance);
  const stacks = templates === undefined ? synthesizeHub(governance) : readAssembly(templates);
  return hubScene(synthesizedPolicies(stacks), bundle);
}
