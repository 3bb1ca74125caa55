import { globTokens, matchesGlob } from '../../shared/iam/glob.ts';
import type { Condition, Element, PrincipalElement, Statement } from '../../shared/iam/policy-document.ts';

/**
 * The one form of a statement: lists sorted, without repetitions and without what another entry covers already. Decides every request as the statement did, because IAM reads lists as
 * sets; so equal statements have equal text, whoever wrote them.
 */
export function canonicalStatement(statement: Statement): Statement {
  const { sid, effect, principal, action, resource, condition } = statement;
  return {
    ...(sid === undefined || sid === '' ? {} : { sid }),
    effect,
    ...(principal === undefined ? {} : { principal: canonicalPrincipal(principal) }),
    action: { not: action.not, patterns: withoutCovered(action.patterns) },
    ...(resource === undefined ? {} : { resource: canonicalResource(resource) }),
    condition: canonicalConditions(condition),
  };
}

/**
 * Whether every action that `narrow` matches is matched by `wide`: told from the patterns alone, so that it holds for actions that AWS has not invented yet. May say no where the
 * answer is yes, never the other way round.
 */
export function coversAction(wide: string, narrow: string): boolean {
  const [outer, inner] = [wide.toLowerCase(), narrow.toLowerCase()];
  if (outer === inner) return true;
  // The narrow pattern is read as plain text below, where a `?` would take its `*`, which stands for many, for one character.
  if (outer.includes('?') && inner.includes('*')) return false;
  return isWild(outer) && matchesGlob(globTokens(outer), inner);
}

function isWild(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

function withoutCovered(patterns: readonly string[]): readonly string[] {
  const kept = new Set(distinct(patterns, (pattern) => pattern.toLowerCase()));
  const wide = [...kept].filter(isWild);
  // One after the other: of two that cover each other (`*` and `**`) one stays.
  for (const pattern of kept)
    if (wide.some((other) => other !== pattern && kept.has(other) && coversAction(other, pattern)))
      kept.delete(pattern);
  return [...kept];
}

function canonicalResource({ not, patterns }: Element): Element {
  return { not, patterns: patterns.includes('*') ? ['*'] : distinct(patterns) };
}

function canonicalPrincipal({ not, everyone, members }: PrincipalElement): PrincipalElement {
  const types = Object.entries(members).map(([type, ids]) => [type, distinct(ids)] as const);
  return { not, everyone, members: Object.fromEntries(types.sort(([one], [other]) => compareText(one, other))) };
}

function canonicalConditions(conditions: readonly Condition[]): readonly Condition[] {
  return conditions
    .map(({ operator, key, values }) => ({ operator, key, values: distinct(values) }))
    .sort((one, other) => compareText(one.operator, other.operator) || compareText(one.key, other.key));
}

/** Sorted by code units, which is the same order on every machine; of those that count as equal, the first. */
function distinct(texts: readonly string[], identity = (text: string) => text): readonly string[] {
  const first = new Map<string, string>();
  for (const text of [...texts].sort(compareText)) if (!first.has(identity(text))) first.set(identity(text), text);
  return [...first.values()];
}

export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
