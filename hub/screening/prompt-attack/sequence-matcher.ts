import { behaviours } from './behaviours.ts';
import { type Concept, concepts } from './concepts.ts';

/**
 * What a concept may do: moves lie flat, four numbers each, because every word that carries a concept goes through them. The state that it leads to (-1: all steps are
 * met), the state before it (-1: it is the first step), the gap between the two, and the sequence.
 */
const stride = 4;
const [done, none] = [-1, -1];
const far = -1e9;
const { movesOf, states } = compile();

/**
 * Finds behaviours in the concepts of a text as they come. A state is a beginning of one or more sequences; for each it remembers only the latest place where all its steps
 * were met, so a concept costs the same however many came before it, and a text of nothing but attack words costs no more for each word than any other.
 */
export class SequenceMatcher {
  readonly #latest = new Float64Array(states).fill(far);
  readonly #found: (sequence: number) => void;

  constructor(found: (sequence: number) => void) {
    this.#found = found;
  }

  concept(concept: number, place: number): void {
    const moves = movesOf[concept] as Int32Array;
    const latest = this.#latest;
    for (let i = 0; i < moves.length; i += stride) {
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

interface Move {
  readonly concept: Concept;
  readonly step: number;
  readonly numbers: readonly number[];
}

/** Sequences that begin alike share states: "ignore" is the first step of many. */
function compile(): { readonly movesOf: readonly Int32Array[]; readonly states: number } {
  const known = new Map<string, number>();
  const moves: Move[] = [];
  for (const [sequence, { steps, gap }] of behaviours.entries()) {
    let from = none;
    for (const [step, met] of steps.entries()) {
      const isLast = step === steps.length - 1;
      const beginning = `${from} ${step === 0 ? 0 : gap} ${met.join()}`;
      const shared = known.get(beginning);
      const to = isLast ? done : (shared ?? known.size);
      if (isLast || shared === undefined)
        for (const concept of met) moves.push({ concept, step, numbers: [to, from, gap, sequence] });
      if (!isLast) known.set(beginning, to);
      from = to;
    }
  }
  // Later steps first, so that a word that could meet two does not follow on itself.
  moves.sort((a, b) => b.step - a.step);
  const ofConcept = Map.groupBy(moves, ({ concept }) => concept);
  return {
    movesOf: concepts.map((concept) =>
      Int32Array.from((ofConcept.get(concept) ?? []).flatMap(({ numbers }) => numbers)),
    ),
    states: known.size,
  };
}
