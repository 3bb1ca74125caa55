/**
 * Confidence in an answer: a score between 0 and 1 with its reasons, from checks that can be explained. It says how well the answer is borne out by what the model was
 * given, not whether it is true.
 */
import { agreementOf } from './agreement.ts';
import { type Claim, type ClaimKind, citedClaims, claimsIn } from './claims.ts';
import { unsupportedClaims } from './find-support.ts';
import { withPlainDigits } from './plain-digits.ts';
import { referencesIn } from './read-citations.ts';
import { opensWithRefusal } from './refusal-phrases.ts';
import { flagFactors, repairFactor, scoreFloors, unsupportedWeights } from './weights.ts';

export interface ConfidenceInput {
  /** The answer's text, as the model wrote it: the blocks that are read, joined. */
  readonly answer: string;
  /** Texts that the answer's citations quote. */
  readonly cited?: readonly string[];
  /** What the model was given: texts of documents, results of tools and searches, messages of users and the system prompt. */
  readonly sources: readonly string[];
  /** How many documents and search results there are to refer to as `[3]`; absent: such references are not judged. */
  readonly references?: number;
  /** As the API names them, of every choice. */
  readonly finishReasons: readonly string[];
  readonly schemaFailed?: boolean;
  /** Rounds in which the model was asked to mend its answer. */
  readonly repairs?: number;
  /** Scores of Bedrock's contextual grounding check, between 0 and 1. */
  readonly grounding?: number;
  readonly relevance?: number;
  /** Further answers to the same prompt. */
  readonly samples?: readonly string[];
}

export type ReasonCode =
  | `unsupported_${ClaimKind}s`
  | keyof typeof flagFactors
  | keyof typeof scoreFloors
  | 'schema_repairs';

/** Why the score is not 1, in fixed words: it is recorded, and holds nothing of the answer. */
export interface ConfidenceReason {
  readonly code: ReasonCode;
  /** How often. */
  readonly count: number;
  /** By what the score was multiplied, rounded to three digits. */
  readonly factor: number;
}

export interface Confidence {
  /** Between 0 and 1, rounded to three digits. */
  readonly score: number;
  /** What took most comes first. */
  readonly reasons: readonly ConfidenceReason[];
}

/** In time linear in the answer and the sources. */
export function scoreConfidence(input: ConfidenceInput): Confidence {
  const reasons = [...unsupported(input), ...flags(input), ...scores(input)].filter(({ factor }) => factor < 1);
  const score = reasons.reduce((product, { factor }) => product * factor, 1);
  return {
    score: rounded(score),
    reasons: reasons
      .map((reason) => ({ ...reason, factor: rounded(reason.factor) }))
      .sort((one, other) => one.factor - other.factor),
  };
}

function* unsupported(input: ConfidenceInput): Generator<ConfidenceReason> {
  const counts = new Map<ClaimKind, number>();
  const count = (kind: ClaimKind) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const { kind } of unsupportedClaims(claimsOf(input), input.sources)) count(kind);
  for (const reference of referencesIn(input.answer)) {
    if (input.references !== undefined && (reference < 1 || reference > input.references)) count('citation');
  }
  for (const [kind, times] of counts) {
    const { most, half } = unsupportedWeights[kind];
    yield { code: `unsupported_${kind}s`, count: times, factor: 1 - most * (1 - 0.5 ** (times / half)) };
  }
}

function claimsOf({ answer, cited = [] }: ConfidenceInput): readonly Claim[] {
  const text = withPlainDigits(answer);
  return [...claimsIn(text), ...cited.flatMap((one) => [...citedClaims(withPlainDigits(one))])];
}

/** As Converse, Anthropic and OpenAI name the end of an answer that was cut off, and of one that was refused. */
const truncations: ReadonlySet<string> = new Set(['max_tokens', 'length', 'model_context_window_exceeded']);
const refusals: ReadonlySet<string> = new Set(['refusal', 'content_filtered', 'content_filter']);

function* flags({ answer, finishReasons, schemaFailed, repairs = 0 }: ConfidenceInput): Generator<ConfidenceReason> {
  const refused = finishReasons.some((reason) => refusals.has(reason)) || opensWithRefusal(answer);
  if (refused) yield { code: 'refusal', count: 1, factor: flagFactors.refusal };
  const cut = finishReasons.filter((reason) => truncations.has(reason)).length;
  if (cut > 0) yield { code: 'truncated', count: cut, factor: flagFactors.truncated };
  if (schemaFailed === true) yield { code: 'schema_failed', count: 1, factor: flagFactors.schema_failed };
  if (repairs > 0) yield { code: 'schema_repairs', count: repairs, factor: repairFactor ** repairs };
}

function* scores({ answer, grounding, relevance, samples = [] }: ConfidenceInput): Generator<ConfidenceReason> {
  if (grounding !== undefined) yield scored('grounding', grounding);
  if (relevance !== undefined) yield scored('relevance', relevance);
  if (samples.length > 0) {
    yield { ...scored('self_agreement', agreementOf(answer, samples)), count: samples.length };
  }
}

function scored(code: keyof typeof scoreFloors, score: number): ConfidenceReason {
  const between = Math.min(1, Math.max(0, Number.isFinite(score) ? score : 0));
  return { code, count: 1, factor: scoreFloors[code] + (1 - scoreFloors[code]) * between };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
