import { behaviours } from './behaviours.ts';
import { type Concept, concepts } from './concepts.ts';

/** What a concept may do to one sequence: moves lie flat, four numbers each, because every word that carries a concept goes through them. */
const stride = 4;
const far = -1e9;
/** Where the steps of each sequence begin in one flat array of places. */
const offsets: readonly number[] = stepOffsets();
const movesOf: readonly Int32Array[] = concepts.map((concept) => movesFor(concept));

/**
 * Finds behaviours in the concepts of a text as they come. For each step of each sequence it remembers only the latest place where all steps up to it were met,
 * so a concept costs the same however many came before it, and a text of nothing but attack words costs no more for each word than any other.
 */
export class SequenceMatcher {
  readonly #latest = new Float64Array(offsets.at(-1) ?? 0).fill(far);
  readonly #found: (sequence: number) => void;

  constructor(found: (sequence: number) => void) {
    this.#found = found;
  }

  concept(concept: number, place: number): void {
    const moves = movesOf[concept] as Int32Array;
    const latest = this.#latest;
    for (let i = 0; i < moves.length; i += stride) {
      const at = moves[i] as number;
      const gap = moves[i + 1] as number;
      if (gap >= 0) {
        const distance = place - (latest[at - 1] as number);
        // One word does not meet two steps.
        if (distance > gap || distance === 0) continue;
      }
      if (moves[i + 2] === 1) this.#found(moves[i + 3] as number);
      else latest[at] = place;
    }
  }
}

function stepOffsets(): number[] {
  const starts = [0];
  for (const { steps } of behaviours) starts.push((starts.at(-1) ?? 0) + steps.length);
  return starts;
}

/**
 * Of each step that the concept meets: its place in the flat array, the gap before it (-1: it is the first), whether it is the last, and the sequence. Later steps
 * come first, so that a word that could meet two does not follow on itself.
 */
function movesFor(concept: Concept): Int32Array {
  const moves: number[] = [];
  for (const [sequence, { steps, gap }] of behaviours.entries()) {
    for (let step = steps.length - 1; step >= 0; step -= 1) {
      if (!steps[step]?.includes(concept)) continue;
      moves.push(
        (offsets[sequence] as number) + step,
        step === 0 ? -1 : gap,
        step === steps.length - 1 ? 1 : 0,
        sequence,
      );
    }
  }
  return Int32Array.from(moves);
}
