import type { OrganizationPolicy } from '../../scp-policies/policy.ts';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { Path } from '../../shared/config/problem.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { contradiction, type GovernanceFile } from './governance-place.ts';

/** Lists of `organization.policies` that one policy grows with. */
const grownBy: Readonly<Record<string, string>> = {
  'allowed-regions': 'allowedRegions',
  'bedrock-guardrail': 'guardrails',
  'no-model-customization': 'modelBuilders',
};

/** What the composer refuses, with the line of what makes it too large, as far as that can be told. */
export async function overQuotaAt<T>(
  governance: GovernanceFile,
  bundle: PolicyBundle,
  catalogue: readonly OrganizationPolicy[],
  compose: () => Promise<T>,
): Promise<T> {
  try {
    return await compose();
  } catch (error) {
    if (!(error instanceof GatehouseFault) || error.code !== 'configuration_invalid') throw error;
    // A fault's message ends with its remedy.
    const said = error.message.slice(0, error.message.length - error.remedy.length).trimEnd();
    throw contradiction(governance, pathOf(said, bundle, catalogue), said, error.remedy);
  }
}

function pathOf(said: string, { organization }: PolicyBundle, catalogue: readonly OrganizationPolicy[]): Path {
  const section = ['organization', 'policies'];
  const policy = catalogue.find(({ id }) => said.includes(`olicy ${id} takes`))?.id;
  if (policy === undefined) return [...section, 'units'];
  const list = grownBy[policy];
  if (list !== undefined) return [...section, list];
  const exception = organization.policies.exceptions.findIndex((each) => each.policy === policy);
  return exception < 0 ? section : [...section, 'exceptions', exception];
}
