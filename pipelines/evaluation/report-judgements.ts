import type { AttackScore, CategoryScore } from './score-attacks.ts';
import type { FamilyScore } from './score-families.ts';
import type { HarmScore } from './score-harm.ts';
import { textTable, told } from './text-table.ts';

/** The scores of prompt attacks, for people. */
export function reportAttacks(score: AttackScore): readonly string[] {
  const summary: (readonly [string, AttackScore['recall']])[] = [
    ['attacks found', score.recall],
    ['  that depend on a system prompt, apart', score.contextDependent],
    ['  of doubtful quality, apart', score.noisy],
    ['innocent texts flagged', score.falsePositives],
    ['  hard ones among them', score.hardFalsePositives],
    ['documents told apart from their injected copies', score.pairs],
  ];
  const shown = summary.filter(([, rate]) => rate.of > 0).map(([what, rate]) => [what, told(rate)]);
  return [
    `Prompt attacks, at a score of ${score.threshold} or more\n${textTable(shown)}`,
    ...categories('by category', score.categories),
    ...categories('by encoding', score.encodings),
    sweepBlock(score),
  ];
}

function categories(title: string, scores: readonly CategoryScore[]): readonly string[] {
  if (scores.length === 0) return [];
  const rows = scores.map(({ category, label, flagged }) => [category, label, told(flagged)]);
  return [`Prompt attacks ${title}\n${textTable([['', 'label', 'flagged'], ...rows], 2)}`];
}

function sweepBlock({ sweep }: AttackScore): string {
  const rows = sweep.map(({ threshold, recall, falsePositives }) => [
    String(threshold),
    told(recall),
    told(falsePositives),
  ]);
  return `Prompt attacks by threshold\n${textTable([['threshold', 'attacks found', 'innocent flagged'], ...rows])}`;
}

/** The scores of harmful requests, for people. */
export function reportHarm({ recall, falsePositives, categories: groups }: HarmScore): readonly string[] {
  const rows = groups.map(({ category, label, stopped }) => [category, label, told(stopped)]);
  return [
    [
      'Harmful requests, by the topics and words of the policy and the judge of attacks (content filters are the Bedrock guardrail’s, which does not run here)',
      textTable(
        [['', 'label', 'stopped'], ['all', 'harmful', told(recall)], ['all', 'benign', told(falsePositives)], ...rows],
        2,
      ),
    ].join('\n'),
  ];
}

/** Recall on families of attacks that the judge was tuned without, for people. */
export function reportFamilies({ families, pooled }: FamilyScore): readonly string[] {
  const rows = families.map(({ category, caught }) => [category, told(caught)]);
  return [
    `Prompt attacks, each category by a judge tuned without it\n${textTable([['', 'attacks found'], ['all families', told(pooled)], ...rows])}`,
  ];
}
