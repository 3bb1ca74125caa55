import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { accountsBelow } from '../accounts-below.ts';
import type { OrganizationDesk } from '../organization-desk.ts';
import type { PolicyType, Snapshot } from '../snapshot.ts';
import type { EffectivePolicies } from '../status/effective-policies.ts';
import { unitsFor } from './account-place.ts';

/** Types that AWS says the outcome of; of service and resource control policies it does not. */
const withOutcome: readonly PolicyType[] = ['AISERVICES_OPT_OUT', 'BEDROCK', 'TAG'];

/** What is in force in each governed account that is active: a call for each account and enabled type. */
export async function readEffectivePolicies(
  desk: OrganizationDesk,
  bundle: PolicyBundle,
  snapshot: Snapshot,
): Promise<EffectivePolicies> {
  const types = withOutcome.filter((type) => snapshot.root.policyTypes.includes(type));
  const units = (['spokes', 'hub'] as const).flatMap((kind) => unitsFor(kind, bundle, snapshot));
  const governed = units.flatMap((unit) => accountsBelow(snapshot, unit)).filter(({ state }) => state === 'ACTIVE');
  const ids = [...new Set(governed.map(({ id }) => id))];
  // The desk asks a few at a time.
  return new Map(await Promise.all(ids.map(async (id) => [id, await textsOf(id, types, desk)] as const)));
}

async function textsOf(account: string, types: readonly PolicyType[], desk: OrganizationDesk) {
  const texts = await Promise.all(
    types.map(async (type) => [type, await desk.effectivePolicy(account, type)] as const),
  );
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined));
}
