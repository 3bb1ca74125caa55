import { parsePolicy } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import type { ControlPolicy, DeclarativePolicy, OrganizationPolicy, PolicyContext, UnitKind } from '../policy.ts';
import { type Composition, composePolicies } from './compose-policies.ts';
import { type DeclarativeDocument, declarativePolicy } from './declarative-policy.ts';
import { knownActions } from './known-actions.ts';
import { tooFewSlots } from './over-quota.ts';
import { policyNumber } from './policy-names.ts';
import { freeSlots, occupants, type PolicyQuota, type PolicyType, quotaOf } from './policy-quotas.ts';

/** Kinds of units that policies are attached to; what goes to all governed units goes to each of them. */
const unitKinds = ['spokes', 'hub'] as const satisfies readonly UnitKind[];
export type ComposedUnit = (typeof unitKinds)[number];

/** What is known of the organization besides its configuration. */
export interface Surroundings {
  /** Names of the policies that are attached to such a unit; of several units, the one with the most. Ours among them are not counted. */
  readonly attached: (unit: ComposedUnit, type: PolicyType) => readonly string[];
  /** Composed policies that are in force, of all units; none where there are none yet. */
  readonly previous: readonly NamedPolicy[];
}

/** The policies of one type for one kind of unit. */
export interface UnitComposition extends Composition {
  readonly unit: ComposedUnit;
  readonly type: PolicyType;
  readonly quota: PolicyQuota;
  /** What takes slots there besides these. */
  readonly attached: readonly string[];
}

/**
 * Everything that is to be attached to the units of a kind, by policy type. Types without a policy are left out.
 *
 * @throws GatehouseFault `configuration_invalid` where something is over quota; it names the source policy, and the figures.
 */
export async function composeUnits(
  policies: readonly OrganizationPolicy[],
  context: PolicyContext,
  surroundings: Surroundings,
  units: readonly ComposedUnit[] = unitKinds,
): Promise<readonly UnitComposition[]> {
  const compositions: UnitComposition[] = [];
  for (const unit of units) {
    const here = policies.filter(({ attachesTo }) => attachesTo === unit || attachesTo === 'governed');
    for (const type of ['SCP', 'RCP'] as const) {
      const sources = here.flatMap((policy) => (policy.type === type ? sourceOf(policy, context) : []));
      const quota = quotaOf(type, context);
      compositions.push(await composeControls({ unit, type, quota }, sources, surroundings));
    }
    for (const type of ['AISERVICES_OPT_OUT', 'BEDROCK', 'TAG'] as const) {
      const documents = here.flatMap((policy) => (policy.type === type ? documentOf(policy, context) : []));
      compositions.push(composeDeclaratives({ unit, type, quota: quotaOf(type, context) }, documents, surroundings));
    }
  }
  return compositions.filter((composition) => composition.policies.length > 0);
}

/** No policy where the configuration asks for no statement. */
function sourceOf({ id, statements }: ControlPolicy, context: PolicyContext): readonly NamedPolicy[] {
  const list = statements(context);
  if (list.length === 0) return [];
  return [{ name: id, document: parsePolicy({ Version: '2012-10-17', Statement: list }, id) }];
}

function documentOf(policy: DeclarativePolicy, context: PolicyContext): readonly DeclarativeDocument[] {
  const document = policy.document(context);
  return document === undefined ? [] : [{ id: policy.id, document }];
}

type Place = Pick<UnitComposition, 'unit' | 'type' | 'quota'>;

async function composeControls(
  place: Place,
  sources: readonly NamedPolicy[],
  { attached, previous }: Surroundings,
): Promise<UnitComposition> {
  const { unit, type } = place;
  const prefix = `gatehouse-${type.toLowerCase()}-${unit}`;
  const others = occupants(type, attached(unit, type), (name) => policyNumber(prefix, name) !== undefined);
  const known = await knownActions(sources);
  const request = { prefix, sources, quota: place.quota, attached: others, known, previous };
  return { ...place, attached: others, ...composePolicies(request) };
}

function composeDeclaratives(
  place: Place,
  documents: readonly DeclarativeDocument[],
  { attached }: Surroundings,
): UnitComposition {
  const { unit, type, quota } = place;
  const policies = documents.map((document) => declarativePolicy(document, quota));
  const others = occupants(type, attached(unit, type), (name) => policies.some((policy) => policy.name === name));
  if (policies.length > freeSlots(quota, others))
    throw tooFewSlots({ what: `Policy type ${type} of ${unit}`, quota, attached: others }, policies, policies);
  return { ...place, attached: others, policies, moved: [], fewest: policies.length, compact: false };
}
