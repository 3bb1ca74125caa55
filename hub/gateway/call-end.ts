import { type ErrorType, errorStatus, type Refusal, refusalTypes } from '../../shared/contract/refusals.ts';
import type { Outcome } from '../audit/record.ts';
import type { AnswerJudgement } from '../response-filter/judgement/judge-answer.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { AnswerFacts } from './dialects/dialect.ts';
import type { Faces } from './faces.ts';
import type { Asides, HandledCall, HandledEnd } from './handlers.ts';
import type { Guardrails } from './ports.ts';

/** How a call ended: what the record must say of it, and what the caller is given. */
export interface CallEnd {
  readonly outcome: Outcome;
  readonly status: number;
  readonly errorType?: ErrorType | string;
  readonly refusal?: Refusal;
  readonly input: readonly PartVerdict[];
  readonly output: readonly PartVerdict[];
  /** Which guardrails judged; absent where it did not come so far. */
  readonly engine?: Guardrails['engine'] | undefined;
  readonly facts?: AnswerFacts;
  readonly bedrockRequestId?: string;
  /** What was asked of the answer beyond screening; absent where nothing was, or where it did not come so far. */
  readonly judgement?: AnswerJudgement;
  /** How often the model was asked to mend its answer. */
  readonly repairs?: number;
  /** Whether the answer waits for a person to look at it. */
  readonly review?: boolean;
  /** Of samples, and of an answer that was mended. */
  readonly asides?: Asides;
  /** The body as the model was sent it last; absent where no model was invoked. */
  readonly sent?: Uint8Array;
  /** What has left already, as it is kept; absent: nothing has. */
  readonly released?: readonly Uint8Array[];
  /** An answer that does not leave, for its schema or its confidence; kept beside what the caller is given instead. */
  readonly unreleased?: readonly Faces[];
  /** What may leave once the completion is durable. */
  readonly withheld: readonly Faces[];
}

/** A rule or a screening policy said no: the caller gets a typed error. */
export function refusedEnd(refusal: Refusal, input: readonly PartVerdict[] = []): HandledEnd {
  const errorType = refusalTypes[refusal.code];
  const status = errorStatus[errorType];
  return { outcome: 'refused', status, errorType, refusal, input, output: [], withheld: [] };
}

/** Something broke. Where the model had been asked by then (`upstream`), the call is charged and what left is kept. */
export function faultedEnd(
  refusal: Refusal,
  { verdicts, upstream }: Pick<HandledCall, 'verdicts' | 'upstream'>,
): HandledEnd {
  const end: HandledEnd = { ...refusedEnd(refusal, verdicts), outcome: 'faulted' };
  return upstream === undefined ? end : { ...end, sent: upstream.sent, bedrockRequestId: upstream.requestId };
}

/** Something broke after the model had answered: no more of the answer leaves, and what is known of it stays known. */
export function brokenOffEnd(end: CallEnd, refusal: Refusal): CallEnd {
  const { outcome, status, errorType } = faultedEnd(refusal, { verdicts: [] });
  return { ...end, outcome, status, ...(errorType !== undefined && { errorType }), refusal, withheld: [] };
}
