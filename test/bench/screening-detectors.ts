import { type Detector, findAll } from '../../hub/screening/detector.ts';
import { fold } from '../../hub/screening/folding.ts';
import { judgePromptAttack } from '../../hub/screening/prompt-attack/judge.ts';
import type { ScreeningPlan } from '../../hub/screening/text-screening.ts';
import { bestMs } from './screening-measure.ts';
import { hostile, hostileTexts, ordinaryEnglish } from './screening-texts.ts';

/** What one detector costs by itself, in milliseconds for a megabyte (1,000,000 UTF-16 units). */
export interface DetectorCost {
  readonly detector: string;
  readonly ordinaryMs: number;
  readonly worstMs: number;
  /** The hostile text that it likes least. */
  readonly worstText: string;
}

const length = 100_000;
const each = 1_000_000 / length;

/** Measures the judge of attacks and every detector of a plan alone, on folded text: on ordinary English, and on the hostile text that costs it most. */
export function measureDetectors(plan: ScreeningPlan): readonly DetectorCost[] {
  const prose = ordinaryEnglish(length);
  const texts = hostileTexts.map((one) => ({ name: one.name, text: fold(hostile(one, length)).text }));
  const judged = (text: string) => bestMs(2, () => judgePromptAttack(text, 'text')) * each;
  const alone = plan.rules.map((rule) => ({
    detector: nameOf(rule.detector),
    costOf: (text: string) => bestMs(2, () => findAll(rule.detector, text)) * each,
  }));
  return [{ detector: 'judge of attacks', costOf: judged }, ...alone].map((one) => {
    const costs = texts.map(({ name, text }) => ({ worstText: name, worstMs: one.costOf(text) }));
    const worst = costs.reduce((most, cost) => (cost.worstMs > most.worstMs ? cost : most));
    return { detector: one.detector, ordinaryMs: one.costOf(prose), ...worst };
  });
}

function nameOf({ name, types }: Detector): string {
  const [first = ''] = types;
  return types.length > 1 ? `${name} (${first}, …)` : `${name} (${first})`;
}
