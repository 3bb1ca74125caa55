import { foldWord } from './fold-words.ts';
import { monthOf } from './months.ts';

/** A name in an answer: its words as they are compared, particles left out. */
export interface WrittenName {
  readonly words: readonly string[];
  /** It begins a sentence, so its first word may be capitalized for that alone. */
  readonly beginsSentence: boolean;
}

const word = /[\p{L}\p{M}\p{Nd}]+(?:['’-][\p{L}\p{M}\p{Nd}]+)*/gu;
/** A word with digits is a reference, which figures are read from. */
const capitalized = /^\p{Lu}[^0-9]*$/u;
const particles: ReadonlySet<string> = new Set(
  'of de da di do dos du del della der den des van von zu zur la le les el al bin ibn'.split(' '),
);

/** Words that begin sentences, and titles: capitalized, and no part of a name. */
const noName: ReadonlySet<string> = new Set(
  `a an the this that these those it its in on at by for from to of with and or but so as if when while where after before since until although because however
  therefore moreover furthermore additionally finally first second third according based per under over between during we you they he she i our your their his her my
  is are was were be do does did can could may might must shall should will would not no yes please note dear see contact call mr mrs ms dr prof sir madam herr frau monsieur madame señor
  señora monday tuesday wednesday thursday friday saturday sunday der die das ein eine einer im am zum zur bei von mit für und oder aber wenn nach vor seit laut le la les un une
  des du au aux dans sur avec pour et ou mais si selon el los las una en con para pero según`.split(/\s+/),
);

/** What stands between two words of a name; the full stop is an initial's. */
const joins = /^(?: |\. | & )$/;

/**
 * What every name has in it: a capitalized word, and another one behind it with nothing but particles between. Most answers have none, and their words need not be looked at one by
 * one. A word is entered at its beginning alone, so each character is read once.
 */
const anyName =
  /(?<![\p{L}\p{M}\p{Nd}]|[\p{L}\p{M}\p{Nd}]['’-])\p{Lu}[\p{L}\p{M}\p{Nd}'’-]*(?:(?: |\. | & )[\p{Ll}\p{M}'’]{1,8})*(?: |\. | & )\p{Lu}/u;

/** Words of one name, at most; a longer run is a title or a list. */
const longestName = 8;

/** Capitalized words that follow each other, two or more. Headings have capitals of their own and are left out. */
export function* namesIn(text: string): Generator<WrittenName> {
  if (!anyName.test(text)) return;
  let run: string[] = [];
  let begins = false;
  let last = 0;
  for (const { 0: found, index } of text.matchAll(word)) {
    const gap = text.slice(last, index);
    const joined = run.length > 0 && joins.test(gap) && !endsSentence(gap, run.at(-1));
    if (!joined) {
      yield* nameOf(run, begins);
      run = [];
    }
    last = index + found.length;
    const folded = foldWord(found);
    if (isNameWord(found, folded) && !inHeading(text, index)) {
      if (run.length === 0) begins = beginsSentence(text, index);
      run.push(folded);
    } else if (!(joined && particles.has(folded))) {
      yield* nameOf(run, begins);
      run = [];
    }
  }
  yield* nameOf(run, begins);
}

function* nameOf(words: readonly string[], beginsSentence: boolean): Generator<WrittenName> {
  if (words.length >= 2 && words.length <= longestName) yield { words, beginsSentence };
}

function isNameWord(found: string, folded: string): boolean {
  return capitalized.test(found) && !noName.has(folded) && monthOf(found) === undefined;
}

/** A full stop between two words ends a sentence, but after an initial. */
function endsSentence(gap: string, before: string | undefined): boolean {
  return gap.startsWith('.') && (before?.length ?? 0) > 2;
}

function beginsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?:\n"“„«(*-])[ \t*"“„«(]*$/.test(text.slice(Math.max(0, at - 4), at));
}

/** How far before a word the mark of a heading is looked for; in UTF-16 units. */
const longestHeading = 120;

function inHeading(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - longestHeading), at);
  const line = before.lastIndexOf('\n');
  return (line >= 0 || at <= longestHeading) && before[line + 1] === '#';
}
