import type { PartKind } from './parts.ts';
import { attackRules } from './prompt-attack-rules.ts';

export interface AttackJudgement {
  /** How certain it is, between 0 and 1. */
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
  const stems = stemsIn(text);
  for (const rule of attackRules) {
    // Light signs describe personas, which users write; in documents and tool results they are ordinary prose that adds up.
    const applies = thirdParty ? rule.weight >= threshold : rule.thirdPartyOnly !== true;
    if (!applies || !rule.stems.some((stem) => stems.has(stem)) || !rule.pattern.test(text)) continue;
    score += rule.weight;
    reasons.add(rule.reason);
  }
  return { score: Math.min(1, score / 2), reasons: [...reasons] };
}

const wordStems = new Set(
  attackRules.flatMap((rule) => rule.stems).filter((stem) => /^\w/.test(stem) && stem !== 'gpt'),
);
// Longer stems first: an alternation takes the first that fits, and a stem that begins another must not hide it.
const alternatives = [...wordStems].sort((a, b) => b.length - a.length).map((stem) => stem.replaceAll('.', '\\.'));
/** All stems in one pass, which costs a tenth of running every rule. `gpt` ends words, and brackets are none. */
const anyStem = new RegExp(`\\b(?:${alternatives.join('|')})|gpt|[<[\\]]`, 'gi');

function stemsIn(text: string): ReadonlySet<string> {
  const stems = new Set<string>();
  anyStem.lastIndex = 0;
  for (let hit = anyStem.exec(text); hit !== null; hit = anyStem.exec(text)) stems.add(hit[0].toLowerCase());
  return stems;
}
