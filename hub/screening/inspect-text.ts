import type { PartKind } from './parts.ts';
import { Pseudonyms } from './pseudonyms.ts';
import type { FoundSpan } from './span-scan.ts';
import { type ScreeningPlan, TextScreening } from './text-screening.ts';

/** What a policy would do with a text, strictest finding first. */
export type TextAction = 'passed' | 'flagged' | 'masked' | 'blocked';

export interface Inspection {
  readonly action: TextAction;
  /** Sorted by `start`, longer ones first; offsets count UTF-16 units of the text. */
  readonly spans: readonly FoundSpan[];
  /** The judgement itself, whatever the policy's threshold makes of it; 0 where the policy does not judge attacks. */
  readonly attack: { readonly score: number; readonly reasons: readonly string[] };
  /** Names of the denied topics that were met. */
  readonly topics: readonly string[];
}

/**
 * Screens one text as the gateway would, and says where and why: the gateway's own `TextScreening`, watched. What the gateway keeps holds neither offsets nor scores below
 * the threshold, so this is for tools alone. Throws GatehouseFault `screening_failed` when a detector breaks.
 */
export function inspectText(plan: ScreeningPlan, text: string, kind: PartKind): Inspection {
  const spans: FoundSpan[] = [];
  // With a threshold of 0 the judgement is always told; whether it would count is decided below.
  const told: ScreeningPlan = { ...plan, promptAttackThreshold: 0 };
  const screening = new TextScreening(told, kind, new Pseudonyms(), (span) => spans.push(span));
  screening.whole(text);
  const found = screening.tally.findings();
  const judged = found.find(({ type }) => type === 'PROMPT_ATTACK');
  const attack = { score: judged?.score ?? 0, reasons: judged?.reasons ?? [] };
  const topics = found.filter(({ type }) => type.startsWith('TOPIC:')).map(({ type }) => type.slice('TOPIC:'.length));
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  return { action: actionOn(plan, spans, attack.score, topics), spans, attack, topics };
}

/** Whether a score counts as an attack under a plan. */
export function countsAsAttack(plan: ScreeningPlan, score: number): boolean {
  return plan.promptAttack !== 'off' && score > 0 && score >= plan.promptAttackThreshold;
}

function actionOn(
  plan: ScreeningPlan,
  spans: readonly FoundSpan[],
  score: number,
  topics: readonly string[],
): TextAction {
  const actions = new Set<string>(spans.map(({ action }) => action));
  if (countsAsAttack(plan, score)) actions.add(plan.promptAttack);
  if (topics.length > 0 || actions.has('block')) return 'blocked';
  if (actions.has('mask') || actions.has('pseudonymize')) return 'masked';
  return actions.has('flag') ? 'flagged' : 'passed';
}
