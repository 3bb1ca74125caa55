import type { AnswerJudgement } from '../response-filter/judgement/judge-answer.ts';
import { brokenOffEnd, type CallEnd } from './call-end.ts';
import { faultRefusal } from './faults.ts';
import type { GovernedCall } from './governed-call.ts';

const reviewed: ReadonlySet<AnswerJudgement['decision']['kind']> = new Set(['flag', 'withhold']);

/**
 * Opens the review of an answer that was flagged, before the completion that names it. Without a review nobody would look at the answer, so where it cannot be opened, nothing
 * (more) is answered.
 */
export async function withReview(end: CallEnd, { call, known, hub }: GovernedCall): Promise<CallEnd> {
  const { judgement } = end;
  if (judgement === undefined || judgement.confidence === null || !reviewed.has(judgement.decision.kind)) return end;
  const { score, reasons } = judgement.confidence;
  try {
    await hub.reviews.open({
      recordId: known.recordId,
      application: call.application.policy.name,
      score,
      reasons: reasons.map(({ code, count }) => ({ code, count })),
      openedAtMs: hub.clock.now(),
    });
  } catch (error) {
    hub.observer?.onFault(error, known.recordId);
    return brokenOffEnd(end, faultRefusal(error));
  }
  return { ...end, review: true };
}
