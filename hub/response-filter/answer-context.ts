import type { EntityAction, GuardrailPolicy } from '../../shared/config/bundle.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { AnswerFacts, Dialect } from '../gateway/dialects/dialect.ts';
import type { Faces } from '../gateway/faces.ts';
import type { Guardrails } from '../gateway/ports.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { Pseudonyms } from '../screening/pseudonyms.ts';
import type { Screener } from '../screening/screener.ts';
import type { AnswerJudging } from './judgement/answer-judging.ts';
import type { AnswerJudgement } from './judgement/judge-answer.ts';

/** What the response filter judges an answer by. */
export interface AnswerContext {
  readonly dialect: Dialect;
  readonly screener: Screener;
  readonly unreadable: 'refuse' | 'allow-unscreened';
  /** The pseudonyms of the prompt. */
  readonly pseudonyms: Pseudonyms;
  readonly guardrail: GuardrailPolicy;
  /** The application's actions for sensitive information in answers. */
  readonly entities: Readonly<Record<string, EntityAction>>;
  /** What is asked of the answer beyond screening; absent: nothing. */
  readonly judging?: AnswerJudging | undefined;
}

/** All that the response filter may ask: it can invoke no model, and ApplyGuardrail invokes none. */
export interface FilterPorts {
  readonly guardrails: Guardrails;
}

/** How filtering ended: what may leave only after the completion is durable, and what the record must say. */
export interface FilteredEnd {
  readonly withheld: readonly Faces[];
  readonly verdicts: readonly PartVerdict[];
  readonly facts: AnswerFacts;
  readonly blocked: boolean;
  readonly refusal?: Refusal;
  /** Absent where nothing was asked of the answer beyond screening, or where it did not come so far. */
  readonly judgement?: AnswerJudgement;
  /** Where the judgement is a repair: the answer's text as it was screened, which is what the model is shown of it. */
  readonly rejected?: string;
  /** An answer that passed screening and does not leave all the same, for its schema or its confidence: kept for who looks into it. */
  readonly unreleased?: readonly Faces[];
  /** Bedrock's own error type, where it broke the stream off. */
  readonly errorType?: string;
}
