import type { Evidence } from './identifier.ts';

/** How far before a number its telling words may stand. */
const zoneLength = 44;
const tab = 9;
const newline = 10;
const carriageReturn = 13;
const space = 32;
/** What stands between two numbers of a list. */
const connector = /^ ?(?:[,;/&]|and|or|und|oder|y|e|et) ?$/;
const longestConnector = 6;

/** A piece of text that may be an identifier, and what stands around it. Reads at most `lookBehind` characters before it and `lookAhead` after it. */
export class Candidate {
  static readonly lookBehind = 48;
  static readonly lookAhead = 2;

  readonly start: number;
  readonly end: number;
  readonly #text: string;
  #zoneFrom = -1;
  #zone: string | undefined;

  constructor(text: string, start: number, end: number) {
    this.#text = text;
    this.start = start;
    this.end = end;
  }

  /** Its letters and digits, in capitals. */
  value(kind: 'digits' | 'code', isGrouped: boolean): string {
    const written = this.#text.slice(this.start, this.end);
    const joined = isGrouped ? written.replace(/[^A-Za-z0-9]/g, '') : written;
    return kind === 'digits' ? joined : joined.toUpperCase();
  }

  /** Whether it is part of something longer: a price or a decimal, an address, a telephone number in international form, a longer number. */
  isGlued(): boolean {
    return this.#gluedBefore() || this.#gluedAfter();
  }

  /** Whether another group of digits stands one space away: groups divided by spaces do not tell then where the number begins or ends. */
  isBesideDigits(): boolean {
    const text = this.#text;
    const before = text.charCodeAt(this.start - 1) === space && isDigit(text.charCodeAt(this.start - 2));
    return before || (text.charCodeAt(this.end) === space && isDigit(text.charCodeAt(this.end + 1)));
  }

  /** A quick look: whether what stands around it could be the evidence, whatever the telling words are. */
  mayHave(evidence: Evidence): boolean {
    if (evidence === 'nothing') return true;
    return this.start - this.#zoneStart() > 1 || (evidence === 'line' && this.#standsAlone());
  }

  has(evidence: Evidence, words: RegExp): boolean {
    if (evidence === 'nothing' || (evidence === 'line' && this.#standsAlone())) return true;
    this.#zone ??= this.#text.slice(this.#zoneStart(), this.start);
    return words.test(this.#zone);
  }

  #zoneStart(): number {
    if (this.#zoneFrom < 0) this.#zoneFrom = zoneStart(this.#text, this.start);
    return this.#zoneFrom;
  }

  #gluedBefore(): boolean {
    const before = this.#text[this.start - 1] ?? ' ';
    if ('_@+$€£¥₩%\\'.includes(before)) return true;
    return '-./,:#'.includes(before) && isDigit(this.#text.charCodeAt(this.start - 2));
  }

  #gluedAfter(): boolean {
    const after = this.#text[this.end] ?? ' ';
    if ('_@$€£¥₩%'.includes(after)) return true;
    const next = this.#text.charCodeAt(this.end + 1);
    return ('./,:+'.includes(after) && isDigit(next)) || (after === '-' && (isDigit(next) || isLetter(next)));
  }

  /** On a line (the whole text, where it has no lines) with nothing but a blank or a full stop. */
  #standsAlone(): boolean {
    let before = this.start - 1;
    if (isBlank(this.#text.charCodeAt(before))) before -= 1;
    let after = this.end;
    if (isBlank(this.#text.charCodeAt(after)) || this.#text[after] === '.') after += 1;
    return isLineEdge(this.#text, before) && isLineEdge(this.#text, after);
  }
}

/**
 * Where the text begins that may tell: back to a digit or to the line's beginning. Where the number begins its line, back to the beginning of the line above (a label); where
 * it goes on a list, back over the numbers before it.
 */
function zoneStart(text: string, start: number): number {
  const first = Math.max(0, start - zoneLength);
  let edge = start;
  while (edge > first && isBlank(text.charCodeAt(edge - 1))) edge -= 1;
  if (edge > first && text.charCodeAt(edge - 1) === newline) edge -= 1;
  edge = proseStart(text, edge, first);
  for (let next = start; next - edge <= longestConnector && connector.test(text.slice(edge, next)); ) {
    next = edge;
    while (next > first && isNumberCharacter(text.charCodeAt(next - 1))) next -= 1;
    edge = proseStart(text, next, first);
  }
  return edge;
}

function proseStart(text: string, from: number, first: number): number {
  let edge = from;
  while (edge > first && !endsZone(text.charCodeAt(edge - 1))) edge -= 1;
  return edge;
}

function endsZone(unit: number): boolean {
  return unit === newline || isDigit(unit);
}

/** Digits, blanks, and `-`, `.`, `/` between them. */
function isNumberCharacter(unit: number): boolean {
  return isDigit(unit) || unit === space || (unit >= 45 && unit <= 47);
}

function isLineEdge(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return true;
  const unit = text.charCodeAt(at);
  return unit === newline || unit === carriageReturn;
}

function isBlank(unit: number): boolean {
  return unit === space || unit === tab;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function isLetter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}
