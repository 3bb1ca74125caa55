import type { Guardrails } from '../gateway/ports.ts';
import type { GuardrailUse } from '../guardrails/guardrail-findings.ts';
import { judgePlaces } from '../guardrails/judge-places.ts';
import type { Part, PartKind, PartVerdict } from '../screening/parts.ts';
import type { Pseudonyms } from '../screening/pseudonyms.ts';
import type { AnswerContext } from './answer-context.ts';

/**
 * What a guardrail beside the model leaves out of an answer: the arguments of tool calls, and what Bedrock's own tools bring.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-converse-api.html
 */
const leftOut: ReadonlySet<PartKind> = new Set(['tool-use', 'tool-result']);

/** Brings to the guardrail what it does not read beside the model. Where there is no guardrail service, nothing is left out, for there is nobody to ask. */
export class ToolCallJudge {
  readonly #use: GuardrailUse;
  readonly #guardrails: Guardrails;

  constructor({ guardrail, entities }: AnswerContext, pseudonyms: Pseudonyms, guardrails: Guardrails) {
    this.#use = { guardrail, source: 'OUTPUT', entities, pseudonyms };
    this.#guardrails = guardrails;
  }

  /** Whether text of this kind has to be judged before it may leave. */
  judges(kind: PartKind): boolean {
    return this.#guardrails.engine === 'bedrock' && leftOut.has(kind);
  }

  /** The verdicts of both engines, in order; masks are written into the parts. Asks nothing where no part has to be judged. */
  judge(parts: readonly Part[], local: readonly PartVerdict[]): Promise<readonly PartVerdict[]> {
    const places = parts.flatMap(({ kind, texts }, at) => (this.judges(kind) && texts.length > 0 ? [at] : []));
    return judgePlaces(places, parts, local, this.#use, this.#guardrails);
  }
}
