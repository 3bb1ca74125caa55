import { type PolicyQuota, quotaOf } from '../../../scp-policies/composer/policy-quotas.ts';
import { sizeOf } from '../../../scp-policies/composer/policy-text.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { printable } from '../../../shared/config/printable.ts';
import { afterChange } from '../after-change.ts';
import type { Change, Plan } from '../change.ts';
import type { PolicyType, Snapshot } from '../snapshot.ts';
import { unitPaths } from '../unit-paths.ts';
import type { Obstacle } from './obstacle.ts';
import { firstOf } from './place-names.ts';

/** Bytes of a template that is sent with the request. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const templateBytes = 51_200;

/** Slots and characters at every moment of the plan: where one policy replaces another, both are attached for a while. */
export function quotasSuffice({ changes }: Plan, before: Snapshot, bundle: PolicyBundle): readonly Obstacle[] {
  const found: Obstacle[] = [];
  let world = before;
  for (const change of changes) {
    world = afterChange(world, change);
    found.push(...textFits(change, bundle), ...slotsSuffice(change, world, bundle));
  }
  return [...new Map(found.map((obstacle) => [obstacle.target + obstacle.check, obstacle])).values()];
}

function textFits(change: Change, bundle: PolicyBundle): readonly Obstacle[] {
  if (change.kind === 'create-policy' || change.kind === 'update-policy')
    return fits(`policy ${change.name}`, change.text, quotaOf(change.type, bundle).characters);
  if (change.kind === 'create-stack-set' || change.kind === 'update-stack-set')
    return fits(`StackSet ${change.name}`, change.body, templateBytes);
  return [];
}

function fits(target: string, text: string, most: number): readonly Obstacle[] {
  const size = sizeOf(text);
  if (size <= most) return [];
  return [
    {
      check: 'quota',
      target: printable(target, 140),
      message: `Its text takes ${size} characters where AWS takes ${most}.`,
      remedy:
        'Shorten what governance.yaml lists (exceptions, Regions, applications of one account), or have the quota raised and organization.policies.limits with it.',
    },
  ];
}

function slotsSuffice(change: Change, world: Snapshot, bundle: PolicyBundle): readonly Obstacle[] {
  if (change.kind !== 'attach-policy') return [];
  const paths = unitPaths(world);
  const id = paths.idOf(change.target) ?? change.target;
  const names = attachedTo(id, change.type, world);
  const quota = quotaOf(change.type, bundle);
  return names.length <= quota.slots ? [] : [tooMany(paths.pathOf(id), change, names, quota)];
}

function attachedTo(target: string, type: PolicyType, { policies }: Snapshot): readonly string[] {
  return policies.filter((policy) => policy.type === type && policy.targets.includes(target)).map(({ name }) => name);
}

function tooMany(
  target: string,
  { type, name, wave }: Extract<Change, { readonly kind: 'attach-policy' }>,
  names: readonly string[],
  { slots }: PolicyQuota,
): Obstacle {
  return {
    check: 'quota',
    target: `${printable(target, 200)} (${type})`,
    statement: printable(name, 128),
    message: `In wave ${wave}, ${names.length} policies would be attached where ${slots} can be: ${printable(firstOf([...names].sort(), 10), 600)}.`,
    remedy: `Detach ${names.length - slots} of those that are not of Gatehouse, or attach them to a unit above.`,
  };
}
