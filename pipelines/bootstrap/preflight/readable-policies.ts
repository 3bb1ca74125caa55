import { printable } from '../../../shared/config/printable.ts';
import type { Obstacle } from './obstacle.ts';
import { accountsInWords, firstOf } from './place-names.ts';
import type { PreflightScene } from './preflight-scene.ts';
import { resourceTypeActions } from './resource-type-actions.ts';
import { isTemplate, templateResources } from './template-resources.ts';

/** What nobody can read, nobody can evaluate: a policy above a governed account that is none, or means what the evaluator does not know. */
export function policiesAreReadable({ groups, worldAfter }: PreflightScene): readonly Obstacle[] {
  const found = groups.flatMap(({ path, accounts }) =>
    [...path.serviceControl.distinct, ...path.resourceControl.distinct]
      .flat()
      .flatMap((policy) => (policy.problem === undefined ? [] : [{ ...policy, problem: policy.problem, accounts }])),
  );
  return [...new Map(found.map((policy) => [policy.key, policy])).values()].map(({ name, problem, accounts }) => ({
    check: 'readable',
    target: accountsInWords(accounts, worldAfter.tree),
    statement: printable(name, 128),
    message: `Nobody can tell what the policy ${printable(name, 128)} does: ${printable(problem, 300)}`,
    remedy: 'Mend it, or attach it elsewhere.',
  }));
}

/** A resource type whose actions nobody has looked up could be denied to its deployer, and no check would see it. */
export function templatesAreKnown({ after }: PreflightScene): readonly Obstacle[] {
  return after.stackSets.flatMap(({ name, body }): readonly Obstacle[] => {
    const types = new Set(templateResources(body, name).map(({ type }) => type));
    const unknown = [...types].filter((type) => !resourceTypeActions.has(type)).sort();
    if (isTemplate(body) && unknown.length === 0) return [];
    const what = isTemplate(body)
      ? `has resources of unknown types: ${printable(firstOf(unknown), 300)}`
      : 'is no template in JSON';
    return [
      {
        check: 'resource-type',
        target: `StackSet ${printable(name, 128)}`,
        message: `It ${what}, so that nobody can tell what its deployer needs.`,
        remedy:
          'Add the types to pipelines/bootstrap/preflight/resource-type-actions.ts, or take the StackSet out of the organization if it is not one of Gatehouse.',
      },
    ];
  });
}
