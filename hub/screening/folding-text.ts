import { type FoldedCharacter, foldedCharacter, type Standing, standing } from './folding-characters.ts';
import { FoldingEdits } from './folding-edits.ts';

/** ASCII that stays as it is: all but control characters that are no white space. */
const ordinary = new Uint8Array(128);
for (let unit = 9; unit < 127; unit += 1) ordinary[unit] = unit >= 32 || unit <= 13 ? 1 : 0;

/** The same of a whole text. */
export const plain = /^[\t-\r -~]*$/;

/** Between characters that stand at different heights: 5² is read as 5^2, never as 52. */
const parting = '^';

/**
 * A text beside its folded reading, as it comes. Offsets are those of the whole text, also where its beginning is forgotten. What a character becomes depends
 * on itself and on what stands before it, so a text folds to the same however it is cut.
 */
export class FoldingText {
  /** The folded text, from `foldedBase` on. */
  folded = '';
  foldedBase = 0;
  /** The text as it is, from `originalBase` on. */
  original = '';
  originalBase = 0;
  readonly #edits = new FoldingEdits();
  /** A first half of a surrogate pair whose second half has not come. */
  #half = '';
  /** The last unit of the folded text, and the length of its last character where no edit made it. */
  #last = 0;
  #lastLength = 1;
  /** How the last character stands, where that is not to be seen from `#last`. */
  #standing: Standing = standing.apart;
  /** Where the last character that was kept ends in the original, its marks included. */
  #keptEnd = -1;

  get foldedEnd(): number {
    return this.foldedBase + this.folded.length;
  }

  get originalEnd(): number {
    return this.originalBase + this.original.length;
  }

  push(chunk: string, ended: boolean): void {
    let text = this.#half + chunk;
    this.#half = '';
    if (!ended && isHighSurrogate(text.charCodeAt(text.length - 1))) {
      this.#half = text.slice(-1);
      text = text.slice(0, -1);
    }
    this.#read(text);
  }

  /** Where the character at a folded offset begins in the original; characters left out before it are passed over. */
  startOf(folded: number): number {
    const edits = this.#edits;
    const edit = edits.before(folded);
    if (edit < 0) return folded;
    const beyond = folded - edits.foldedEnd(edit);
    return beyond < 0 ? edits.start(edit) : edits.end(edit) + beyond;
  }

  /** Where the character before a folded offset ends in the original, its marks included. */
  endOf(folded: number): number {
    const edit = this.#edits.before(folded - 1);
    return edit < 0 ? folded : this.#edits.end(edit) + Math.max(0, folded - this.#edits.foldedEnd(edit));
  }

  /** Where the folded text of what stands before an offset of the original ends; of a character that the offset parts, where it begins. */
  foldedOf(original: number): number {
    const edits = this.#edits;
    const edit = edits.beforeOriginal(original);
    if (edit < 0) return original;
    const beyond = original - edits.end(edit);
    return beyond < 0 ? edits.foldedStart(edit) : edits.foldedEnd(edit) + beyond;
  }

  /** A folded offset at or before the given one that parts no original character. */
  boundary(folded: number): number {
    const edit = this.#edits.before(folded);
    if (edit >= 0 && folded < this.#edits.foldedEnd(edit)) return this.#edits.foldedStart(edit);
    const place = folded - this.foldedBase;
    const parts = isHighSurrogate(this.folded.charCodeAt(place - 1)) && isLowSurrogate(this.folded.charCodeAt(place));
    return parts ? folded - 1 : folded;
  }

  /** Drops what stands before these offsets; no offset before `folded` may be asked for any more. */
  forget(folded: number, original: number): void {
    // The last edit before `folded` stays: the offsets behind it are counted from there.
    this.#edits.forgetBefore(this.#edits.before(folded - 1));
    this.folded = this.folded.slice(folded - this.foldedBase);
    this.foldedBase = folded;
    this.original = this.original.slice(original - this.originalBase);
    this.originalBase = original;
  }

  #read(text: string): void {
    const base = this.originalEnd;
    this.original += text;
    // Of a plain text nothing is looked at one by one.
    const first = this.#standing <= standing.onLine && plain.test(text) ? text.length : 0;
    let unwritten = 0;
    for (let at = first; at < text.length; ) {
      if (ordinary[text.charCodeAt(at)] === 1 && this.#standing <= standing.onLine) {
        at += 1;
        continue;
      }
      const codePoint = text.codePointAt(at) ?? 0;
      const end = at + (codePoint > 0xffff ? 2 : 1);
      const character = foldedCharacter(codePoint);
      if (!this.#staysAsItIs(character)) {
        this.#keep(text.slice(unwritten, at), base + at);
        this.#take(character, text.slice(at, end), base + at);
        unwritten = end;
      }
      at = end;
    }
    this.#keep(text.slice(unwritten), base + text.length);
  }

  #staysAsItIs(character: FoldedCharacter): boolean {
    return character.kind === 'kept' && character.text === undefined && this.#standing <= standing.onLine;
  }

  /** A run that is the same in both texts, and that ends at `end` in the original. */
  #keep(run: string, end: number): void {
    if (run === '') return;
    this.folded += run;
    this.#last = run.charCodeAt(run.length - 1);
    this.#lastLength = isLowSurrogate(this.#last) && isHighSurrogate(run.charCodeAt(run.length - 2)) ? 2 : 1;
    this.#standing = standing.apart;
    this.#keptEnd = end;
  }

  #take(character: FoldedCharacter, source: string, start: number): void {
    if (character.kind === 'kept') this.#replace(character.text ?? source, character.standing, source, start);
    else if (character.kind === 'mark') this.#drop(source, start, true);
    else if (character.kind === 'ignorable') this.#drop(source, start, false);
    else if (this.#last < 128) this.#drop(source, start, true);
    else this.#replace(source, standing.onLine, source, start);
  }

  #replace(text: string, place: Standing, source: string, start: number): void {
    const before = this.#standing > standing.onLine ? this.#standing : lineOf(this.#last);
    const parted = before !== place || place === standing.alone;
    const replacement = before !== standing.apart && place !== standing.apart && parted ? parting + text : text;
    if (replacement.length !== 1 || source.length !== 1) {
      this.#edits.add(this.foldedEnd, start, replacement.length, source.length);
    }
    this.folded += replacement;
    this.#last = replacement.charCodeAt(replacement.length - 1);
    this.#lastLength = replacement.length;
    this.#standing = place;
    this.#keptEnd = start + source.length;
  }

  /** A mark right after a character becomes part of it; whatever else is left out belongs to nothing. */
  #drop(source: string, start: number, isMark: boolean): void {
    const edits = this.#edits;
    const { last } = edits;
    const attached = isMark && this.#keptEnd === start;
    const lastEndsHere = last >= 0 && edits.foldedEnd(last) === this.foldedEnd && edits.end(last) === start;
    if (attached) this.#keptEnd = start + source.length;
    // What an edit ends with grows: the character by its mark, a run of characters left out by one more.
    if (lastEndsHere && attached !== edits.dropsOnly(last)) edits.extend(last, source.length);
    else if (attached) {
      const length = this.#lastLength;
      edits.add(this.foldedEnd - length, start - length, length, length + source.length);
    } else edits.add(this.foldedEnd, start, 0, source.length);
  }
}

function lineOf(unit: number): Standing {
  const letter = unit | 32;
  const isLetter = (letter >= 97 && letter <= 122) || (unit >= 0xc0 && unit < 0x2000) || unit >= 0x3040;
  return isLetter || (unit >= 48 && unit <= 57) ? standing.onLine : standing.apart;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
