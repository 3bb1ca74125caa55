import type { ScreeningPlan } from '../../hub/screening/text-screening.ts';
import { type JudgedData, judgeRows, type KindChoice } from './judge-rows.ts';
import type { EvaluationData } from './read-data.ts';
import { type AttackScore, scoreAttacks } from './score-attacks.ts';
import { type HarmScore, scoreHarm } from './score-harm.ts';
import { type SensitiveScore, scoreSensitive } from './score-sensitive.ts';
import { claimedBy } from './screening-policy.ts';

export interface EvaluationOptions {
  readonly plan: ScreeningPlan;
  readonly kinds: KindChoice;
  /** From the data's names of types to ours. */
  readonly nameOf: (type: string) => string;
  /** Instead of the plan's own. */
  readonly threshold: number | undefined;
}

/** What was measured; a part is there when the data have rows for it. */
export interface Evaluation {
  readonly rows: number;
  readonly sensitive?: SensitiveScore;
  readonly attacks?: AttackScore;
  readonly harm?: HarmScore;
}

/** Judges labelled data under a plan, and keeps the judgement of every row for whoever wants to look closer. */
export function evaluate(
  data: EvaluationData,
  options: EvaluationOptions,
): { readonly evaluation: Evaluation; readonly judged: JudgedData } {
  const plan =
    options.threshold === undefined ? options.plan : { ...options.plan, promptAttackThreshold: options.threshold };
  const judged = judgeRows(data, plan, options.kinds);
  return { judged, evaluation: scoreOf(judged, plan, options.nameOf) };
}

function scoreOf(data: JudgedData, plan: ScreeningPlan, nameOf: (type: string) => string): Evaluation {
  const harmful = data.judged.some(({ row }) => row.label === 'harmful');
  const attacks = data.judged.filter(({ row }) => row.label !== 'harmful');
  // Benign rows beside harmful ones alone are no innocent twins of attacks.
  const judgesAttacks = attacks.some(({ row }) => row.label === 'attack') || (attacks.length > 0 && !harmful);
  return {
    rows: data.sensitive.length + data.judged.length,
    ...(data.sensitive.length === 0 ? {} : { sensitive: scoreSensitive(data.sensitive, claimedBy(plan), nameOf) }),
    ...(judgesAttacks ? { attacks: scoreAttacks(attacks, plan.promptAttackThreshold) } : {}),
    ...(harmful ? { harm: scoreHarm(data.judged.filter(({ row }) => row.label !== 'attack')) } : {}),
  };
}
