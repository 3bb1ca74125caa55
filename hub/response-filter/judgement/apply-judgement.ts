import type { Faces } from '../../gateway/faces.ts';
import type { FilteredEnd } from '../answer-context.ts';
import type { AnswerJudgement } from './judge-answer.ts';
import { annotationOf, schemaRefusal, withheldMessage } from './messages.ts';

/** The forms in which an answer can leave, whole or as a stream. Only the one that is asked for is made. */
export interface AnswerForms {
  asItIs(): readonly Faces[];
  /** With a note of the hub's at its end. */
  annotated(note: string): readonly Faces[];
  /** A message in its place, as where a guardrail steps in. */
  replaced(message: string): readonly Faces[];
  /** Its text as it is kept, for the model that is to mend it. */
  keptText(): string;
}

export type JudgedEnd = Pick<FilteredEnd, 'withheld' | 'blocked' | 'refusal' | 'judgement' | 'rejected' | 'unreleased'>;

/** What the caller gets, for what was decided. */
export function applyJudgement(judgement: AnswerJudgement, forms: AnswerForms, recordId: string): JudgedEnd {
  const { decision, confidence, schema } = judgement;
  switch (decision.kind) {
    case 'refuse':
      return { judgement, blocked: false, withheld: [], refusal: schemaRefusal(schema), unreleased: forms.asItIs() };
    case 'repair':
      return { judgement, blocked: false, withheld: [], rejected: forms.keptText(), unreleased: forms.asItIs() };
    case 'withhold':
      return {
        judgement,
        blocked: true,
        withheld: forms.replaced(withheldMessage(confidence, recordId)),
        unreleased: forms.asItIs(),
      };
    case 'annotate':
      return { judgement, blocked: false, withheld: forms.annotated(annotationOf(confidence, recordId)) };
    default:
      return { judgement, blocked: false, withheld: forms.asItIs() };
  }
}
