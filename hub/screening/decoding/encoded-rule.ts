import { contextLength } from '../context.ts';
import type { Detector, Match } from '../detector.ts';
import { fold } from '../folding.ts';
import type { Rule, SpanAction } from '../rule.ts';
import { type DecodedRun, decodedInToken, decodedRuns } from './decoded-runs.ts';
import { nextPiece, nextToken, pieceLength, pieceOverlap, piecesOf, type Token } from './tokens.ts';

/** How many encodings inside one another are taken off. */
const levels = 2;
const strictestFirst: readonly SpanAction[] = ['block', 'mask', 'pseudonymize', 'flag'];

/** How often each type was found. */
type Counts = ReadonlyMap<string, number>;

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
      const judge = new EncodedJudge(rules, actions, found);
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

function strictestActions(rules: readonly Rule[]): ReadonlyMap<string, SpanAction> {
  const actions = new Map<string, SpanAction>();
  for (const { detector, actionOf } of rules) {
    for (const type of detector.types) {
      const [action, known] = [actionOf(type), actions.get(type)];
      if (action === undefined) continue;
      if (known === undefined || strictestFirst.indexOf(action) < strictestFirst.indexOf(known))
        actions.set(type, action);
    }
  }
  return actions;
}

/** Judges the tokens of one scan; equal ones are decoded and judged once. Kept no longer than the scan: tokens are content. */
class EncodedJudge {
  readonly #rules: readonly Rule[];
  readonly #actions: ReadonlyMap<string, SpanAction>;
  readonly #found: Match[];
  readonly #tokens = new Map<string, readonly Match[]>();

  constructor(rules: readonly Rule[], actions: ReadonlyMap<string, SpanAction>, found: Match[]) {
    this.#rules = rules;
    this.#actions = actions;
    this.#found = found;
  }

  /** Adds what stands encoded in a piece of the text. */
  read(text: string, piece: Token): void {
    const token = text.slice(piece.start, piece.end);
    let matches = this.#tokens.get(token);
    if (matches === undefined) {
      matches = decodedInToken(token).flatMap((run) => this.#matchesIn(run, token.slice(run.start, run.end)));
      this.#tokens.set(token, matches);
    }
    for (const { start, end, type } of matches) {
      this.#found.push({ start: piece.start + start, end: piece.start + end, type });
    }
  }

  /** Types that only decoding shows, strictest first. What stands in the open beside an escape is found without this. */
  #matchesIn({ start, end, text }: DecodedRun, source: string): Match[] {
    const decoded = this.#count(text, 1);
    if (decoded.size === 0) return [];
    const open = this.#count(source, levels);
    const types = [...decoded.keys()].filter((type) => (decoded.get(type) ?? 0) > (open.get(type) ?? 0));
    const rank = (type: string) => strictestFirst.indexOf(this.#actions.get(type) ?? 'flag');
    return types.sort((a, b) => rank(a) - rank(b)).map((type) => ({ start, end, type }));
  }

  #count(text: string, level: number): Counts {
    const counts = new Map<string, number>();
    this.#addFound(fold(text).text, counts);
    if (level < levels) for (const run of decodedRuns(text)) this.#addCounts(this.#count(run.text, level + 1), counts);
    return counts;
  }

  #addFound(text: string, counts: Map<string, number>): void {
    const found: Match[] = [];
    for (const { detector } of this.#rules) detector.scan(text, 0, true, found);
    for (const { type } of found) if (this.#actions.has(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  }

  #addCounts(more: Counts, counts: Map<string, number>): void {
    for (const [type, count] of more) counts.set(type, (counts.get(type) ?? 0) + count);
  }
}
