import { behaviours } from '../../hub/screening/prompt-attack/behaviours.ts';
import { type Concept, concepts } from '../../hub/screening/prompt-attack/concepts.ts';
import { done, none } from '../../hub/screening/prompt-attack/sequence-matcher.ts';

interface Move {
  readonly concept: Concept;
  readonly step: number;
  /** As `SequenceMatcher` reads them: the state it leads to, the one before it, the gap, the sequence. */
  readonly numbers: readonly number[];
}

interface SequenceTables {
  readonly states: number;
  /** Of all concepts, one after the other. */
  readonly moves: Int16Array;
  /** By concept, where its moves begin; behind the last one, where they end. */
  readonly begins: Int16Array;
}

/** The behaviours as moves between states. Sequences that begin alike share states: "ignore" is the first step of many. */
export function sequenceTables(): SequenceTables {
  const { moves, states } = compile();
  // Later steps first, so that a word that could meet two does not follow on itself.
  moves.sort((a, b) => b.step - a.step);
  const ofConcept = Map.groupBy(moves, ({ concept }) => concept);
  const begins = [0];
  const flat: number[] = [];
  for (const concept of concepts) {
    flat.push(...(ofConcept.get(concept) ?? []).flatMap(({ numbers }) => numbers));
    begins.push(flat.length);
  }
  if (flat.length > 0x7fff) throw new RangeError('The behaviours have more moves than a place of two bytes can tell.');
  return { states, moves: Int16Array.from(flat), begins: Int16Array.from(begins) };
}

function compile(): { readonly moves: Move[]; readonly states: number } {
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
  return { moves, states: known.size };
}
