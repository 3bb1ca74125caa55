import { contextLength } from '../context.ts';
import type { Detector } from '../detector.ts';
import type { Rule } from '../rule.ts';
import { decodedInToken } from './decoded-runs.ts';
import { EncodedJudge, strictestActions } from './encoded-judge.ts';
import { nextPiece, nextToken, pieceLength, pieceOverlap, piecesOf, type Token } from './tokens.ts';

/**
 * What the rules find in a run that is encoded (base64, hexadecimal, percent, escapes, character references, also one in another) is a finding of the same type
 * and action over the whole run: half of a run cannot be masked. A run of more than 4,096 characters is treated in pieces, and a stream waits for the end of a
 * piece at most.
 */
export function encodedRule(rules: readonly Rule[]): Rule {
  const actions = strictestActions(rules);
  const detector: Detector = {
    name: 'encoded',
    types: [...actions.keys()],
    // What goes on behind a line break is judged by the line before it.
    lookBehind: contextLength,
    scan(text, from, ended, found) {
      const judge = new EncodedJudge(rules, actions, found, decodedInToken);
      let at = from;
      for (;;) {
        const token = nextToken(text, at, !ended);
        if (token === undefined) return text.length;
        const open = !ended && token.end === text.length;
        if (open) return scanOpen(judge, text, token);
        for (const piece of piecesOf(text, token)) judge.read(text, piece);
        at = token.end;
      }
    },
  };
  return { detector, actionOf: (type) => actions.get(type) };
}

/** Reads the pieces of a token that may go on as far as they are complete. */
function scanOpen(judge: EncodedJudge, text: string, token: Token): number {
  let at = token.start;
  // The piece behind it must be one whatever comes: then this one is not the last.
  for (; at + pieceLength + pieceOverlap <= token.end; at = nextPiece(text, at)) {
    judge.read(text, { start: at, end: at + pieceLength + pieceOverlap });
  }
  return at;
}
