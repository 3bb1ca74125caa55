import type { OrganizationPolicy, PolicyContext } from '../policy.ts';

export type PolicyType = OrganizationPolicy['type'];

/** What AWS lets one policy, and one unit, have. */
export interface PolicyQuota {
  /** Most characters of one policy. */
  readonly characters: number;
  /** Most policies of this type that are attached to one unit. */
  readonly slots: number;
}

/** @param attached what takes slots already. */
export function freeSlots({ slots }: PolicyQuota, attached: readonly string[]): number {
  return Math.max(0, slots - attached.length);
}

/**
 * What Organizations lets one policy and one unit have. Those of service control policies were doubled in May 2026, and not everywhere at once, so the two that matter are configured
 * (`organization.policies.limits`); the others as of November 2026. Where AWS publishes no number of slots (Bedrock policies), the smallest of the others.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export function quotaOf(type: PolicyType, { organization }: PolicyContext): PolicyQuota {
  const { scpCharacters, scpSlots, rcpCharacters, rcpSlots } = organization.policies.limits;
  const quotas: Readonly<Record<PolicyType, PolicyQuota>> = {
    SCP: { characters: scpCharacters, slots: scpSlots },
    RCP: { characters: rcpCharacters, slots: rcpSlots },
    AISERVICES_OPT_OUT: { characters: 2_500, slots: 5 },
    BEDROCK: { characters: 10_000, slots: 5 },
    TAG: { characters: 10_000, slots: 10 },
  };
  return quotas[type];
}

/** What AWS attaches to every unit by itself. It stays, since without it nothing is allowed any more, and takes a slot. */
const attachedByAws: Readonly<Partial<Record<PolicyType, string>>> = {
  SCP: 'FullAWSAccess',
  RCP: 'RCPFullAWSAccess',
};

/** Names of everything that takes a slot beside our own policies, from the names of what is attached. */
export function occupants(
  type: PolicyType,
  attached: readonly string[],
  isOurs: (name: string) => boolean,
): readonly string[] {
  const byAws = attachedByAws[type];
  const others = attached.filter((name) => name !== byAws && !isOurs(name));
  return [...(byAws === undefined ? [] : [byAws]), ...[...new Set(others)].sort()];
}
