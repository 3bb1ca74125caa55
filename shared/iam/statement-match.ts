import type { AccessRequest } from './access-request.ts';
import { matchesArn } from './arn-match.ts';
import { conditionsHold } from './condition-match.ts';
import { globTokens, matchesAction } from './glob.ts';
import type { Element, PolicyDocument, Statement } from './policy-document.ts';
import { fillVariables } from './policy-variables.ts';
import { type Naming, namingOf } from './principal-match.ts';
import type { RequestContext } from './request-context.ts';

/** A policy with the name under which a decision speaks of it. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

export interface StatementMatch {
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
  readonly effect: Statement['effect'];
  /** In a policy on a resource: how the principal is named. */
  readonly naming?: Naming;
}

/** All statements of some policies that apply to the request, in order. */
export function matchesIn(
  policies: readonly NamedPolicy[],
  request: AccessRequest,
  context: RequestContext,
): readonly StatementMatch[] {
  return policies.flatMap(({ name, document }) =>
    document.statements.flatMap((statement, index) => {
      const naming = statement.principal === undefined ? undefined : namingOf(statement.principal, request.principal);
      if (statement.principal !== undefined && naming === undefined) return [];
      if (!applies(statement, document.version, request, context)) return [];
      return [
        {
          policy: name,
          index,
          effect: statement.effect,
          ...(statement.sid === undefined ? {} : { sid: statement.sid }),
          ...(naming === undefined ? {} : { naming }),
        },
      ];
    }),
  );
}

function applies(
  statement: Statement,
  version: PolicyDocument['version'],
  request: AccessRequest,
  context: RequestContext,
): boolean {
  const { action, resource, condition } = statement;
  return (
    action.patterns.some((pattern) => matchesAction(pattern, request.action)) !== action.not &&
    (resource === undefined || resourceMatches(resource, version, request.resource, context)) &&
    conditionsHold(condition, context, version)
  );
}

function resourceMatches(
  element: Element,
  version: PolicyDocument['version'],
  resource: string,
  context: RequestContext,
): boolean {
  const matched = element.patterns.some((pattern) => {
    const tokens = version === '2012-10-17' ? fillVariables(pattern, context) : globTokens(pattern);
    return tokens !== undefined && matchesArn(tokens, resource);
  });
  return matched !== element.not;
}
