import type { Statement } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';
import type { SynthesizedRole } from './synthesized-policies.ts';

export interface BroadStatement {
  readonly role: string;
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
  /** What is wrong with it. */
  readonly finding:
    | 'everything'
    | 'wildcard action on a wildcard resource'
    | 'all actions but some'
    | 'policy unknown to the templates';
}

/** Statements of a role that no least-privileged role has, and policies whose statements nobody can see here. */
export function broadStatements(role: SynthesizedRole): readonly BroadStatement[] {
  const unseen = role.unknownPolicies.map((policy) => ({
    role: role.name,
    policy,
    index: 0,
    finding: 'policy unknown to the templates' as const,
  }));
  return [...role.identity.flatMap((policy) => broadIn(role.name, policy)), ...unseen];
}

function broadIn(role: string, { name, document }: NamedPolicy): readonly BroadStatement[] {
  return document.statements.flatMap((statement, index) => {
    const finding = statement.effect === 'Allow' ? findingIn(statement) : undefined;
    const sid = statement.sid === undefined ? {} : { sid: statement.sid };
    return finding === undefined ? [] : [{ role, policy: name, index, ...sid, finding }];
  });
}

function findingIn({ action, resource }: Statement): BroadStatement['finding'] | undefined {
  if (action.not) return 'all actions but some';
  const wideAction = action.patterns.some((pattern) => pattern.includes('*'));
  const wideResource = resource === undefined || resource.not || resource.patterns.some(isAnything);
  if (wideResource && action.patterns.some((pattern) => /^\*(?::\*)?$/.test(pattern))) return 'everything';
  return wideAction && wideResource ? 'wildcard action on a wildcard resource' : undefined;
}

/** `*`, and ARNs that narrow nothing down but the service. */
function isAnything(pattern: string): boolean {
  return /^\*+$/.test(pattern) || /^arn:[^:]+:[^:]+:[^:]*:[^:]*:\*+$/.test(pattern);
}
