import type { Question } from './effect-questions.ts';

/** Requests that are decided otherwise after than before, for the same people in the same accounts and for the same reason. */
export interface EffectChange {
  /** Account ids, sorted. */
  readonly accounts: readonly string[];
  /** Units that they are in, by names from the root: `/Workloads/GenAI`. */
  readonly units: readonly string[];
  /** For people: "a developer". */
  readonly who: readonly string[];
  /** Whether that is everybody who was asked about, but for those to whom everything is denied. */
  readonly everybody: boolean;
  readonly to: 'allowed' | 'denied';
  /** `inference`: ways to ask a model; `everything`: all that was asked; `some`: other requests. */
  readonly what: 'inference' | 'everything' | 'some';
  /** What the policy is for, where it is one of Gatehouse. */
  readonly title: string | undefined;
  /** Who denies it after, or denied it before: statements by Sid or place. */
  readonly by: readonly { readonly policy: string; readonly statements: readonly string[] }[];
  /** Roots, units and accounts (ids) without a policy that allows it. */
  readonly nothingAllowsAt: readonly string[];
  /** Sorted, each once. */
  readonly actions: readonly string[];
  readonly questions: readonly Question[];
}
