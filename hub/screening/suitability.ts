import { asciiClass } from './ascii-class.ts';
import { lengthBit } from './runs.ts';

/** What says at once whether a run of digits can be the first of a match. */
export interface Spec {
  /** How many digits it may have, as bits (`lengthBits`). */
  readonly lengths: number;
  /** Classes, as the inside of the brackets, of ASCII: what may stand right before the run, its first digit, what may stand right behind it, and what behind that. */
  readonly after: string;
  readonly first: string;
  readonly next: string;
  readonly second: string;
  /** Fewest characters between the digits before it and the run, the beginning of a text being one of them. */
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
const secondTable = new Int32Array(words * (ascii + 1));
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

function enter({ lengths, room, first, after, next, second }: Spec, word: number, bit: number): void {
  const [firsts, befores, behinds, seconds] = [first, after, next, second].map(asciiClass);
  mark(lengthTable, word, bit, (length) => (lengths & lengthBit(length)) !== 0);
  mark(roomTable, word, bit, (space) => space >= room);
  mark(firstTable, word, bit, (digit) => firsts?.[zero + digit] === 1);
  mark(beforeTable, word, bit, (unit) => unit === elsewhere || befores?.[unit] === 1);
  mark(behindTable, word, bit, (unit) => unit === elsewhere || behinds?.[unit] === 1);
  mark(secondTable, word, bit, (unit) => unit === elsewhere || seconds?.[unit] === 1);
}

function mark(table: Int32Array, word: number, bit: number, holds: (place: number) => boolean): void {
  for (let place = 0; place * words < table.length; place += 1) {
    const entry = place * words + word;
    if (holds(place)) table[entry] = (table[entry] as number) | bit;
  }
}

/** A kind of runs of digits: what its specs depend on but for the unit before it, in bits, and that unit. */
export function kindOf(text: string, last: number, start: number, end: number): number {
  const { length } = text;
  // A look beyond an edge, which answers NaN, would make the engine treat all units as fractions.
  const behind = end < length ? Math.min(text.charCodeAt(end), elsewhere) : elsewhere;
  const second = end + 1 < length ? Math.min(text.charCodeAt(end + 1), elsewhere) : elsewhere;
  const digits = Math.min(end - start, longest);
  const room = Math.min(start - last, mostRoom);
  return ((((((((text.charCodeAt(start) - zero) << 4) | room) << 5) | digits) << 8) | behind) << 8) | second;
}

export function unitBefore(text: string, start: number): number {
  return start > 0 ? Math.min(text.charCodeAt(start - 1), elsewhere) : elsewhere;
}

/** Writes to `suits`, from a place on, which specs the runs of a kind have. */
export function writeSuits(suits: Int32Array, place: number, kind: number, before: number): void {
  const [first, room, digits, behind, second] = [
    kind >>> 25,
    (kind >>> 21) & 15,
    (kind >>> 16) & 31,
    (kind >>> 8) & 255,
    kind & 255,
  ];
  for (let word = 0; word < words; word += 1) {
    suits[place + word] =
      (lengthTable[words * digits + word] as number) &
      (roomTable[words * room + word] as number) &
      (firstTable[words * first + word] as number) &
      (beforeTable[words * before + word] as number) &
      (behindTable[words * behind + word] as number) &
      (secondTable[words * second + word] as number);
  }
}
