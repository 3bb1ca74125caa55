import { behaviours } from './behaviours.ts';
import { concepts } from './concepts.ts';
import { featurePlace, newObservation, type Observation } from './features.ts';
import { SequenceMatcher } from './sequence-matcher.ts';
import type { Span } from './span-tracker.ts';
import type { StrangeRun } from './strange-runs.ts';
import { StructureSearch } from './structure-search.ts';
import { structures } from './structures.ts';
import { WordScan } from './word-scan.ts';

/** Signs add up only where they stand close together: within one block or the next, in UTF-16 units. A long document is not an attack for its length. */
const blockLength = 4000;

const behaviourPlaces: readonly number[] = behaviours.map(({ name }) => featurePlace(name));
const structurePlaces: readonly number[] = structures.map(({ name }) => featurePlace(name));

/** What one reading of a text does. */
export interface Observed {
  /** One for each stretch in which something was seen. */
  readonly observations: readonly Observation[];
  /** Where the text may be in disguise, by how it looks: without common words, in single letters, with digits inside words, in very long words. */
  readonly strange: readonly StrangeRun[];
  readonly singles: readonly Span[];
  readonly mixed: readonly Span[];
  readonly long: readonly Span[];
  /** Whether somewhere so many signs stand without letters between that they may be letters in a code. */
  readonly parted: boolean;
  /** How many words end as those of Pig Latin do. */
  readonly pigs: number;
  /** The text with scrambled words put right; '' where there are none. */
  readonly unscrambled: string;
}

export function observe(text: string): Observed {
  const blocks: Observation[] = [];
  let here = 0;
  const matcher = new SequenceMatcher((sequence) => mark(blocks, here, behaviourPlaces[sequence] as number));
  const forms = new StructureSearch(text, (structure, at) => mark(blocks, at, structurePlaces[structure] as number));
  const scan = new WordScan(text, (concept, place, at) => {
    here = at;
    if (concept < concepts.length) matcher.concept(concept, place);
    else forms.atWord(concept - concepts.length, at);
  });
  scan.run();
  const { looks } = scan;
  forms.inText(scan.signs);
  return {
    observations: overlapped(blocks),
    strange: looks.strange.runs,
    singles: looks.singles.spans(),
    mixed: looks.mixed.spans(),
    long: looks.long.spans(),
    parted: looks.parted,
    pigs: looks.pigs,
    unscrambled: looks.scrambled.putRight(text),
  };
}

function mark(blocks: Observation[], at: number, feature: number): void {
  const block = Math.floor(at / blockLength);
  blocks[block] ??= newObservation();
  (blocks[block] as Observation)[feature] = 1;
}

/** Each block together with the next one. `blocks` has holes where nothing was seen. */
function overlapped(blocks: readonly (Observation | undefined)[]): Observation[] {
  const pairs: Observation[] = [];
  for (let i = 0; i < blocks.length; i += 1) {
    const [first, second] = [blocks[i], blocks[i + 1]];
    if (first !== undefined && second !== undefined) pairs.push(united(first, second));
    else if (first !== undefined) pairs.push(first);
  }
  return pairs;
}

export function united(a: Observation, b: Observation): Observation {
  return a.map((value, i) => value | (b[i] as number));
}
