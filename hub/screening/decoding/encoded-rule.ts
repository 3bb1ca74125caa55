import { contextLength } from '../context.ts';
import type { Detector, Match } from '../detector.ts';
import { fold } from '../folding.ts';
import type { Rule, SpanAction } from '../rule.ts';
import { type DecodedRun, decodedPiece, decodedRuns } from './decoded-runs.ts';
import { nextToken, pieceLength, pieceOverlap, piecesOf, type Token } from './tokens.ts';

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
        for (const piece of piecesOf(token)) judge.read(text, piece);
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
  for (; at + pieceLength + pieceOverlap <= token.end; at += pieceLength) {
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

/** Judges encoded runs of one scan; the same run is decoded and judged once. */
class EncodedJudge {
  readonly #rules: readonly Rule[];
  readonly #actions: ReadonlyMap<string, SpanAction>;
  readonly #found: Match[];
  readonly #known = new Map<string, Counts>();

  constructor(rules: readonly Rule[], actions: ReadonlyMap<string, SpanAction>, found: Match[]) {
    this.#rules = rules;
    this.#actions = actions;
    this.#found = found;
  }

  /** Adds what stands encoded in a piece of the text. */
  read(text: string, piece: Token): void {
    for (const run of decodedPiece(text, piece)) {
      const { start, end } = run;
      for (const type of this.#typesIn(run, text.slice(start, end))) this.#found.push({ start, end, type });
    }
  }

  /** Types that only decoding shows, strictest first. What stands in the open beside an escape is found without this. */
  #typesIn(run: DecodedRun, source: string): string[] {
    const decoded = this.#count(run.text, 1);
    if (decoded.size === 0) return [];
    const open = this.#count(source, levels);
    const types = [...decoded.keys()].filter((type) => (decoded.get(type) ?? 0) > (open.get(type) ?? 0));
    const rank = (type: string) => strictestFirst.indexOf(this.#actions.get(type) ?? 'flag');
    return types.sort((a, b) => rank(a) - rank(b));
  }

  #count(text: string, level: number): Counts {
    const key = `${level}${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const counts = new Map<string, number>();
    this.#addFound(fold(text).text, counts);
    if (level < levels) for (const run of decodedRuns(text)) this.#addCounts(this.#count(run.text, level + 1), counts);
    this.#known.set(key, counts);
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
