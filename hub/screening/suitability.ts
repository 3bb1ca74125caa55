import { asciiClass } from './ascii-class.ts';
import { lengthBit } from './runs.ts';

/** What says at once whether a run of digits can be the first of a match. */
export interface Spec {
  /** How many digits it may have, as bits (`lengthBits`). */
  readonly lengths: number;
  /** Classes, as the inside of the brackets, of ASCII: what may stand right before the run, its first digit, what may stand right behind it. */
  readonly after: string;
  readonly first: string;
  readonly next: string;
  /** Fewest characters between the digits before it and the run. */
  readonly room: number;
}

const zero = 48;
const ascii = 128;
/** The place for what no class speaks of: what is beyond ASCII, and the edges of a text. */
const elsewhere = ascii;
const longest = 31;
/** No telling word is longer. */
const mostRoom = 15;

/** Specs are numbered, a bit each, 32 to a word. */
export const words = 2;
const bitsOfWord = 32;
const lengthTable = new Int32Array(words * (longest + 1));
const roomTable = new Int32Array(words * (mostRoom + 1));
const firstTable = new Int32Array(words * 10);
const beforeTable = new Int32Array(words * (ascii + 1));
const behindTable = new Int32Array(words * (ascii + 1));
let known = 0;

/** Where some specs are found among what a run has: it suits if it has one of these bits of a word. */
export interface Suitability {
  readonly word: number;
  readonly bits: number;
}

/** Enters the specs of one detector, once and for all: call while modules load. */
export function enterSpecs(specs: readonly Spec[]): Suitability {
  // All in one word.
  if ((known % bitsOfWord) + specs.length > bitsOfWord) known += bitsOfWord - (known % bitsOfWord);
  if (known + specs.length > words * bitsOfWord)
    throw new TypeError('more kinds of runs of digits than there are bits');
  const word = Math.floor(known / bitsOfWord);
  let bits = 0;
  for (const spec of specs) {
    const bit = 1 << (known % bitsOfWord);
    enter(spec, word, bit);
    bits |= bit;
    known += 1;
  }
  return { word, bits };
}

function enter({ lengths, room, first, after, next }: Spec, word: number, bit: number): void {
  const [firsts, befores, behinds] = [asciiClass(first), asciiClass(after), asciiClass(next)];
  mark(lengthTable, word, bit, (length) => (lengths & lengthBit(length)) !== 0);
  mark(roomTable, word, bit, (space) => space >= room);
  mark(firstTable, word, bit, (digit) => firsts[zero + digit] === 1);
  mark(beforeTable, word, bit, (unit) => unit === elsewhere || befores[unit] === 1);
  mark(behindTable, word, bit, (unit) => unit === elsewhere || behinds[unit] === 1);
}

function mark(table: Int32Array, word: number, bit: number, holds: (place: number) => boolean): void {
  for (let place = 0; place * words < table.length; place += 1) {
    const entry = place * words + word;
    if (holds(place)) table[entry] = (table[entry] as number) | bit;
  }
}

/** Writes to `suits`, from a place on, which specs the run of digits from `start` to `end` has, before which digits end at `last`. */
export function writeSuits(
  suits: Int32Array,
  place: number,
  text: string,
  last: number,
  start: number,
  end: number,
): void {
  // A look beyond an edge, which answers NaN, would make the engine treat all units as fractions.
  const before = start > 0 ? text.charCodeAt(start - 1) : elsewhere;
  const behind = end < text.length ? text.charCodeAt(end) : elsewhere;
  const ofLength = words * Math.min(end - start, longest);
  const ofRoom = words * Math.min(start - last, mostRoom);
  const ofFirst = words * (text.charCodeAt(start) - zero);
  const ofBefore = words * (before < ascii ? before : elsewhere);
  const ofBehind = words * (behind < ascii ? behind : elsewhere);
  for (let word = 0; word < words; word += 1) {
    suits[place + word] =
      (lengthTable[ofLength + word] as number) &
      (roomTable[ofRoom + word] as number) &
      (firstTable[ofFirst + word] as number) &
      (beforeTable[ofBefore + word] as number) &
      (behindTable[ofBehind + word] as number);
  }
}
