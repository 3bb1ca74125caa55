import type { SealedCall } from '../../../hub/audit/last-sealed.ts';
import { quarantinedAccounts, quarantinePolicyName } from '../../../scp-policies/quarantine.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { accountsBelow } from '../accounts-below.ts';
import type { Change } from '../change.ts';
import { organizationTree } from '../effects/unit-chain.ts';
import { ownership } from '../our-policies.ts';
import type { Account, Snapshot } from '../snapshot.ts';
import { unitPaths } from '../unit-paths.ts';
import { type AccountDrift, driftByAccount, standingOf } from './account-policies.ts';
import type { AccountStatus, StackStatus } from './account-status.ts';
import { type EffectivePolicies, effectiveStatus } from './effective-policies.ts';

export interface Status {
  readonly organizationId: string;
  readonly takenAt: string;
  /** Governed ones, those of applications, and those that a change reaches. */
  readonly accounts: readonly AccountStatus[];
  readonly totals: {
    readonly accounts: number;
    readonly governed: number;
    readonly inOrder: number;
    readonly drifted: number;
    readonly quarantined: number;
    /** Changes that a plan would make. */
    readonly changes: number;
  };
  /** Whether every account is in order and nothing is left to change. */
  readonly inOrder: boolean;
}

export interface StatusInput {
  readonly bundle: PolicyBundle;
  /** What a plan would change now. */
  readonly changes: readonly Change[];
  readonly snapshot: Snapshot;
  readonly effective?: EffectivePolicies;
  /** By account id. */
  readonly sealed?: ReadonlyMap<string, SealedCall>;
}

/**
 * The truth about each account, by what would have to be changed.
 *
 * @throws GatehouseFault `organization_conflict` where somebody rewrote the quarantine, so that nobody can tell who is cut off.
 */
export function statusOf(input: StatusInput): Status {
  const { snapshot, changes } = input;
  const scene = sceneOf(input);
  const accounts = snapshot.accounts
    .map((account) => accountStatus(account, scene))
    .filter((status) => isTold(status, scene));
  const governed = accounts.filter((status) => status.governed !== null);
  const inOrder = accounts.filter((status) => status.inOrder).length;
  return {
    organizationId: snapshot.organization.id,
    takenAt: snapshot.takenAt,
    accounts,
    totals: {
      accounts: snapshot.accounts.length,
      governed: governed.length,
      inOrder,
      drifted: accounts.length - inOrder,
      quarantined: accounts.filter(({ quarantined }) => quarantined).length,
      changes: changes.length,
    },
    inOrder: inOrder === accounts.length && changes.length === 0,
  };
}

function sceneOf({ bundle, changes, snapshot, effective, sealed }: StatusInput) {
  const isOurs = ownership();
  const ours = snapshot.policies.filter(isOurs);
  const byTarget = Map.groupBy(
    ours.flatMap(({ name, targets }) => targets.map((target) => ({ name, target }))),
    ({ target }) => target,
  );
  const quarantine = snapshot.policies.find(({ type, name }) => type === 'SCP' && name === quarantinePolicyName);
  return {
    bundle,
    tree: organizationTree(snapshot),
    drift: driftByAccount(changes),
    governed: governedBy(snapshot, bundle),
    attachedTo: (id: string) => (byTarget.get(id) ?? []).map(({ name }) => name),
    quarantined: new Set(quarantine === undefined ? [] : quarantinedAccounts(quarantine.text)),
    stacks: stacksByAccount(snapshot),
    applications: Map.groupBy(Object.values(bundle.applications), ({ accountId }) => accountId),
    effective,
    sealed,
  };
}

type Scene = ReturnType<typeof sceneOf>;

/** As which an account is governed; the hub's units are told last, for they lie within others at times. */
function governedBy(snapshot: Snapshot, { organization }: PolicyBundle): ReadonlyMap<string, 'spokes' | 'hub'> {
  const paths = unitPaths(snapshot);
  return new Map(
    (['spokes', 'hub'] as const).flatMap((kind) =>
      organization.policies.units[kind].flatMap((unit) =>
        accountsBelow(snapshot, paths.idOf(unit)).map(({ id }) => [id, kind] as const),
      ),
    ),
  );
}

function stacksByAccount({ stackSets }: Snapshot): ReadonlyMap<string, readonly StackStatus[]> {
  const all = stackSets.flatMap(({ name, instances }) =>
    instances.map(({ account, region, status, detailedStatus, drift }) => ({
      account,
      stack: { stackSet: name, region, status, detailedStatus, drift },
    })),
  );
  const byAccount = Map.groupBy(all, ({ account }) => account);
  return new Map([...byAccount].map(([account, group]) => [account, group.map(({ stack }) => stack)]));
}

function accountStatus({ id, name, state, parentId }: Account, scene: Scene): AccountStatus {
  const chain = [...scene.tree.chainOf(parentId), id];
  const governed = scene.governed.get(id) ?? null;
  const drift = scene.drift.get(id);
  const texts = scene.effective?.get(id);
  const status = {
    id,
    name,
    state,
    unit: scene.tree.pathOf(parentId),
    governed,
    applications: (scene.applications.get(id) ?? []).map((application) => application.name).sort(),
    quarantined: scene.quarantined.has(id),
    policies: standingOf(chain.flatMap(scene.attachedTo), drift),
    stacks: scene.stacks.get(id) ?? [],
    stacksToCome: [...new Set(drift?.stackSets ?? [])].sort(),
    effective: governed === null || texts === undefined ? [] : effectiveStatus(texts, governed, scene.bundle),
  };
  const lastSealed = scene.sealed === undefined ? {} : { lastSealed: scene.sealed.get(id) ?? null };
  return { ...status, ...lastSealed, inOrder: isInOrder(status, drift) };
}

/** A stack is sound where it is up to date, and nobody has found that it was changed by hand. Nobody can deploy to an account that is suspended or closed. */
function isInOrder(status: Omit<AccountStatus, 'inOrder'>, drift: AccountDrift | undefined): boolean {
  const { governed, applications, stacks, effective, state } = status;
  const astray = applications.length > 0 && governed === null;
  const sound = stacks.every((stack) => stack.status === 'CURRENT' && stack.drift !== 'DRIFTED');
  const inForce = effective.every(({ wrong }) => wrong.length === 0);
  return !astray && drift === undefined && (sound || state !== 'ACTIVE') && inForce;
}

function isTold(
  { id, governed, applications, quarantined, policies, stacks }: AccountStatus,
  { drift }: Scene,
): boolean {
  const touched = drift.has(id) || policies.inPlace.length > 0 || stacks.length > 0;
  return governed !== null || applications.length > 0 || quarantined || touched;
}
