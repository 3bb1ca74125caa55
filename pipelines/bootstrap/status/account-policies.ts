import type { Change } from '../change.ts';
import { candidateOf } from '../our-policies.ts';

/** Gatehouse's policies above an account, by name. */
export interface PolicyStanding {
  readonly inPlace: readonly string[];
  /** There, with another text than the file asks for. */
  readonly drifted: readonly string[];
  readonly missing: readonly string[];
  /** There, although the file asks for none. */
  readonly unwanted: readonly string[];
}

/** What a plan would change of an account, by what kind of change: that is how far it has drifted. */
export interface AccountDrift {
  readonly attach: readonly string[];
  readonly update: readonly string[];
  readonly detach: readonly string[];
  /** StackSets that are to be deployed there, or whose template changes. */
  readonly stackSets: readonly string[];
}

type Kind = keyof AccountDrift;

/** By account. Candidates come and go within a plan: they say nothing of the account. */
export function driftByAccount(changes: readonly Change[]): ReadonlyMap<string, AccountDrift> {
  const drift = new Map<string, Record<Kind, string[]>>();
  for (const change of changes) {
    const kind = kindOf(change);
    if (kind === undefined || !('name' in change) || candidateOf(change.name) !== undefined) continue;
    for (const account of change.accounts) {
      const own = drift.get(account) ?? { attach: [], update: [], detach: [], stackSets: [] };
      own[kind].push(change.name);
      drift.set(account, own);
    }
  }
  return drift;
}

function kindOf({ kind }: Change): Kind | undefined {
  switch (kind) {
    case 'attach-policy':
      return 'attach';
    case 'update-policy':
      return 'update';
    case 'detach-policy':
      return 'detach';
    case 'deploy-stack-set':
    case 'update-stack-set':
      return 'stackSets';
    default:
      return undefined;
  }
}

/** @param attached names of Gatehouse's policies on the way from the root to the account. */
export function standingOf(attached: readonly string[], drift: AccountDrift | undefined): PolicyStanding {
  const names = new Set(attached.filter((name) => candidateOf(name) === undefined));
  const drifted = unique(drift?.update ?? []).filter((name) => names.has(name));
  const unwanted = unique(drift?.detach ?? []).filter((name) => names.has(name) && !drift?.attach.includes(name));
  // What is attached further up, or to another of its units, is not missing.
  const missing = unique(drift?.attach ?? []).filter((name) => !names.has(name));
  const inPlace = [...names].filter((name) => !drifted.includes(name) && !unwanted.includes(name)).sort();
  return { inPlace, drifted, missing, unwanted };
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
