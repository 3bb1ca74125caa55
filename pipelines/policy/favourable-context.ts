/**
 * The circumstances under which a request has the best chance: what the conditions of the policies around it ask for, given. A request that is refused even so is refused always, and that is what
 * a proof needs; one that is allowed only so is allowed "if".
 */
import type { AccessRequest } from '../../shared/iam/access-request.ts';
import type { PolicySet } from '../../shared/iam/authorize.ts';
import { parseOperator } from '../../shared/iam/condition-operators.ts';
import { matchesAction } from '../../shared/iam/glob.ts';
import type { Condition, Statement } from '../../shared/iam/policy-document.ts';

type Context = NonNullable<AccessRequest['context']>;

/** Keys that follow from who asks and what is asked for: nobody can choose to be somebody else. */
const notChosen =
  /^aws:(?:principal(?:arn|account|orgid|orgpaths|type|isawsservice|servicename|servicenameslist)|userid|username|resource(?:account|orgid|orgpaths)|federatedprovider)$/i;

/**
 * One context for each way in: the conditions of each statement that might allow the action, together with what the statements that might deny it spare. What the
 * request itself says wins.
 */
export function favourableContexts(request: AccessRequest, policies: PolicySet): readonly Context[] {
  const statements = [policies.identity, policies.resource, policies.boundary, policies.session].flatMap(
    (list) => list?.flatMap(({ document }) => document.statements) ?? [],
  );
  const about = statements.filter((statement) => isAbout(statement, request.action));
  const spared = Object.assign({}, ...about.filter(({ effect }) => effect === 'Deny').map(valuesSparing)) as Context;
  return about
    .filter(({ effect, condition }) => effect === 'Allow' && condition.length > 0)
    .map(({ condition }) => ({ ...spared, ...valuesMeeting(condition), ...request.context }))
    .concat(Object.keys(spared).length === 0 ? [] : [{ ...spared, ...request.context }]);
}

function isAbout({ action }: Statement, asked: string): boolean {
  return action.patterns.some((pattern) => matchesAction(pattern, asked)) !== action.not;
}

/** Values for which all these conditions hold, as far as one value of a key can do that. */
function valuesMeeting(conditions: readonly Condition[]): Context {
  return Object.fromEntries(conditions.flatMap((condition) => valueFor(condition, false)));
}

/** Values for which one of a deny's conditions does not hold: those that its negated operators list. */
function valuesSparing({ condition }: Statement): Context {
  return Object.fromEntries(condition.flatMap((each) => valueFor(each, true)));
}

function valueFor({ operator, key, values }: Condition, negated: boolean): readonly (readonly [string, string])[] {
  const parsed = parseOperator(operator);
  const [value] = values;
  if (parsed === undefined || value === undefined || parsed.negated !== negated || notChosen.test(key)) return [];
  if (parsed.asksPresence) return value === 'false' ? [[key, 'present']] : [];
  // Wildcards and variables stand for something: any text without a meaning of its own.
  return [[key, value.replace(/\$\{[^}]*\}|\*/g, 'x').replaceAll('?', 'x')]];
}
