/**
 * A flagged answer is a review item that a person triages. An item and its decisions are written once and never changed: a second thought is a further decision, and the first one
 * stays. Nothing here holds content: reasons are fixed words, and notes are vetted (`review-note.ts`).
 */

/** Why an answer was flagged: a fixed word, and how often. */
export interface ReviewReason {
  readonly code: string;
  readonly count: number;
}

export interface ReviewItem {
  /** Of the call whose answer was flagged. */
  readonly recordId: string;
  readonly application: string;
  /** Confidence in the answer, between 0 and 1. */
  readonly score: number;
  readonly reasons: readonly ReviewReason[];
  /** Milliseconds since the epoch. */
  readonly openedAtMs: number;
}

export type ReviewVerdict = 'confirmed' | 'dismissed';
export type ReviewState = 'open' | ReviewVerdict;

export interface ReviewDecision {
  /** `confirmed`: the answer is as doubtful as it was flagged; `dismissed`: it is not. */
  readonly verdict: ReviewVerdict;
  /** Who decided: an ARN, or a user of this machine. */
  readonly principal: string;
  readonly atMs: number;
  readonly note: string | null;
}

export interface Review extends ReviewItem {
  /** What the last decision says; `open` without one. */
  readonly state: ReviewState;
  /** Oldest first. */
  readonly decisions: readonly ReviewDecision[];
}

export interface ReviewQuery {
  readonly state: ReviewState;
  readonly application?: string;
  /** At most so many. */
  readonly limit: number;
}

export type DecisionOutcome =
  | { readonly kind: 'decided'; readonly review: Review }
  /** There is no such item. */
  | { readonly kind: 'unknown' }
  /** Somebody decided since the item was looked at; nothing was written. */
  | { readonly kind: 'overtaken'; readonly review: Review };

export interface ReviewStore {
  /** Durable with the next record that is put. An item that exists already, alike, is a retry; a different one is a fault with code `record_conflict`. */
  open(item: ReviewItem): Promise<void>;
  get(recordId: string): Promise<Review | undefined>;
  /** Open items oldest first, because they wait; decided ones newest first. */
  list(query: ReviewQuery): Promise<readonly Review[]>;
  /**
   * Adds a decision to an item that has exactly `seen` decisions: 0 for the first, more for a correction of what was read. Atomic, so of two people who decide at once one is
   * `overtaken`. Durable when it resolves.
   */
  decide(recordId: string, decision: ReviewDecision, seen: number): Promise<DecisionOutcome>;
}

export function stateOf(decisions: readonly ReviewDecision[]): ReviewState {
  return decisions.at(-1)?.verdict ?? 'open';
}
