/**
 * What an account's effective policy says, given the one above and the one below it. `@@operators_allowed_for_child_policies` at a key says what may be done to it: with `@@none` a child neither changes its
 * value nor adds keys.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 */
import type { JsonObject, JsonValue } from './policy.ts';

const control = '@@operators_allowed_for_child_policies';

export function effectivePolicy(above: JsonObject, below: JsonObject): JsonValue {
  return resolved(inherit(above, below));
}

function inherit(above: JsonObject, below: JsonObject): JsonObject {
  const allowed = above[control];
  const permits = (operator: string) =>
    !Array.isArray(allowed) || allowed.includes('@@all') || allowed.includes(operator);
  const changes = Object.entries(below).flatMap(([key, value]): readonly (readonly [string, JsonValue])[] => {
    const inherited = above[key];
    if (key === control) return [];
    if (key.startsWith('@@'))
      return permits(key) ? [['@@assign', operated(key, inherited ?? above['@@assign'], value)]] : [];
    if (isObject(inherited) && isObject(value)) return [[key, inherit(inherited, value)]];
    return permits('@@assign') ? [[key, value]] : [];
  });
  return { ...above, ...Object.fromEntries(changes) };
}

function operated(operator: string, before: JsonValue | undefined, value: JsonValue): JsonValue {
  const [old, change] = [listOf(before), listOf(value)];
  if (operator === '@@append') return [...old, ...change];
  return operator === '@@remove' ? old.filter((each) => !change.includes(each)) : value;
}

function resolved(node: JsonValue): JsonValue {
  if (!isObject(node)) return node;
  if (node['@@assign'] !== undefined) return node['@@assign'];
  const keys = Object.entries(node).filter(([key]) => !key.startsWith('@@'));
  return Object.fromEntries(keys.map(([key, value]) => [key, resolved(value)]));
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && !Array.isArray(value);
}
