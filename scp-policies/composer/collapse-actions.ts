import type { Statement } from '../../shared/iam/policy-document.ts';
import { compareText } from './canonical-statement.ts';

/** Names of all actions that AWS has today, by service prefix: `bedrock` → `InvokeModel`, … */
export type KnownActions = ReadonlyMap<string, readonly string[]>;

/**
 * Writes the actions of a Deny as prefixes (`bedrock:InvokeModel*`) where each action that AWS has today and that begins so is denied anyway. What AWS adds under such a prefix
 * tomorrow is denied too, which is why nothing else is touched: an Allow would grant it, and a `NotAction` would except it.
 */
export function collapseActions(statement: Statement, known: KnownActions): Statement {
  const { effect, action } = statement;
  if (effect !== 'Deny' || action.not) return statement;
  const byService = new Map<string, Set<string>>();
  const rest: string[] = [];
  for (const pattern of action.patterns) {
    const [, service = '', name = ''] = /^([^:]*):(.*)$/s.exec(pattern.toLowerCase()) ?? [];
    const isKnown = known.get(service)?.some((each) => each.toLowerCase() === name) === true;
    if (isKnown) byService.set(service, (byService.get(service) ?? new Set()).add(name));
    else rest.push(pattern);
  }
  const collapsed = [...byService].flatMap(([service, names]) =>
    prefixesOf(known.get(service) ?? [], names).map((name) => `${service}:${name}`),
  );
  return { ...statement, action: { not: false, patterns: [...rest, ...collapsed].sort(compareText) } };
}

/** @param listed in small letters. */
function prefixesOf(names: readonly string[], listed: ReadonlySet<string>): readonly string[] {
  const isListed = (name: string) => listed.has(name.toLowerCase());
  const patterns: string[] = [];
  let left = names.filter(isListed);
  while (left[0] !== undefined) {
    const group = largestGroup(left[0], names, isListed);
    patterns.push(group.length === 1 ? left[0] : `${commonPrefix(group)}*`);
    left = left.filter((name) => !group.includes(name));
  }
  return patterns;
}

/** All actions that share with `name` the fewest words from its beginning under which nothing but listed ones is found. */
function largestGroup(name: string, names: readonly string[], isListed: (name: string) => boolean): readonly string[] {
  for (const prefix of wordPrefixes(name)) {
    const group = names.filter((each) => startsWith(each, prefix));
    if (group.every(isListed)) return group;
  }
  return [name];
}

/** The longest beginning of whole words, not the shortest that would do: what AWS adds tomorrow is caught as seldom as possible. */
function commonPrefix(names: readonly string[]): string {
  const prefixes = wordPrefixes(names[0] ?? '').filter((prefix) => names.every((name) => startsWith(name, prefix)));
  return prefixes.at(-1) ?? '';
}

/** `Get`, `GetObject`, `GetObjectAcl`: never nothing, for a Deny of a whole service is nobody's shorthand. */
function wordPrefixes(name: string): readonly string[] {
  const starts = [...name.matchAll(/[A-Z]/g)].map(({ index }) => index).filter((index) => index > 0);
  return [...starts.map((length) => name.slice(0, length)), name];
}

function startsWith(name: string, prefix: string): boolean {
  return name.toLowerCase().startsWith(prefix.toLowerCase());
}
