/**
 * What a change makes of an organization, in memory: the same that AWS shows once it is made, but for the ids of what is new. Nothing is copied that stays as it was, so a thousand changes of five thousand
 * accounts cost little.
 */
import { sha256Hex } from '../../shared/canonical-json.ts';
import { attached, created, deleted, detached, rewritten } from './after-policy-change.ts';
import { accountsAfter, stackSetsAfter } from './after-stack-set-change.ts';
import type { Change, ChangeBody } from './change.ts';
import { fullAccessPolicies, hasFullAccessPolicy } from './full-access.ts';
import { inOrderOfIds } from './in-order.ts';
import { existing } from './resolve-target.ts';
import type { PolicyType, Snapshot } from './snapshot.ts';

/** @throws GatehouseFault `plan_stale` where the change speaks of what is not there. */
export function afterChanges(snapshot: Snapshot, changes: Iterable<ChangeBody>): Snapshot {
  let after = snapshot;
  for (const change of changes) after = afterBody(after, change);
  return after;
}

/** The same for one change. Made already: the snapshot as it was. */
export function afterChange(snapshot: Snapshot, change: Change): Snapshot {
  return afterBody(snapshot, change);
}

function afterBody(snapshot: Snapshot, change: ChangeBody): Snapshot {
  switch (change.kind) {
    case 'enable-trusted-access':
      return { ...snapshot, trustedServices: withEntry(snapshot.trustedServices, change.service) };
    case 'register-delegated-administrator':
      return registered(snapshot, change);
    case 'enable-policy-type':
      return typeEnabled(snapshot, change.type);
    case 'create-unit':
      return unitCreated(snapshot, change);
    case 'move-account':
      return accountsAfter(snapshot, change);
    case 'put-guardrail-policy':
      return guardrailShared(snapshot, change);
    case 'create-policy':
      return created(snapshot, change);
    case 'update-policy':
      return rewritten(snapshot, change);
    case 'attach-policy':
      return attached(snapshot, change);
    case 'detach-policy':
      return detached(snapshot, change);
    case 'delete-policy':
      return deleted(snapshot, change);
    default:
      return stackSetsAfter(snapshot, change);
  }
}

type Body<Kind extends ChangeBody['kind']> = Extract<ChangeBody, { readonly kind: Kind }>;

function withEntry(list: readonly string[], entry: string): string[] {
  return [...new Set([...list, entry])].sort();
}

function registered(snapshot: Snapshot, { account, service }: Body<'register-delegated-administrator'>): Snapshot {
  const { delegatedAdministrators } = snapshot;
  const found = delegatedAdministrators.find(({ accountId }) => accountId === account);
  const registration = { accountId: account, services: withEntry(found?.services ?? [], service) };
  const others = delegatedAdministrators.filter((each) => each !== found);
  const all = [...others, registration].sort((one, other) => (one.accountId < other.accountId ? -1 : 1));
  return { ...snapshot, delegatedAdministrators: all };
}

/** As AWS does: with SCPs and RCPs comes the policy that allows everything, attached everywhere. */
function typeEnabled(snapshot: Snapshot, type: PolicyType): Snapshot {
  const { root, units, accounts } = snapshot;
  if (root.policyTypes.includes(type)) return snapshot;
  const enabled = { ...snapshot, root: { ...root, policyTypes: [...root.policyTypes, type].sort() } };
  if (!hasFullAccessPolicy(type)) return enabled;
  const everywhere = [root.id, ...units.map(({ id }) => id), ...accounts.map(({ id }) => id)];
  return fullAccessAt(enabled, type, everywhere);
}

function fullAccessAt(snapshot: Snapshot, type: 'SCP' | 'RCP', more: readonly string[]): Snapshot {
  const { id, name, text } = fullAccessPolicies[type];
  const found = snapshot.policies.find((policy) => policy.type === type && policy.name === name);
  const targets = [...new Set([...(found?.targets ?? []), ...more])].sort();
  const policy = { ...(found ?? { id, name, type, awsManaged: true, text }), targets };
  const others = snapshot.policies.filter((each) => each !== found);
  return { ...snapshot, policies: inOrderOfIds([...others, policy]) };
}

function unitCreated(snapshot: Snapshot, { path, parent, name }: Body<'create-unit'>): Snapshot {
  const parentId = existing(snapshot, parent);
  if (snapshot.units.some((unit) => unit.parentId === parentId && unit.name === name)) return snapshot;
  // Like an id of AWS: `ou-`, what the root's id has behind `r-`, and eight characters.
  const id = `ou-${snapshot.root.id.replace(/^r-/, '')}-${sha256Hex(path).slice(0, 8)}`;
  const units = inOrderOfIds([...snapshot.units, { id, name, parentId }]);
  return snapshot.root.policyTypes
    .filter(hasFullAccessPolicy)
    .reduce<Snapshot>((after, type) => fullAccessAt(after, type, [id]), { ...snapshot, units });
}

function guardrailShared(snapshot: Snapshot, { arn, text }: Body<'put-guardrail-policy'>): Snapshot {
  const guardrails = snapshot.guardrails.map((each) => (each.arn === arn ? { ...each, resourcePolicy: text } : each));
  return { ...snapshot, guardrails };
}
