import { asciiClass } from '../ascii-class.ts';
import { runEnd } from '../run-end.ts';

/** Shortest token that is looked into: a card number in base64 has 22 characters, four percent escapes have twelve. */
const shortestToken = 12;
/** A longer token is read in pieces of this many characters, so that a stream holds no more than a piece back. */
export const pieceLength = 4096;
/** By how much pieces overlap: what is found in a text is shorter when decoded. */
export const pieceOverlap = 1024;

/** Whether a line of base64 goes on behind a line break is judged by so many characters before it. */
const wrappedLine = 40;

export interface Token {
  readonly start: number;
  readonly end: number;
}

const members = 'A-Za-z0-9+/_\\-%.~*\\\\{}&#;=';
const inToken = asciiClass(members);
const inBase64 = asciiClass('A-Za-z0-9+/_\\-');
const endOfMembers = runEnd(members);

/**
 * The next token of at least `shortestToken` characters from `from` on. Looks at one character in twelve where there is none, so that prose costs next to nothing.
 * `open`: the text may go on, so a token that it ends in counts however short it is.
 */
export function nextToken(text: string, from: number, open: boolean): Token | undefined {
  for (let probe = from + shortestToken - 1; probe < text.length; probe += shortestToken) {
    if (inToken[text.charCodeAt(probe)] !== 1) continue;
    const start = startOfToken(text, probe, from);
    const end = endOfToken(text, probe);
    if (end - start >= shortestToken || (open && end === text.length)) return { start, end };
    probe = end;
  }
  return open ? lastToken(text, from) : undefined;
}

function startOfToken(text: string, from: number, first: number): number {
  let start = from;
  for (;;) {
    while (start > first && inToken[text.charCodeAt(start - 1)] === 1) start -= 1;
    let line = text[start - 1] === '\n' ? start - 1 : start;
    if (text[line - 1] === '\r') line -= 1;
    if (line === start || line <= first || acrossLineBreak(text, line) !== start) return start;
    start = line;
  }
}

function endOfToken(text: string, from: number): number {
  let end = from;
  for (;;) {
    end = endOfMembers(text, end);
    const next = acrossLineBreak(text, end);
    if (next === end) return end;
    end = next;
  }
}

/** Behind the line break at `end`, where base64 goes on there (or might, where the text ends); `end` where it does not. */
function acrossLineBreak(text: string, end: number): number {
  let next = text[end] === '\r' ? end + 1 : end;
  if (text[next] === '\n') next += 1;
  if (next === end || (next < text.length && inBase64[text.charCodeAt(next)] !== 1)) return end;
  for (let at = end - 1; at >= end - wrappedLine; at -= 1) if (inBase64[text.charCodeAt(at)] !== 1) return end;
  return next;
}

function lastToken(text: string, from: number): Token | undefined {
  const start = startOfToken(text, text.length, from);
  return start < text.length ? { start, end: text.length } : undefined;
}

/** The pieces of a token, in order; what is too short to be a token is none. */
export function* piecesOf(text: string, { start, end }: Token): Generator<Token> {
  for (let at = start; end - at >= shortestToken; at = nextPiece(text, at)) {
    yield { start: at, end: Math.min(end, at + pieceLength + pieceOverlap) };
  }
}

/** Where the piece after the one that begins at `at` begins: at no line break, because no token would be found to begin there. */
export function nextPiece(text: string, at: number): number {
  let next = at + pieceLength;
  while (text[next] === '\r' || text[next] === '\n') next += 1;
  return next;
}
