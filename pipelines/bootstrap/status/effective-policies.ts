/** What is in force in an account after inheritance, compared with what the file asks for. Others may add what ours leaves open; what ours says must be there. */
import { organizationPolicies } from '../../../scp-policies/catalogue.ts';
import { effectivePolicy } from '../../../scp-policies/effective-policy.ts';
import type { DeclarativePolicy, JsonValue, PolicyContext } from '../../../scp-policies/policy.ts';
import type { PolicyType } from '../snapshot.ts';

/** Texts as AWS tells them, by account and type: a type that was asked for and is absent has nothing in force. */
export type EffectivePolicies = ReadonlyMap<string, Readonly<Partial<Record<PolicyType, string>>>>;

/** One type in one account. */
export interface EffectiveStatus {
  readonly type: PolicyType;
  /** Paths of values that are not as they should be, such as `services.default.opt_out_policy`; none: all in force. */
  readonly wrong: readonly string[];
}

type Texts = Readonly<Partial<Record<PolicyType, string>>>;

/** Types of policies that have an effective one, and that the file asks for in units of a kind. */
export function effectiveStatus(
  texts: Texts,
  kind: 'spokes' | 'hub',
  context: PolicyContext,
): readonly EffectiveStatus[] {
  return organizationPolicies.flatMap((policy) => {
    if (!isDeclarative(policy) || (policy.attachesTo !== 'governed' && policy.attachesTo !== kind)) return [];
    const document = policy.document(context);
    if (document === undefined) return [];
    const text = texts[policy.type];
    const found = text === undefined ? undefined : parse(text);
    return [{ type: policy.type, wrong: differences(effectivePolicy(document, {}), found, []) }];
  });
}

function isDeclarative(policy: (typeof organizationPolicies)[number]): policy is DeclarativePolicy {
  return policy.type !== 'SCP' && policy.type !== 'RCP';
}

function differences(expected: JsonValue, found: unknown, path: readonly string[]): readonly string[] {
  if (typeof expected === 'string' || Array.isArray(expected))
    return sameValue(expected, found) ? [] : [path.join('.')];
  return Object.entries(expected).flatMap(([key, value]) =>
    differences(value as JsonValue, fieldOf(found, key), [...path, key]),
  );
}

/** Lists are sets: AWS promises no order. */
function sameValue(expected: JsonValue, found: unknown): boolean {
  const sorted = (value: unknown) => JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
  return sorted(expected) === sorted(found);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** Undefined, in which nothing is found, where it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
