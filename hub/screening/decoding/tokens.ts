/** Shortest token that is looked into: a card number in base64 has 22 characters, four percent escapes have twelve. */
export const shortestToken = 12;
/** A longer token is read in pieces of this many characters, so that a stream holds no more than a piece back. */
export const pieceLength = 4096;
/** By how much pieces overlap: what is found in a text is shorter when decoded. */
export const pieceOverlap = 1024;

/** Whether a line of base64 goes on behind a line break is judged by so many characters before it. */
export const wrappedLine = 40;

export interface Token {
  readonly start: number;
  readonly end: number;
}

const inToken = table(/[A-Za-z0-9+/_\-%.~*\\{}&#;=]/);
const inBase64 = table(/[A-Za-z0-9+/_-]/);

function table(members: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, unit) => (members.test(String.fromCharCode(unit)) ? 1 : 0));
}

/**
 * The next token of at least `shortestToken` characters from `from` on. Looks at one character in twelve where there is none, so that prose costs next to nothing.
 * `open`: the text may go on, so a token that it ends in counts however short it is.
 */
export function nextToken(text: string, from: number, open: boolean): Token | undefined {
  for (let probe = from + shortestToken - 1; probe < text.length; probe += shortestToken) {
    if (inToken[text.charCodeAt(probe)] !== 1) continue;
    let start = probe;
    while (start > from && inToken[text.charCodeAt(start - 1)] === 1) start -= 1;
    const end = endOfToken(text, probe);
    if (end - start >= shortestToken || (open && end === text.length)) return { start, end };
    probe = end;
  }
  return open ? lastToken(text, from) : undefined;
}

function endOfToken(text: string, from: number): number {
  let end = from;
  for (;;) {
    while (end < text.length && inToken[text.charCodeAt(end)] === 1) end += 1;
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
  let start = text.length;
  while (start > from && inToken[text.charCodeAt(start - 1)] === 1) start -= 1;
  return start < text.length ? { start, end: text.length } : undefined;
}

/** The pieces of a token, in order; what is too short to be a token is none. */
export function* piecesOf({ start, end }: Token): Generator<Token> {
  for (let at = start; end - at >= shortestToken; at += pieceLength) {
    yield { start: at, end: Math.min(end, at + pieceLength + pieceOverlap) };
  }
}
