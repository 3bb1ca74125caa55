/**
 * What each check can take from the confidence in an answer. The score is the product of the factors, so that every reason can be read, and worked out again, by itself.
 * The weights are chosen, not learnt: what a person who answers for the answer would mind most weighs most.
 */
import type { ClaimKind } from './claims.ts';

/**
 * For statements that no source bears out: the factor sinks from 1 towards `1 - most`, halfway there with `half` of them. It depends on their number alone and not on how many
 * others are borne out: one invented figure does not become better by ten that are right.
 */
export const unsupportedWeights: Readonly<Record<ClaimKind, { readonly most: number; readonly half: number }>> = {
  figure: { most: 0.6, half: 2 },
  date: { most: 0.5, half: 1 },
  name: { most: 0.5, half: 2 },
  quotation: { most: 0.7, half: 1 },
  citation: { most: 0.7, half: 1 },
};

/** Factors of what is either so or not. */
export const flagFactors = {
  /** An answer that refuses is not wrong, but it is not the answer that was asked for. */
  refusal: 0.5,
  truncated: 0.6,
  schema_failed: 0.2,
} as const;

/** For each repair round that the schema took. */
export const repairFactor = 0.85;

/** Of scores between 0 and 1: what remains at 0. At 1 the factor is 1, between them it is linear. */
export const scoreFloors = {
  /** Bedrock's contextual grounding check: whether the answer follows from the source. */
  grounding: 0.2,
  /** The same check's relevance: whether it answers the question. */
  relevance: 0.4,
  /** Whether samples agree (`agreement.ts`). */
  self_agreement: 0.3,
} as const;
