import { base64 } from './base64.ts';
import type { DecodedRun, TokenDecoder } from './decoder.ts';
import { htmlEntities, sourceEscapes } from './escapes.ts';
import { hex } from './hex.ts';
import { hiddenText, reversedText } from './hidden-text.ts';
import { percent } from './percent.ts';
import { rotatedLines } from './rot13.ts';
import { spacedBytes } from './spaced-bytes.ts';
import { nextToken, piecesOf } from './tokens.ts';

export type { DecodedRun } from './decoder.ts';

/** Hexadecimal digits are base64 too; what reads as text in both is hexadecimal. */
const tokenDecoders: readonly TokenDecoder[] = [hex, base64, percent, sourceEscapes, htmlEntities];

/**
 * Runs inside a text that decode to readable text (valid UTF-8, printable, with letters or digits), one level deep: decode what you get to see the next. Runs of
 * one encoding do not overlap but for the pieces of a run longer than 4,096 characters, which overlap by 1,024. Decoded texts are no longer than their runs, so
 * work and result are linear in the text. Hashes, identifiers and image data decode to nothing readable and yield nothing.
 */
export function decodedRuns(text: string): DecodedRun[] {
  const found = [...spacedBytes(text), ...hiddenText(text), ...reversedText(text), ...rotatedLines(text)];
  for (let token = nextToken(text, 0, false); token !== undefined; token = nextToken(text, token.end, false)) {
    for (const { start, end } of piecesOf(text, token)) {
      for (const run of decodedInToken(text.slice(start, end))) {
        found.push({ ...run, start: run.start + start, end: run.end + start });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** What is encoded in one token, or in a piece of one; offsets are those of the token. */
export function decodedInToken(token: string): DecodedRun[] {
  return tokenDecoders.flatMap((decoder) => decoder.decode(token));
}
