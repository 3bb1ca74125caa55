/**
 * Patterns that know their own prefixes. A stream must answer "could a match that begins here still be decided otherwise by text that has not
 * arrived?". Written by hand beside each regular expression, that answer drifts; so a pattern is put together from pieces, and each piece yields two
 * sources: `full`, which matches, and `partial`, which matches where a path through the piece runs into the end of the text. Every piece is
 * bounded and no quantifier stands on something that has a quantifier over the same characters, so matching is linear.
 */
export interface Pattern {
  readonly full: string;
  /** Matches a beginning of the piece that ends where the text ends (`$`, so never compile it with flag `m`). Empty: the piece consumes nothing. */
  readonly partial: string;
  /** Most UTF-16 units that the piece reads, lookahead included. */
  readonly reach: number;
}

/** Between `min` and `max` characters of a class, given as the inside of the brackets: `chars('0-9', 3)`. */
export function chars(members: string, min = 1, max = min): Pattern {
  const full = min === 1 && max === 1 ? `[${members}]` : `[${members}]{${min},${max}}`;
  return { full, partial: max === 1 ? '$' : `[${members}]{0,${max - 1}}$`, reach: max };
}

/**
 * One character of a class that does not follow one of `barred`: how a candidate begins. The lookbehind stands after the character,
 * because the engine skips quickly to a character of a class, but not to a lookbehind.
 */
export function start(members: string, barred: string): Pattern {
  return { full: `[${members}](?<![${barred}][${members}])`, partial: '$', reach: 1 };
}

/** The next character, if there is one, is none of the class. */
export function notBefore(members: string): Pattern {
  return { full: `(?![${members}])`, partial: '$', reach: 1 };
}

/** What follows is no match of `piece`. */
export function notFollowedBy(piece: Pattern): Pattern {
  return { full: `(?!${piece.full})`, partial: piece.partial, reach: piece.reach };
}

/** One of some words, written without metacharacters. */
export function word(...words: readonly string[]): Pattern {
  return either(...words.map((one) => seq(...Array.from(one, (letter) => chars(escapeInClass(letter))))));
}

export function seq(...pieces: readonly Pattern[]): Pattern {
  return {
    full: pieces.map((piece) => piece.full).join(''),
    partial: pieces.reduceRight(partialThen, ''),
    reach: pieces.reduce((sum, piece) => sum + piece.reach, 0),
  };
}

export function either(...pieces: readonly Pattern[]): Pattern {
  return {
    full: `(?:${pieces.map((piece) => piece.full).join('|')})`,
    partial: `(?:${pieces.map((piece) => piece.partial).join('|')})`,
    reach: Math.max(...pieces.map((piece) => piece.reach)),
  };
}

export function optional(piece: Pattern): Pattern {
  return { full: `(?:${piece.full})?`, partial: piece.partial, reach: piece.reach };
}

export function repeat(piece: Pattern, min: number, max = min): Pattern {
  return {
    full: `(?:${piece.full}){${min},${max}}`,
    partial: `(?:${piece.full}){0,${max - 1}}${piece.partial}`,
    reach: piece.reach * max,
  };
}

/** The text ends within `piece`, or within what follows it. */
function partialThen(rest: string, piece: Pattern): string {
  if (piece.partial === '') return `${piece.full}${rest}`;
  return rest === '' ? piece.partial : `(?:${piece.partial}|${piece.full}${rest})`;
}

function escapeInClass(letter: string): string {
  return /[\\\]^-]/.test(letter) ? `\\${letter}` : letter;
}
