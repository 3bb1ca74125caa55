import { organizationPolicies } from '../../scp-policies/catalogue.ts';
import { type PolicyQuota, quotaOf } from '../../scp-policies/composer/policy-quotas.ts';
import type { OrganizationPolicy } from '../../scp-policies/policy.ts';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { type StackSetTemplate, spokeStackSets } from '../../spoke/access/stack-sets.ts';
import type { Target } from './change.ts';
import { type DesiredPolicy, desiredPolicies, policiesThatStay } from './desired-policies.ts';
import type { GovernanceFile } from './governance-place.ts';
import { type GovernedUnit, governedUnits, type NewUnit, newUnits } from './governed-units.ts';
import { type DesiredGuardrailPolicy, guardrailPolicies } from './guardrail-policies.ts';
import { ownership } from './our-policies.ts';
import { expectSameOrganization } from './same-organization.ts';
import type { AttachedPolicy, PolicyType, Snapshot } from './snapshot.ts';

/** What governance.yaml asks of an organization. */
export interface DesiredState {
  readonly units: readonly GovernedUnit[];
  /** Parents first. */
  readonly newUnits: readonly NewUnit[];
  /** The unit that changes come to first. */
  readonly canary: Target | undefined;
  readonly policies: readonly DesiredPolicy[];
  /** Names of policies of ours that are left as they are, although nothing asks for them. */
  readonly stay: ReadonlySet<string>;
  readonly policyTypes: readonly PolicyType[];
  /** Service principals. */
  readonly trustedServices: readonly string[];
  readonly delegatedAdministrator: { readonly account: string; readonly service: string } | undefined;
  readonly guardrailPolicies: readonly DesiredGuardrailPolicy[];
  readonly stackSets: readonly DesiredStackSet[];
  /** Of the StackSets' instances. */
  readonly region: string;
  readonly quotas: Readonly<Record<PolicyType, PolicyQuota>>;
  /** For faults about it. */
  readonly governance: GovernanceFile;
  readonly isOurs: (policy: Pick<AttachedPolicy, 'type' | 'name' | 'awsManaged'>) => boolean;
}

export interface DesiredStackSet {
  readonly name: string;
  readonly description: string;
  readonly body: string;
  readonly targets: readonly Target[];
}

export interface DesiredOptions extends Partial<GovernanceFile> {
  /** Default: that of `scp-policies/`. */
  readonly catalogue?: readonly OrganizationPolicy[];
  /** Default: those of `spoke/access/`. */
  readonly templates?: readonly StackSetTemplate[];
}

/**
 * CloudFormation's, for service-managed StackSets.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-cloudformation.html
 */
const stackSetsService = 'member.org.stacksets.cloudformation.amazonaws.com';

/**
 * @throws GatehouseFault `configuration_invalid` where governance.yaml and the organization contradict each other, or something is over quota; `organization_conflict` where the organization is not ready, or somebody has rewritten the
 * quarantine.
 */
export async function desiredState(
  bundle: PolicyBundle,
  snapshot: Snapshot,
  { catalogue = organizationPolicies, templates, file = 'governance.yaml', locate }: DesiredOptions = {},
): Promise<DesiredState> {
  const governance = { file, ...(locate === undefined ? {} : { locate }) };
  expectSameOrganization(bundle, snapshot, governance);
  const { organization, hub } = bundle;
  const units = governedUnits(bundle, snapshot, governance);
  const isOurs = ownership(catalogue);
  const policies = await desiredPolicies({ bundle, snapshot, units, catalogue, isOurs, governance });
  const stackSets = desiredStackSets(templates ?? spokeStackSets(bundle), units);
  const delegated = organization.delegatedAdministrator;
  return {
    units,
    newUnits: newUnits(units, snapshot),
    canary: organization.policies.canaryUnit ?? undefined,
    policies,
    stay: policiesThatStay(policies, snapshot),
    policyTypes: [...new Set(policies.map(({ type }) => type))].sort(),
    trustedServices: stackSets.length > 0 || delegated !== null ? [stackSetsService] : [],
    delegatedAdministrator: delegated === null ? undefined : { account: delegated, service: stackSetsService },
    guardrailPolicies: units.length === 0 ? [] : guardrailPolicies(catalogue, bundle, snapshot),
    stackSets,
    region: hub.region,
    quotas: quotasOf(bundle),
    governance,
    isOurs,
  };
}

function desiredStackSets(
  templates: readonly StackSetTemplate[],
  units: readonly GovernedUnit[],
): readonly DesiredStackSet[] {
  const targetsOf = (kinds: 'spokes' | 'governed') =>
    units.filter(({ kind }) => kinds === 'governed' || kind === 'spokes').map(({ target }) => target);
  return templates
    .map(({ units: kinds, ...set }) => ({ ...set, targets: targetsOf(kinds) }))
    .filter(({ targets }) => targets.length > 0);
}

function quotasOf(bundle: PolicyBundle): DesiredState['quotas'] {
  return {
    SCP: quotaOf('SCP', bundle),
    RCP: quotaOf('RCP', bundle),
    AISERVICES_OPT_OUT: quotaOf('AISERVICES_OPT_OUT', bundle),
    BEDROCK: quotaOf('BEDROCK', bundle),
    TAG: quotaOf('TAG', bundle),
  };
}
