/**
 * What is asked of an answer beyond screening: that it satisfies the schemas that are wanted, and that there is reason to trust it. Decides; what comes of the decision is the
 * golden path's to do, because the response filter can neither ask a model again nor open a review.
 */
import type { Json } from '../../../shared/canonical-json.ts';
import type { AnswerPolicy } from '../../../shared/config/bundle.ts';
import type { ToolCall } from '../../gateway/dialects/tool-calls.ts';
import { type Confidence, type ConfidenceInput, scoreConfidence } from '../confidence/score-confidence.ts';
import { excuseOf } from '../schema/answer-texts.ts';
import { checkAnswer, checkToolInput, type SchemaCheck, type WantedSchema } from '../schema/check-answer.ts';
import { repairInstruction } from '../schema/repair-instruction.ts';
import type { SchemaCache } from '../schema/schema-cache.ts';

export interface JudgedAnswer extends Pick<ConfidenceInput, 'answer' | 'cited' | 'finishReasons'> {
  /** What the caller would read, one for each choice: values stand where pseudonyms stood, because that is what must satisfy the schema. */
  readonly texts: readonly string[];
  readonly toolCalls: readonly ToolCall[];
}

export interface JudgingOrder
  extends Pick<ConfidenceInput, 'sources' | 'references' | 'grounding' | 'relevance' | 'samples'> {
  readonly policy: AnswerPolicy;
  /** Schemas that the answer's text must satisfy. */
  readonly wanted: readonly WantedSchema[];
  /** Schemas of the tools that the model is bound to, by name. */
  readonly tools: ReadonlyMap<string, Json>;
  /** How often the model has been asked again already. */
  readonly repairs: number;
  readonly cache: SchemaCache;
}

export interface AnswerJudgement {
  readonly schema: SchemaCheck;
  /** null where the policy asks for none: it costs about as much as screening does. */
  readonly confidence: Confidence | null;
  /**
   * `repair`: ask the model again with this instruction. `refuse`: the schema is not satisfied, or an application's own could not be checked. `flag`, `annotate`, `withhold`: as
   * the policy has it for confidence below its threshold.
   */
  readonly decision:
    | { readonly kind: 'pass' | 'flag' | 'annotate' | 'withhold' | 'refuse' }
    | { readonly kind: 'repair'; readonly instruction: string };
}

export async function judgeAnswer(answer: JudgedAnswer, order: JudgingOrder): Promise<AnswerJudgement> {
  const schema = await checkAll(answer, order);
  const confidence = isScored(order.policy) ? score(answer, schema, order) : null;
  return { schema, confidence, decision: decide(schema, confidence, answer, order) };
}

/** Whether an application's answers get a score. */
export function isScored({ confidence, selfAgreementSamples }: AnswerPolicy): boolean {
  return confidence !== null || selfAgreementSamples > 0;
}

function score({ answer, finishReasons, cited }: JudgedAnswer, schema: SchemaCheck, order: JudgingOrder): Confidence {
  return scoreConfidence({
    ...order,
    answer,
    finishReasons,
    schemaFailed: schema.result === 'failed',
    ...(cited !== undefined && { cited }),
  });
}

/** The answer's text and every call of a tool that the model is bound to; what fails first decides. */
async function checkAll(answer: JudgedAnswer, { wanted, tools, cache }: JudgingOrder): Promise<SchemaCheck> {
  for (const { name, input } of answer.toolCalls) {
    const schema = tools.get(name);
    if (schema === undefined) continue;
    const bound: WantedSchema = { origin: 'request', schema };
    const check = await (typeof input === 'string'
      ? checkAnswer({ texts: [input] }, [bound], cache)
      : checkToolInput(input, bound, cache));
    if (check.result === 'failed') return check;
  }
  const excused = excuseOf(answer.finishReasons);
  return checkAnswer({ texts: answer.texts, ...(excused !== undefined && { excused }) }, wanted, cache);
}

function decide(
  schema: SchemaCheck,
  confidence: Confidence | null,
  { toolCalls, finishReasons }: JudgedAnswer,
  { policy, repairs }: JudgingOrder,
): AnswerJudgement['decision'] {
  if (schema.result === 'failed') {
    // A turn with calls of tools wants their results next: no correction has a place there.
    const repairable = repairs < policy.repairRounds && toolCalls.length === 0;
    return repairable ? { kind: 'repair', instruction: repairInstruction(schema.hints) } : { kind: 'refuse' };
  }
  if (schema.result === 'not_checked' && schema.origin === 'application') return { kind: 'refuse' };
  const { confidence: wanted } = policy;
  if (wanted === null || confidence === null || confidence.score >= wanted.threshold) return { kind: 'pass' };
  if (wanted.below !== 'annotate') return { kind: wanted.below };
  // A note would break a document, so a person looks at it instead; and nobody reads an answer that goes on with a call of a tool.
  if (schema.result === 'passed') return { kind: 'flag' };
  return { kind: toolCalls.length > 0 || excuseOf(finishReasons) === 'tool_call' ? 'pass' : 'annotate' };
}
