import type { ConditionJson, StatementJson } from '../shared/iam/policy-json.ts';

/** A statement of a service control policy. What they close is closed by denial; what they leave open, FullAWSAccess leaves open. */
export function deny(
  Sid: string,
  Action: readonly string[],
  Condition: ConditionJson = {},
  Resource: readonly string[] = ['*'],
): StatementJson {
  return { Sid, Effect: 'Deny', Action, Resource, ...conditioned(Condition) };
}

/** Everything but these actions. */
export function denyAllBut(Sid: string, NotAction: readonly string[], Condition: ConditionJson): StatementJson {
  return { Sid, Effect: 'Deny', NotAction, Resource: ['*'], ...conditioned(Condition) };
}

/** A statement of a resource control policy: these speak of everybody, and spare by conditions. */
export function denyEverybody(Sid: string, Action: readonly string[], Condition: ConditionJson): StatementJson {
  return { Sid, Effect: 'Deny', Principal: '*', Action, Resource: ['*'], ...conditioned(Condition) };
}

/** IAM takes an empty element, and counts its characters. */
function conditioned(Condition: ConditionJson): { readonly Condition?: ConditionJson } {
  return Object.keys(Condition).length === 0 ? {} : { Condition };
}
