import type { EntityAction, GuardrailPolicy } from '../../shared/config/bundle.ts';
import type { Refusal } from '../../shared/contract/refusals.ts';
import type { AnswerFacts, Dialect } from '../gateway/dialects/dialect.ts';
import type { Faces } from '../gateway/faces.ts';
import type { Guardrails } from '../gateway/ports.ts';
import type { PartVerdict } from '../screening/parts.ts';
import type { Pseudonyms } from '../screening/pseudonyms.ts';
import type { Screener } from '../screening/screener.ts';

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
  /** Bedrock's own error type, where it broke the stream off. */
  readonly errorType?: string;
}
