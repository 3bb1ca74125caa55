import { AttachPolicyCommand, DetachPolicyCommand, ListPoliciesForTargetCommand } from '@aws-sdk/client-organizations';
import type { PolicyType } from '../snapshot.ts';
import type { CarryOutTools, ChangeOf } from './carry-out-tools.ts';
import { conflict } from './conflict.ts';
import { allPages } from './pages.ts';
import { organizationsType } from './policy-types.ts';
import { refusedFor } from './refused-call.ts';
import { showsInTime, untilShown } from './until-shown.ts';

/** @throws GatehouseFault `organization_conflict` where the policy or the target is not there. */
export async function attachPolicy(tools: CarryOutTools, change: ChangeOf<'attach-policy'>): Promise<void> {
  const { type, name, target } = change;
  const targetId = await tools.names.targetId(target);
  const attached = await showsInTime(tools, () => attachIfThere(tools, change, targetId));
  if (!attached) throw conflict(`The policy ${name} cannot be attached to ${target}: one of the two is not there.`);
  await untilShown(tools, `${name} is attached to ${target}`, () => isAttached(tools, type, name, targetId));
}

/** False where the policy or the target is not known yet: what was created a moment ago may not be known everywhere. */
async function attachIfThere(
  { clients, calls, names }: CarryOutTools,
  { type, name }: ChangeOf<'attach-policy'>,
  targetId: string,
): Promise<boolean> {
  const policyId = await names.policyId(type, name);
  if (policyId === undefined) return false;
  const request = new AttachPolicyCommand({ PolicyId: policyId, TargetId: targetId });
  try {
    await calls.make('organizations:AttachPolicy', () => clients.organizations.send(request));
  } catch (error) {
    if (refusedFor(error, 'DuplicatePolicyAttachmentException')) return true;
    if (!refusedFor(error, 'PolicyNotFoundException', 'TargetNotFoundException')) throw error;
    names.forgetPolicy(type, name);
    return false;
  }
  return true;
}

/** A policy or a target that is not there is as good as detached. */
export async function detachPolicy(tools: CarryOutTools, change: ChangeOf<'detach-policy'>): Promise<void> {
  const { type, name, target } = change;
  const policyId = await tools.names.policyId(type, name);
  if (policyId === undefined) return;
  const targetId = await tools.names.targetId(target);
  const request = new DetachPolicyCommand({ PolicyId: policyId, TargetId: targetId });
  await tools.calls.makeUnless(
    ['PolicyNotAttachedException', 'PolicyNotFoundException', 'TargetNotFoundException'],
    'organizations:DetachPolicy',
    () => tools.clients.organizations.send(request),
  );
  const detached = async () => !(await isAttached(tools, type, name, targetId));
  await untilShown(tools, `${name} is detached from ${target}`, detached);
}

/** Asked of the target, which has few policies, and not of the policy, which may have many targets. */
async function isAttached(
  { clients, calls }: CarryOutTools,
  type: PolicyType,
  name: string,
  targetId: string,
): Promise<boolean> {
  const attached = await allPages(async (NextToken) => {
    const request = new ListPoliciesForTargetCommand({
      TargetId: targetId,
      Filter: organizationsType[type],
      NextToken,
    });
    const answer = await calls.makeUnless(['TargetNotFoundException'], 'organizations:ListPoliciesForTarget', () =>
      clients.organizations.send(request),
    );
    return { items: answer?.Policies, next: answer?.NextToken };
  });
  return attached.some(({ Name }) => Name === name);
}
