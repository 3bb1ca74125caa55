import type { Plan } from '../change.ts';
import { fullAccessPolicies, hasFullAccessPolicy } from '../full-access.ts';
import type { Obstacle } from './obstacle.ts';
import { unitInWords } from './place-names.ts';
import type { PreflightScene } from './preflight-scene.ts';

/** What AWS attaches stays on the root, and on every unit and account on the way to a governed account. */
export function fullAccessStays(scene: PreflightScene): readonly Obstacle[] {
  return (['SCP', 'RCP'] as const).flatMap((type) => {
    if (!scene.after.root.policyTypes.includes(type)) return [];
    const { name } = fullAccessPolicies[type];
    const policy = scene.after.policies.find((each) => each.type === type && each.name === name && each.awsManaged);
    const attached = new Set(policy?.targets ?? []);
    return needed(scene)
      .filter((id) => !attached.has(id))
      .map((id) => missing(name, id, scene));
  });
}

/** No plan takes it away, from anything. Such a plan is not Gatehouse's, and is looked at no further. */
export function fullAccessTaken({ changes }: Plan, scene: PreflightScene): readonly Obstacle[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'detach-policy' || !hasFullAccessPolicy(change.type)) return [];
    return change.name === fullAccessPolicies[change.type].name ? [missing(change.name, change.target, scene)] : [];
  });
}

function needed({ after, groups, worldAfter }: PreflightScene): readonly string[] {
  const accounts = groups.flatMap((group) => group.accounts);
  const units = new Set(accounts.flatMap(({ parentId }) => worldAfter.tree.chainOf(parentId)));
  return [...new Set([after.root.id, ...units, ...accounts.map(({ id }) => id)])];
}

function missing(name: string, id: string, { worldAfter }: PreflightScene): Obstacle {
  const target = unitInWords(id, worldAfter.tree);
  return {
    check: 'full-access',
    target,
    statement: name,
    message: `${name} would not be attached to ${target}: nothing that no other policy there allows would be allowed below it.`,
    remedy: `Attach ${name} to ${target} again; Gatehouse closes by denial alone.`,
  };
}
