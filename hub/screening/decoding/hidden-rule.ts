import type { Detector } from '../detector.ts';
import type { Rule } from '../rule.ts';
import { EncodedJudge, strictestActions } from './encoded-judge.ts';
import { hiddenEnd, hiddenReadings, hiddenRuns } from './hidden-text.ts';
import { pieceLength, pieceOverlap, type Token } from './tokens.ts';

/**
 * What the rules find in a run of characters that show nothing (tag characters, variation selectors, zero-width bits) is a finding of the same type and action over the
 * whole run. Folding leaves such characters out, so this rule reads the text as it is. A long run is treated in pieces, as a long encoded one is.
 */
export function hiddenRule(rules: readonly Rule[]): Rule {
  const actions = strictestActions(rules);
  const decode = (run: string) =>
    hiddenReadings(run).map((text) => ({ start: 0, end: run.length, text, encoding: 'tag' as const }));
  const detector: Detector = {
    name: 'hidden-text',
    types: [...actions.keys()],
    lookBehind: 0,
    scan(text, from, ended, found) {
      const judge = new EncodedJudge(rules, actions, found, decode);
      const open = ended ? text.length : hiddenEnd(text, from);
      for (const run of hiddenRuns(text, from)) {
        const isOpen = run.start >= open;
        const pieces = piecesOf(text, run);
        for (const piece of isOpen ? pieces.slice(0, -1) : pieces) judge.read(text, piece);
        if (isOpen) return pieces.at(-1)?.start ?? run.start;
      }
      return open;
    },
  };
  return { detector, actionOf: (type) => actions.get(type), reads: 'original' };
}

/** Each piece but the last one is a piece whatever comes. */
function piecesOf(text: string, { start, end }: Token): Token[] {
  const pieces: Token[] = [];
  let at = start;
  for (; at + pieceLength + pieceOverlap < end; at = characterAt(text, at + pieceLength)) {
    pieces.push({ start: at, end: characterAt(text, at + pieceLength + pieceOverlap) });
  }
  pieces.push({ start: at, end });
  return pieces;
}

/** The offset, or the one after it where it parts a surrogate pair. */
function characterAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
