import type { ComposedUnit, Surroundings, UnitComposition } from '../../scp-policies/composer/compose-units.ts';
import type { OrganizationPolicy } from '../../scp-policies/policy.ts';
import { quarantineDocument, quarantinedAccounts, quarantinePolicyName } from '../../scp-policies/quarantine.ts';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { Target } from './change.ts';
import type { GovernanceFile } from './governance-place.ts';
import type { GovernedUnit } from './governed-units.ts';
import { overQuotaAt } from './over-quota-place.ts';
import type { AttachedPolicy, PolicyType, Snapshot } from './snapshot.ts';
import { stableCompositions } from './stable-compositions.ts';

/** A policy as it is to be. */
export interface DesiredPolicy {
  readonly type: PolicyType;
  readonly name: string;
  readonly text: string;
  readonly targets: readonly Target[];
  /** Policies of the catalogue that it is made of. */
  readonly sources: readonly string[];
}

interface Wanted {
  readonly bundle: PolicyBundle;
  readonly snapshot: Snapshot;
  readonly units: readonly GovernedUnit[];
  readonly catalogue: readonly OrganizationPolicy[];
  readonly isOurs: (policy: AttachedPolicy) => boolean;
  readonly governance: GovernanceFile;
}

/** The policies of all governed units, in the order of types and names. */
export async function desiredPolicies(wanted: Wanted): Promise<readonly DesiredPolicy[]> {
  const { bundle, snapshot, units, catalogue, governance } = wanted;
  const kinds = [...new Set(units.map(({ kind }) => kind))].sort();
  const composing = { catalogue, context: bundle, attached: occupied(wanted), units: kinds };
  const compositions = await overQuotaAt(governance, bundle, catalogue, () => stableCompositions(composing, snapshot));
  const policies = compositions.flatMap((composition) => policiesOf(composition, units));
  const all = [...merged(policies), ...quarantine(units, snapshot)];
  return all.sort((one, other) => compare(one.type, other.type) || compare(one.name, other.name));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function policiesOf({ unit, type, policies }: UnitComposition, units: readonly GovernedUnit[]): DesiredPolicy[] {
  const targets = targetsOf(units, unit);
  return policies.map(({ name, text, sources }) => ({ type, name, text, sources, targets }));
}

function targetsOf(units: readonly GovernedUnit[], kind: ComposedUnit): readonly Target[] {
  return units.filter((unit) => unit.kind === kind).map(({ target }) => target);
}

/** What is composed for both kinds of units under one name is one policy. */
function merged(policies: readonly DesiredPolicy[]): readonly DesiredPolicy[] {
  const byName = new Map<string, DesiredPolicy>();
  for (const policy of policies) {
    const key = `${policy.type}/${policy.name}`;
    const other = byName.get(key);
    byName.set(key, other === undefined ? policy : { ...other, targets: [...other.targets, ...policy.targets] });
  }
  return [...byName.values()];
}

/** Others' policies on the unit of that kind that has the most of them; and the quarantine, which is not composed, and takes a slot. */
function occupied({ snapshot, units, isOurs }: Wanted): Surroundings['attached'] {
  const others = snapshot.policies.filter((policy) => !isOurs(policy));
  const namesAt = new Map<string, string[]>();
  for (const { type, name, targets } of others)
    for (const target of targets) {
      const key = `${type} ${target}`;
      namesAt.set(key, [...(namesAt.get(key) ?? []), name]);
    }
  return (kind, type) => {
    const most = units
      .filter((unit) => unit.kind === kind)
      .map(({ id }) => namesAt.get(`${type} ${id ?? ''}`) ?? [])
      .reduce<readonly string[]>((longest, names) => (names.length > longest.length ? names : longest), []);
    return kind === 'hub' && type === 'SCP' ? [...most, quarantinePolicyName] : most;
  };
}

/** Always there, with whoever is cut off now: that is a state of the organization, which no file knows. */
function quarantine(units: readonly GovernedUnit[], snapshot: Snapshot): readonly DesiredPolicy[] {
  const targets = targetsOf(units, 'hub');
  if (targets.length === 0) return [];
  const text = quarantineInForce(snapshot) ?? quarantineDocument([]);
  return [{ type: 'SCP', name: quarantinePolicyName, text, targets, sources: [] }];
}

/** @throws GatehouseFault `organization_conflict` where somebody has rewritten it. */
function quarantineInForce({ policies }: Snapshot): string | undefined {
  const found = policies.find(
    ({ type, name, awsManaged }) => type === 'SCP' && name === quarantinePolicyName && !awsManaged,
  );
  if (found !== undefined) quarantinedAccounts(found.text);
  return found?.text;
}

/** To take the hub out of governance.yaml must not lift anybody's quarantine. */
export function policiesThatStay(policies: readonly DesiredPolicy[], snapshot: Snapshot): ReadonlySet<string> {
  if (policies.some(({ name }) => name === quarantinePolicyName)) return new Set();
  const text = quarantineInForce(snapshot);
  return new Set(text === undefined || quarantinedAccounts(text).length === 0 ? [] : [quarantinePolicyName]);
}
