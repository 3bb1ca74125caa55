import { type ErrorType, errorStatus, type Refusal, refusalTypes } from '../../shared/contract/refusals.ts';
import type { Outcome } from '../audit/record.ts';
import type { PromptOutcome } from '../prompt-handler/prompt-handler.ts';
import type { FilteredEnd } from '../response-filter/answer-context.ts';
import type { AnswerJudgement } from '../response-filter/judgement/judge-answer.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { AnswerFacts, TokenUsage } from './dialects/dialect.ts';
import { usageOfHeaders } from './dialects/header-usage.ts';
import { alike, type Faces } from './faces.ts';

/** How a call ended: what the record must say of it, and what the caller is given. */
export interface CallEnd {
  readonly outcome: Outcome;
  readonly status: number;
  readonly errorType?: ErrorType | string;
  readonly refusal?: Refusal;
  readonly input: readonly PartVerdict[];
  readonly output: readonly PartVerdict[];
  readonly facts?: AnswerFacts;
  readonly bedrockRequestId?: string;
  /** What was asked of the answer beyond screening; absent where nothing was, or where it did not come so far. */
  readonly judgement?: AnswerJudgement;
  /** How often the model was asked to mend its answer. */
  readonly repairs?: number;
  /** Whether the answer waits for a person to look at it. */
  readonly review?: boolean;
  /** What further calls of the model used that were made for this one (samples, an answer that was mended); undefined: it did not say. */
  readonly asides?: readonly (TokenUsage | undefined)[];
  /** The body as the model was sent it last; absent where no model was invoked. */
  readonly sent?: Uint8Array;
  /** What has left already, as it is kept. */
  readonly released: readonly Uint8Array[];
  /** An answer that does not leave, for its schema or its confidence; kept beside what the caller is given instead. */
  readonly unreleased?: readonly Faces[];
  /** What may leave once the completion is durable. */
  readonly withheld: readonly Faces[];
}

type Answered = Extract<PromptOutcome, { kind: 'answered' }>;

/** A rule or a screening policy said no: the caller gets a typed error. */
export function refusedEnd(refusal: Refusal, input: readonly PartVerdict[] = []): CallEnd {
  const errorType = refusalTypes[refusal.code];
  const status = errorStatus[errorType];
  return { outcome: 'refused', status, errorType, refusal, input, output: [], released: [], withheld: [] };
}

/** Something broke. `asked`: the model had been invoked by then, so the call is charged and what left is kept. */
export function faultedEnd(refusal: Refusal, asked: Answered | undefined, released: readonly Uint8Array[]): CallEnd {
  const end: CallEnd = { ...refusedEnd(refusal, asked?.verdicts), outcome: 'faulted', released };
  return asked === undefined ? end : { ...end, sent: asked.sent, bedrockRequestId: asked.answer.requestId };
}

/** Something broke after the model had answered: no more of the answer leaves, and what is known of it stays known. */
export function brokenOffEnd(end: CallEnd, refusal: Refusal): CallEnd {
  const { outcome, status, errorType } = faultedEnd(refusal, undefined, []);
  return { ...end, outcome, status, ...(errorType !== undefined && { errorType }), refusal, withheld: [] };
}

/** Screening stopped the prompt: an answer that says so, as Bedrock's guardrails do it. */
export function blockedPromptEnd(input: readonly PartVerdict[], withheld: readonly Faces[]): CallEnd {
  const facts = { finishReasons: ['guardrail_intervened'] };
  return { outcome: 'blocked', status: 200, input, output: [], facts, released: [], withheld };
}

/** Bedrock said no: its own status and body pass on. */
export function upstreamErrorEnd(asked: Answered, body: Uint8Array): CallEnd {
  const { status, headers, requestId } = asked.answer;
  return {
    outcome: 'upstream_error',
    status,
    errorType: headers['x-amzn-errortype']?.split(/[:;]/)[0] ?? `HTTP ${status}`,
    input: asked.verdicts,
    output: [],
    bedrockRequestId: requestId,
    sent: asked.sent,
    released: [],
    withheld: [alike(body)],
  };
}

/** The model answered, and the answer has been screened to its end. */
export function filteredEnd(asked: Answered, filtered: FilteredEnd, released: readonly Uint8Array[]): CallEnd {
  const known = {
    input: asked.verdicts,
    output: filtered.verdicts,
    facts: factsOf(asked, filtered),
    bedrockRequestId: asked.answer.requestId,
    sent: asked.sent,
    released,
    ...(filtered.judgement !== undefined && { judgement: filtered.judgement }),
    ...(filtered.unreleased !== undefined && { unreleased: filtered.unreleased }),
  };
  if (filtered.refusal !== undefined) return { ...refusedEnd(filtered.refusal), ...known, withheld: [] };
  const outcome = outcomeOf(filtered);
  const end = { ...known, outcome, status: 200, withheld: filtered.withheld };
  return filtered.errorType === undefined ? end : { ...end, errorType: filtered.errorType };
}

/** A guardrail that stepped in on Bedrock's side counts as a block, like our own; one that only masked does not. */
function outcomeOf(filtered: FilteredEnd): Outcome {
  if (filtered.errorType !== undefined) return 'upstream_error';
  if (filtered.blocked || filtered.facts.finishReasons.includes('guardrail_intervened')) return 'blocked';
  return 'answered';
}

function factsOf(asked: Answered, { facts, blocked }: FilteredEnd): AnswerFacts {
  const finishReasons = blocked ? ['guardrail_intervened'] : facts.finishReasons;
  const usage = usageOf(asked, { facts });
  return usage === undefined ? { ...facts, finishReasons } : { ...facts, finishReasons, usage };
}

/** What the model's answer says that it used, or else its headers. */
export function usageOf({ answer }: Answered, { facts }: Pick<FilteredEnd, 'facts'>): TokenUsage | undefined {
  return facts.usage ?? usageOfHeaders(answer.headers);
}
