import { matchesAction } from '../../../shared/iam/glob.ts';
import type { PolicyDocument } from '../../../shared/iam/policy-document.ts';
import type { ReadPolicy } from './read-policies.ts';

/** The statements of a policy that speak of an action, by whatever resource and condition: with the others left out, every request for it is decided as before. */
export interface NarrowedPolicy {
  readonly key: number;
  readonly name: string;
  readonly document: PolicyDocument;
  /** Where each statement stands in the whole policy. */
  readonly places: readonly number[];
}

export type Narrow = (policy: ReadPolicy, action: string) => NarrowedPolicy;

/** Looks through each policy once for each action. */
export function narrower(): Narrow {
  const known = new Map<string, NarrowedPolicy>();
  return (policy, action) => {
    const id = `${policy.key} ${action}`;
    const found = known.get(id) ?? narrow(policy, action);
    known.set(id, found);
    return found;
  };
}

function narrow({ key, name, document }: ReadPolicy, action: string): NarrowedPolicy {
  const service = serviceOf(action);
  const covers = (pattern: string) => mayBeOf(service, pattern) && matchesAction(pattern, action);
  const speaking = document.statements
    .map((statement, place) => ({ statement, place }))
    .filter(({ statement: { action: element } }) => element.patterns.some(covers) !== element.not);
  return {
    key,
    name,
    document: { ...document, statements: speaking.map(({ statement }) => statement) },
    places: speaking.map(({ place }) => place),
  };
}

/** Most patterns name another service, which is quicker to see than that they do not match. */
function mayBeOf(service: string | undefined, pattern: string): boolean {
  const named = serviceOf(pattern);
  return named === undefined || named === service;
}

/** In small letters; undefined where there is none, or it has wildcards. */
function serviceOf(pattern: string): string | undefined {
  const end = pattern.indexOf(':');
  const service = pattern.slice(0, Math.max(0, end)).toLowerCase();
  return end < 0 || /[*?]/.test(service) ? undefined : service;
}
