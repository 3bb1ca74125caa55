import type { ChangedPath } from './changed-paths.ts';
import type { Question } from './effect-questions.ts';
import type { Denial } from './judge.ts';

/** One request that is decided otherwise after than before. */
export interface ChangedDecision extends Question {
  /** In whose accounts. */
  readonly paths: readonly ChangedPath[];
  /** For people: "a developer". */
  readonly who: string;
  /** Whether it is allowed after. */
  readonly allowed: boolean;
  /** What denies it, after or before. */
  readonly by: Denial | undefined;
}
