import type { Condition, PrincipalElement, Statement } from '../../shared/iam/policy-document.ts';

type Json = string | readonly Json[] | { readonly [name: string]: Json };

/**
 * The text of a policy as it is uploaded: no white space, lists of one as the one. `Statement` stays a list, as in every example of Organizations.
 * The version is written out, because without it IAM takes `${…}` for plain text.
 */
export function policyText(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements.map(statementJson) });
}

/** The text of one statement; equal for canonical statements that are equal. */
export function statementText(statement: Statement): string {
  return JSON.stringify(statementJson(statement));
}

/**
 * The size that counts against the quota. The API stores a policy as it was sent, and counts all of it; AWS speaks of characters and has spoken of bytes, so the larger of the two is
 * taken: bytes of UTF-8.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export function sizeOf(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function statementJson({ sid, effect, principal, action, resource, condition }: Statement): Json {
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: effect,
    ...(principal === undefined ? {} : { [principal.not ? 'NotPrincipal' : 'Principal']: principalJson(principal) }),
    [action.not ? 'NotAction' : 'Action']: oneOrMany(action.patterns),
    ...(resource === undefined ? {} : { [resource.not ? 'NotResource' : 'Resource']: oneOrMany(resource.patterns) }),
    ...(condition.length === 0 ? {} : { Condition: conditionJson(condition) }),
  };
}

function principalJson({ everyone, members }: PrincipalElement): Json {
  if (everyone) return '*';
  return Object.fromEntries(Object.entries(members).map(([type, ids]) => [type, oneOrMany(ids)]));
}

function conditionJson(conditions: readonly Condition[]): Json {
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  const keysOf = (wanted: string) => conditions.filter(({ operator }) => operator === wanted);
  return Object.fromEntries(
    operators.map((operator) => [
      operator,
      Object.fromEntries(keysOf(operator).map(({ key, values }) => [key, oneOrMany(values)])),
    ]),
  );
}

function oneOrMany(values: readonly string[]): Json {
  return values.length === 1 ? (values[0] ?? []) : values;
}
