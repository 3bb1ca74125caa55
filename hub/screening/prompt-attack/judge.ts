import type { PartKind } from '../parts.ts';
import { evidenceIn } from './evidence.ts';
import { features, type Observation } from './features.ts';
import { chance } from './model.ts';
import { fittedModel } from './weights.ts';

export interface AttackJudgement {
  /** The chance that this is an attack, between 0 and 1. */
  readonly score: number;
  /** Why, in fixed words; never text from the prompt. */
  readonly reasons: readonly string[];
}

const thirdPartyKinds: ReadonlySet<PartKind> = new Set(['tool-result', 'document', 'search-result', 'tool-definition']);

/** Kinds that the application writes itself, where "ignore instructions in documents" is a defence and not an attack. */
const trustedKinds: ReadonlySet<PartKind> = new Set(['system']);

export function mayAttack(kind: PartKind): boolean {
  return !trustedKinds.has(kind);
}

/**
 * Judges a whole text by what it does: cancels what governs the model, asks for what was said to it, gives it another role, forges turns or authority, hides orders
 * in a disguise, speaks to the model from inside data. Linear in the length of the text. A first line of defence; the Bedrock guardrail's PROMPT_ATTACK filter is the second.
 * `folded`: the text as folding reads it, where that is known already.
 */
export function judgePromptAttack(text: string, kind: PartKind, folded?: string): AttackJudgement {
  const inData = thirdPartyKinds.has(kind);
  let score = 0;
  let worst: Observation | undefined;
  for (const observation of evidenceIn(text, folded)) {
    const judged = chance(fittedModel, observation, inData);
    if (judged <= score) continue;
    score = judged;
    worst = observation;
  }
  return { score, reasons: worst === undefined ? [] : reasonsOf(worst) };
}

function reasonsOf(observation: Observation): string[] {
  const reasons = features
    .filter(({ weight }, place) => observation[place] === 1 && weight !== 'excuse')
    .map(({ reason }) => reason);
  return [...new Set(reasons)];
}
