import type { PartKind } from './parts.ts';
import { attackRules } from './prompt-attack-rules.ts';

export interface AttackJudgement {
  readonly attack: boolean;
  /** Sum of the weights of the rules that were met. */
  readonly score: number;
  /** Why, in fixed words; never text from the prompt. */
  readonly reasons: readonly string[];
}

const threshold = 1;
const thirdPartyKinds: ReadonlySet<PartKind> = new Set(['tool-result', 'document', 'search-result', 'tool-definition']);

/** Kinds that the application writes itself, where "ignore instructions in documents" is a defence and not an attack. */
const trustedKinds: ReadonlySet<PartKind> = new Set(['system']);

export function mayAttack(kind: PartKind): boolean {
  return !trustedKinds.has(kind);
}

/** Judges a whole text by rules. A first line of defence that stops known wordings; the Bedrock guardrail's PROMPT_ATTACK filter is the second. */
export function judgePromptAttack(text: string, kind: PartKind): AttackJudgement {
  const thirdParty = thirdPartyKinds.has(kind);
  let score = 0;
  const reasons = new Set<string>();
  for (const rule of attackRules) {
    // Light signs describe personas, which users write; in documents and tool results they are ordinary prose that adds up.
    const applies = thirdParty ? rule.weight >= threshold : rule.thirdPartyOnly !== true;
    if (!applies || !rule.pattern.test(text)) continue;
    score += rule.weight;
    reasons.add(rule.reason);
  }
  return { attack: score >= threshold, score, reasons: [...reasons] };
}
