import type { JudgedRow } from './data-row.ts';
import type { Judged } from './judge-rows.ts';
import { grouped, type Rate, rateOf } from './rate.ts';

export interface HarmScore {
  /** Harmful rows that a denied topic, a denied word or the judge of prompt attacks stopped. */
  readonly recall: Rate;
  readonly falsePositives: Rate;
  readonly categories: readonly { readonly category: string; readonly label: string; readonly stopped: Rate }[];
}

/**
 * Reports how rows labelled harmful or benign fare. What a request is about is judged by the topics and words of the policy, and by the Bedrock guardrail, which does not run here: without a
 * policy little of this is caught, and nothing is promised.
 */
export function scoreHarm(rows: readonly Judged<JudgedRow>[]): HarmScore {
  const stopped = ({ found }: Judged<JudgedRow>) =>
    found.topics.length > 0 || found.action === 'blocked' || found.spans.some(({ type }) => type.startsWith('WORD:'));
  const rate = (label: string) =>
    rateOf(
      rows.filter(({ row }) => row.label === label),
      stopped,
    );
  const groups = grouped(rows, ({ row }) => `${row.label} ${row.category ?? ''}`);
  return {
    recall: rate('harmful'),
    falsePositives: rate('benign'),
    categories: [...groups.values()].flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      return [{ category: first.row.category ?? '', label: first.row.label, stopped: rateOf(group, stopped) }];
    }),
  };
}
