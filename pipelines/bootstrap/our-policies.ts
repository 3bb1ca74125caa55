import { organizationPolicies } from '../../scp-policies/catalogue.ts';
import { declarativePolicy } from '../../scp-policies/composer/declarative-policy.ts';
import { policyNumber } from '../../scp-policies/composer/policy-names.ts';
import type { OrganizationPolicy } from '../../scp-policies/policy.ts';
import { quarantinePolicyName } from '../../scp-policies/quarantine.ts';
import type { AttachedPolicy } from './snapshot.ts';

/**
 * Policies that hold the text that a policy is to have, until that has it. The second is for when the first stands in for it somewhere with a text of an earlier plan, which was broken off and never finished: what binds accounts
 * there is replaced, not rewritten.
 */
export function candidateNames(name: string): readonly [string, string] {
  return [`${name}-canary`, `${name}-canary-2`];
}

/** The policy whose candidate this would be; undefined where the name is no candidate's. */
export function candidateOf(name: string): string | undefined {
  return /^(.+)-canary(?:-2)?$/.exec(name)?.[1];
}

/** The kind of unit that a composed policy is for; undefined where it is none. */
export function composedFor({ type, name }: Pick<AttachedPolicy, 'type' | 'name'>): 'spokes' | 'hub' | undefined {
  if (type !== 'SCP' && type !== 'RCP') return undefined;
  return (['spokes', 'hub'] as const).find(
    (unit) => policyNumber(`gatehouse-${type.toLowerCase()}-${unit}`, name) !== undefined,
  );
}

/**
 * Whether a policy is one of Gatehouse's, told by its name alone, as the composer gives them. Whatever is not is somebody else's: it is counted, and never touched.
 *
 * @param catalogue The policies that there are to compose.
 */
export function ownership(
  catalogue: readonly OrganizationPolicy[] = organizationPolicies,
): (policy: Pick<AttachedPolicy, 'type' | 'name' | 'awsManaged'>) => boolean {
  const declarative = new Set(catalogue.flatMap(declarativeKey));
  return ({ type, name, awsManaged }) => {
    if (awsManaged) return false;
    const own = candidateOf(name) ?? name;
    if (composedFor({ type, name: own }) !== undefined) return true;
    return (type === 'SCP' && own === quarantinePolicyName) || declarative.has(`${type}/${own}`);
  };
}

function declarativeKey({ id, type }: OrganizationPolicy): readonly string[] {
  if (type === 'SCP' || type === 'RCP') return [];
  const unlimited = { characters: Number.POSITIVE_INFINITY, slots: Number.POSITIVE_INFINITY };
  return [`${type}/${declarativePolicy({ id, document: {} }, unlimited).name}`];
}
