import { isAlphanumeric, isDigit, unitAt } from '../ascii-class.ts';
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
    const joined = isGrouped ? this.#joined() : this.#text.slice(this.start, this.end);
    return kind === 'digits' ? joined : joined.toUpperCase();
  }

  #joined(): string {
    const text = this.#text;
    let joined = '';
    let from = this.start;
    for (let at = from; at < this.end; at += 1) {
      if (isAlphanumeric(text.charCodeAt(at))) continue;
      joined += text.slice(from, at);
      from = at + 1;
    }
    return joined + text.slice(from, this.end);
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

  /** On a line (the whole text, where it has no lines) with nothing but a blank or a full stop. */
  #standsAlone(): boolean {
    let before = this.start - 1;
    if (isBlank(unitAt(this.#text, before))) before -= 1;
    let after = this.end;
    if (isBlank(unitAt(this.#text, after)) || this.#text[after] === '.') after += 1;
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
  while (edge > first && isBlank(unitAt(text, edge - 1))) edge -= 1;
  if (edge > first && unitAt(text, edge - 1) === newline) edge -= 1;
  edge = proseStart(text, edge, first);
  for (let next = start; isConnector(text, edge, next); ) {
    next = edge;
    while (next > first && isNumberCharacter(unitAt(text, next - 1))) next -= 1;
    edge = proseStart(text, next, first);
  }
  return edge;
}

function isConnector(text: string, start: number, end: number): boolean {
  const length = end - start;
  if (length === 0 || length > longestConnector || (length === 1 && unitAt(text, start) === space)) return false;
  return connector.test(text.slice(start, end));
}

function proseStart(text: string, from: number, first: number): number {
  let edge = from;
  while (edge > first && !endsZone(unitAt(text, edge - 1))) edge -= 1;
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
  const unit = unitAt(text, at);
  return unit === newline || unit === carriageReturn;
}

function isBlank(unit: number): boolean {
  return unit === space || unit === tab;
}
