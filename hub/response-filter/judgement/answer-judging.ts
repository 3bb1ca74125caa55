import type { AnswerFacts } from '../../gateway/dialects/dialect.ts';
import type { JudgingOrder } from './judge-answer.ts';

/** What an answer is judged by; what its own body says of it is added when it has come. */
export interface AnswerJudging extends Omit<JudgingOrder, 'grounding' | 'relevance' | 'samples'> {
  /** For what the caller is told. */
  readonly recordId: string;
  /** Texts of further answers to the same prompt. Never rejects. */
  readonly samples?: Promise<readonly string[]>;
}

/** Whether nothing of a streamed answer may leave before all of it has been judged: it may have to be replaced. */
export function holdsBack({ wanted, policy }: AnswerJudging): boolean {
  return wanted.length > 0 || policy.confidence?.below === 'withhold';
}

/** A guardrail's own words instead of an answer are not judged. */
export function isJudged(finishReasons: readonly string[]): boolean {
  return !finishReasons.includes('guardrail_intervened');
}

export async function orderOf(
  { samples, ...judging }: AnswerJudging,
  { grounding, relevance }: AnswerFacts,
): Promise<JudgingOrder> {
  return {
    ...judging,
    ...(grounding !== undefined && { grounding }),
    ...(relevance !== undefined && { relevance }),
    ...(samples !== undefined && { samples: await samples }),
  };
}
