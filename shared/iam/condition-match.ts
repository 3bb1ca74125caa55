import { type ParsedOperator, parseOperator } from './condition-operators.ts';
import { globTokens } from './glob.ts';
import type { Condition, PolicyDocument } from './policy-document.ts';
import { fillVariables } from './policy-variables.ts';
import type { RequestContext } from './request-context.ts';

/** Whether all conditions of a statement hold: operators and keys are joined by AND, the values of one key by OR. */
export function conditionsHold(
  conditions: readonly Condition[],
  context: RequestContext,
  version: PolicyDocument['version'],
): boolean {
  return conditions.every((condition) => conditionHolds(condition, context, version));
}

/**
 * What holds where the request lacks the key differs by operator: a plain one does not hold, a negated one does, `IfExists` and `ForAllValues` do, `ForAnyValue`
 * does not.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function conditionHolds(condition: Condition, context: RequestContext, version: PolicyDocument['version']): boolean {
  const operator = parseOperator(condition.operator);
  // The parser lets no other operator in.
  if (operator === undefined) return false;
  const values = context.valuesOf(condition.key);
  if (operator.asksPresence) {
    const absent = values === undefined || values.length === 0;
    return condition.values.some((value) => value.toLowerCase() === String(absent));
  }
  const holds = (value: string) => valueHolds(operator, condition, value, context, version);
  if (values === undefined || values.length === 0) return holdsWithoutKey(operator);
  if (operator.set === 'ForAllValues') return values.every(holds);
  if (operator.set === 'ForAnyValue') return values.some(holds);
  return operator.negated ? values.every(holds) : values.some(holds);
}

function holdsWithoutKey(operator: ParsedOperator): boolean {
  if (operator.ifExists || operator.set === 'ForAllValues') return true;
  return operator.set === undefined && operator.negated;
}

function valueHolds(
  operator: ParsedOperator,
  condition: Condition,
  value: string,
  context: RequestContext,
  version: PolicyDocument['version'],
): boolean {
  const met = condition.values.some((pattern) => {
    const tokens = version === '2012-10-17' ? fillVariables(pattern, context) : globTokens(pattern);
    return tokens !== undefined && operator.compare(tokens, value);
  });
  return met !== operator.negated;
}
