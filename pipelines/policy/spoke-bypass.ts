import { type BypassReport, bypassReport, inferenceActions } from '../../scp-policies/bypass-catalogue.ts';
import { organizationPolicies } from '../../scp-policies/catalogue.ts';
import { composeUnits } from '../../scp-policies/composer/compose-units.ts';
import type { OrganizationPolicy, PolicyContext } from '../../scp-policies/policy.ts';
import { spokeDenial } from '../../scp-policies/spoke-denial.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import { actionNames, actionsMatching, serviceNames } from './lint/catalogue.ts';

/** Whether the composed policies leave a spoke another road to a model, by all actions that AWS is known to have. */
export async function spokeBypass(
  context: PolicyContext,
  policies: readonly OrganizationPolicy[] = organizationPolicies,
): Promise<BypassReport> {
  const denialOf = spokeDenial(await composedForSpokes(context, policies), context);
  const resources = await resourcesOf(inferenceActions());
  return bypassReport(await allActions(), (action) => denialOf(action, resources.get(action) ?? []));
}

async function composedForSpokes(
  context: PolicyContext,
  policies: readonly OrganizationPolicy[],
): Promise<readonly NamedPolicy[]> {
  const units = await composeUnits(policies, context, { attached: () => [], previous: [] }, ['spokes']);
  return units
    .filter(({ type }) => type === 'SCP')
    .flatMap((unit) => unit.policies.map(({ name, text }) => ({ name, document: parsePolicy(text, name) })));
}

async function allActions(): Promise<ReadonlyMap<string, readonly string[]>> {
  const services = await serviceNames();
  return new Map(await Promise.all(services.map(async (service) => [service, await actionNames(service)] as const)));
}

/** An example ARN of each type of resource that the action can be about. */
async function resourcesOf(actions: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = actions.map(async (action) => {
    const [service = '', name = ''] = action.split(':');
    const known = await actionsMatching(service, name);
    return [action, known.flatMap(({ resources }) => resources.map((arn) => arn.replaceAll('*', 'x')))] as const;
  });
  return new Map(await Promise.all(found));
}
