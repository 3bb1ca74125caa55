import type { Statement } from '../../../shared/iam/policy-document.ts';
import { actionsMatching, type KnownAction, serviceExists } from './catalogue.ts';
import { isPlaceholder, type LintFinding } from './finding.ts';
import { arnsOverlap } from './glob-overlap.ts';
import { shown } from './lint-actions.ts';

/**
 * Resources that no action of the statement is ever about, and actions that are about none of its resources. Nothing is said where the actions are not known one by one.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export async function lintResources(statement: Statement, path: string): Promise<readonly LintFinding[]> {
  const { resource } = statement;
  if (resource === undefined || resource.not || resource.patterns.some(isAnything)) return [];
  const groups = await actionsOf(statement);
  if (groups === undefined) return [];
  const patterns = resource.patterns.map(withoutVariables);
  const all = groups.flatMap(({ actions }) => actions);
  const taken = patterns.map((pattern) => all.some((action) => isAbout(action, pattern)));
  const orphans = resource.patterns.filter(
    (pattern, index) => !taken[index] && !isBesideTaken(pattern, resource.patterns, taken),
  );
  if (orphans.length > 0) return orphans.map((pattern) => resourceOfNone(pattern, `${path}.Resource`));
  return groups
    .filter(
      ({ actions }) => actions.length > 0 && !actions.some((action) => patterns.some((arn) => isAbout(action, arn))),
    )
    .map(({ pattern, actions }) => actionOnNone(pattern, actions, `${path}.Resource`));
}

interface ActionGroup {
  readonly pattern: string;
  readonly actions: readonly KnownAction[];
}

/** Undefined where the statement is about more than can be listed, or about what is reported already. */
async function actionsOf({ action }: Statement): Promise<readonly ActionGroup[] | undefined> {
  if (action.not) return undefined;
  const groups: ActionGroup[] = [];
  for (const pattern of action.patterns) {
    const [service = '', name = ''] = pattern.split(':');
    if (isPlaceholder(pattern) || !(await serviceExists(service.toLowerCase()))) return undefined;
    groups.push({ pattern, actions: await actionsMatching(service.toLowerCase(), name) });
  }
  return groups.every(({ actions }) => actions.length > 0) ? groups : undefined;
}

function isAbout({ resources }: KnownAction, arn: string): boolean {
  return resources.some((format) => arnsOverlap(arn, format) && !(isBucket(format) && arn.includes('/')));
}

/** The one format whose last name has no slash: with one, the ARN is an object's, and bucket actions do nothing to it. */
function isBucket(format: string): boolean {
  return format === 'arn:*:s3:::*';
}

/** `*`, and the short form that API Gateway has in the policies of its APIs. */
function isAnything(pattern: string): boolean {
  return /^\*+$/.test(pattern) || pattern.startsWith('execute-api:/');
}

/** People (and the CDK) write a bucket and its objects together, whichever of the two the actions are about: too much, and harmless. */
function isBesideTaken(pattern: string, all: readonly string[], taken: readonly boolean[]): boolean {
  const bucketOf = (arn: string) => /^arn:[^:]+:s3:[^/]+/.exec(arn)?.[0];
  const bucket = bucketOf(pattern);
  return bucket !== undefined && all.some((other, index) => taken[index] === true && bucketOf(other) === bucket);
}

/** What a variable or a placeholder stands for is not known: it may be anything. */
function withoutVariables(pattern: string): string {
  return pattern.replace(/\$\{[^}]*\}|<[^<>]*>|\{\{[^}]*\}\}/g, '*');
}

function resourceOfNone(pattern: string, path: string): LintFinding {
  return {
    rule: 'resource-of-no-action',
    path,
    message: `${shown(pattern)} is nothing that an action of this statement can be about.`,
    remedy:
      'Compare it with the ARN formats of the actions in the service authorization reference: is a part missing (objects of a bucket end in /*), or is it another service’s?',
  };
}

function actionOnNone(pattern: string, actions: readonly KnownAction[], path: string): LintFinding {
  const takesAll = actions.every(({ resources }) => resources.length === 0);
  return {
    rule: 'action-on-no-resource',
    path,
    message: `${shown(pattern)} is about none of the resources of this statement: the statement does nothing about it.`,
    remedy: takesAll
      ? `It takes no resource: give it a statement of its own with "Resource": "*".`
      : 'Add the resource that it is about, or give it a statement of its own.',
  };
}
