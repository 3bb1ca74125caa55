import type { Detector } from '../../hub/screening/detector.ts';
import { fold } from '../../hub/screening/folding.ts';
import { Landmarks } from '../../hub/screening/landmarks.ts';
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
  const prose = readText('ordinary', ordinaryEnglish(length));
  const texts = hostileTexts.map((one) => readText(one.name, fold(hostile(one, length)).text));
  const judged = ({ text }: ReadText) => bestMs(2, () => judgePromptAttack(text, 'text')) * each;
  const landmarked = ({ text }: ReadText) => bestMs(2, () => readText('', text)) * each;
  const alone = plan.rules.map((rule) => ({
    detector: nameOf(rule.detector),
    costOf: ({ text, landmarks }: ReadText) => bestMs(2, () => rule.detector.scan(text, 0, true, [], landmarks)) * each,
  }));
  const shared = [
    { detector: 'judge of attacks', costOf: judged },
    { detector: 'landmarks, for all detectors', costOf: landmarked },
  ];
  return [...shared, ...alone].map((one) => {
    const costs = texts.map((text) => ({ worstText: text.name, worstMs: one.costOf(text) }));
    const worst = costs.reduce((most, cost) => (cost.worstMs > most.worstMs ? cost : most));
    return { detector: one.detector, ordinaryMs: one.costOf(prose), ...worst };
  });
}

interface ReadText {
  readonly name: string;
  readonly text: string;
  readonly landmarks: Landmarks;
}

/** A text with what all detectors share, found. */
function readText(name: string, text: string): ReadText {
  return { name, text, landmarks: new Landmarks(text).find() };
}

function nameOf({ name, types }: Detector): string {
  const [first = ''] = types;
  return types.length > 1 ? `${name} (${first}, …)` : `${name} (${first})`;
}
