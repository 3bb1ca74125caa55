import { sha256Hex } from '../../shared/canonical-json.ts';
import { printable } from '../../shared/config/printable.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { ChangeBody } from './change.ts';
import { inOrderOfIds } from './in-order.ts';
import { existing } from './resolve-target.ts';
import type { AttachedPolicy, PolicyType, Snapshot } from './snapshot.ts';

type Body<Kind extends ChangeBody['kind']> = Extract<ChangeBody, { readonly kind: Kind }>;

export function created(snapshot: Snapshot, { type, name, text }: Body<'create-policy'>): Snapshot {
  if (find(snapshot, type, name) !== undefined) return snapshot;
  const id = `p-${sha256Hex(`${type}/${name}`).slice(0, 10)}`;
  const policy = { id, name, type, awsManaged: false, text, targets: [] };
  return { ...snapshot, policies: inOrderOfIds([...snapshot.policies, policy]) };
}

export function rewritten(snapshot: Snapshot, { type, name, text }: Body<'update-policy'>): Snapshot {
  return withPolicy(snapshot, type, name, (policy) => ({ ...policy, text }));
}

export function attached(snapshot: Snapshot, { type, name, target }: Body<'attach-policy'>): Snapshot {
  const id = existing(snapshot, target);
  return withPolicy(snapshot, type, name, (policy) => ({
    ...policy,
    targets: [...new Set([...policy.targets, id])].sort(),
  }));
}

export function detached(snapshot: Snapshot, { type, name, target }: Body<'detach-policy'>): Snapshot {
  const id = existing(snapshot, target);
  return withPolicy(snapshot, type, name, (policy) => ({
    ...policy,
    targets: policy.targets.filter((each) => each !== id),
  }));
}

export function deleted(snapshot: Snapshot, { type, name }: Body<'delete-policy'>): Snapshot {
  const found = find(snapshot, type, name);
  return { ...snapshot, policies: snapshot.policies.filter((each) => each !== found) };
}

/** What AWS manages has names of its own, which nobody else can take; a change never means it. */
function find({ policies }: Snapshot, type: PolicyType, name: string): AttachedPolicy | undefined {
  return policies.find((policy) => policy.type === type && policy.name === name && !policy.awsManaged);
}

function withPolicy(
  snapshot: Snapshot,
  type: PolicyType,
  name: string,
  change: (policy: AttachedPolicy) => AttachedPolicy,
): Snapshot {
  const found = find(snapshot, type, name);
  if (found === undefined)
    throw new GatehouseFault(
      'plan_stale',
      `There is no policy ${printable(name, 128)} in the organization.`,
      'Look at a new plan with gatehouse plan.',
    );
  return { ...snapshot, policies: snapshot.policies.map((each) => (each === found ? change(each) : each)) };
}
