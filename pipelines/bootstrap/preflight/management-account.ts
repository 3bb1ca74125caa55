import { requestKeys } from '../effects/request-keys.ts';
import { neededPermissions } from '../needed-permissions.ts';
import type { Obstacle } from './obstacle.ts';
import type { PreflightScene } from './preflight-scene.ts';

/** Whatever is attached, the account that can take it away again is bound by none of it. */
export function managementAccountIsFree(scene: PreflightScene): readonly Obstacle[] {
  const { bundle, after, worldAfter, judge } = scene;
  const { managementAccountId, id } = bundle.organization;
  if (after.organization.managementAccountId !== managementAccountId || after.organization.id !== id)
    return [mistaken(scene)];
  const account = worldAfter.tree.accounts.get(managementAccountId);
  if (account === undefined) return [];
  const principal = {
    arn: `arn:${bundle.hub.partition}:sts::${managementAccountId}:assumed-role/administrator/session`,
  };
  const chain = worldAfter.tree.chainOf(account.parentId);
  const denied = neededPermissions(['detach-policy', 'update-policy', 'delete-policy']).flatMap((action) => {
    const request = { principal, action, resource: '*', context: requestKeys(action, bundle, chain) };
    return judge.decide(request, worldAfter.pathTo(account), managementAccountId).allowed ? [] : [action];
  });
  if (denied.length === 0) return [];
  return [{ ...mistaken(scene), message: `Its administrators could not ${denied.join(', ')}.` }];
}

function mistaken({ bundle, after }: PreflightScene): Obstacle {
  const { managementAccountId, id } = bundle.organization;
  return {
    check: 'management-account',
    target: `account ${managementAccountId}`,
    message: `The file is for organization ${id} with management account ${managementAccountId}, and this one is ${after.organization.id} with ${after.organization.managementAccountId}: policies would bind the account that is to change them.`,
    remedy: 'Correct organization.id and organization.managementAccountId, or sign in to the other organization.',
  };
}
