import type { Match } from '../detector.ts';
import { fold } from '../folding.ts';
import { Landmarks } from '../landmarks.ts';
import type { Rule, SpanAction } from '../rule.ts';
import { type DecodedRun, decodedRuns } from './decoded-runs.ts';
import type { Token } from './tokens.ts';

/** How many encodings inside one another are taken off. */
const levels = 2;
const strictestFirst: readonly SpanAction[] = ['block', 'mask', 'pseudonymize', 'flag'];

/** How often each type was found. */
type Counts = ReadonlyMap<string, number>;

/** What is done about each type, where rules differ the strictest. */
export function strictestActions(rules: readonly Rule[]): ReadonlyMap<string, SpanAction> {
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
export class EncodedJudge {
  readonly #rules: readonly Rule[];
  readonly #actions: ReadonlyMap<string, SpanAction>;
  readonly #found: Match[];
  readonly #decode: (token: string) => readonly DecodedRun[];
  readonly #tokens = new Map<string, readonly Match[]>();

  /** `decode`: the runs inside a token, with offsets in it. */
  constructor(
    rules: readonly Rule[],
    actions: ReadonlyMap<string, SpanAction>,
    found: Match[],
    decode: (token: string) => readonly DecodedRun[],
  ) {
    this.#rules = rules;
    this.#actions = actions;
    this.#found = found;
    this.#decode = decode;
  }

  /** Adds what stands encoded in a piece of the text. */
  read(text: string, piece: Token): void {
    const token = text.slice(piece.start, piece.end);
    let matches = this.#tokens.get(token);
    if (matches === undefined) {
      matches = this.#decode(token).flatMap((run) => this.#matchesIn(run, token.slice(run.start, run.end)));
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
    const landmarks = new Landmarks(text);
    for (const { detector } of this.#rules) detector.scan(text, 0, true, found, landmarks);
    for (const { type } of found) if (this.#actions.has(type)) counts.set(type, (counts.get(type) ?? 0) + 1);
  }

  #addCounts(more: Counts, counts: Map<string, number>): void {
    for (const [type, count] of more) counts.set(type, (counts.get(type) ?? 0) + count);
  }
}
