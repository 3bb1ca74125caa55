import { shortNumbersFrom } from './table-bytes.ts';
import stored from './word-tables.json' with { type: 'json' };

/**
 * What a concept may do: moves lie flat, four numbers each, because every word that carries a concept goes through them. The state that it leads to (-1: all steps are
 * met), the state before it (-1: it is the first step), the gap between the two, and the sequence.
 */
const stride = 4;
export const done = -1;
export const none = -1;
const far = -1e9;
const moves = shortNumbersFrom(stored.sequences.moves);
/** By concept, where its moves begin; those of the next one begin where they end. */
const begins = shortNumbersFrom(stored.sequences.begins);

/** Of each state, the latest place at which it was met. One for all texts, because the memory costs a short text more than its concepts: a matcher clears it when it begins. */
const latest = new Float64Array(stored.sequences.states);

/**
 * Finds behaviours in the concepts of a text as they come. A state is a beginning of one or more sequences; for each it remembers only the latest place where all its steps
 * were met, so a concept costs the same however many came before it, and a text of nothing but attack words costs no more for each word than any other. One text at a time: a matcher is
 * done with when the next one is made.
 */
export class SequenceMatcher {
  readonly #found: (sequence: number) => void;

  constructor(found: (sequence: number) => void) {
    this.#found = found;
    latest.fill(far);
  }

  concept(concept: number, place: number): void {
    const end = begins[concept + 1] as number;
    for (let i = begins[concept] as number; i < end; i += stride) {
      const from = moves[i + 1] as number;
      if (from !== none) {
        const distance = place - (latest[from] as number);
        // One word does not meet two steps.
        if (distance > (moves[i + 2] as number) || distance === 0) continue;
      }
      const to = moves[i] as number;
      if (to === done) this.#found(moves[i + 3] as number);
      else latest[to] = place;
    }
  }
}
