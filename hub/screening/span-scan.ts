import { contextLength } from './context.ts';
import type { Match } from './detector.ts';
import { FoldingText } from './folding-text.ts';
import { type Mask, Overlay } from './overlay.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { placeholderOf, type Rule, type SpanAction } from './rule.ts';
import type { FindingTally } from './tally.ts';

/** How much text that was judged is kept for decisions that look back; no detector's `lookBehind` is greater. */
const keptContext = contextLength;

/** A finding with its offsets in the whole text, as it was found. For tools that show findings; nothing that a gateway keeps holds offsets. */
export interface FoundSpan extends Match {
  readonly detector: string;
  readonly action: SpanAction;
}

/** What is to be masked, in offsets of the folded text. */
interface Pending extends Match {
  readonly action: SpanAction;
  readonly order: number;
}

/**
 * The one way in which spans are found and masked, for whole texts (`finish` alone) and for streams (`push`, then `finish`). Detectors judge the folded reading;
 * what is released is the original. Text is released up to the first place at which any detector could still find something.
 */
export class SpanScan {
  readonly #rules: readonly Rule[];
  readonly #tally: FindingTally;
  readonly #pseudonyms: Pseudonyms;
  readonly #onMatch: ((span: FoundSpan) => void) | undefined;
  readonly #text = new FoldingText();
  /** From where each rule goes on, in the folded text. */
  readonly #resume: number[];
  readonly #overlay = new Overlay();
  #pending: Pending[] = [];
  /** How far the original was released. */
  #released = 0;
  #blocked = false;

  constructor(
    rules: readonly Rule[],
    tally: FindingTally,
    pseudonyms: Pseudonyms,
    onMatch?: (span: FoundSpan) => void,
  ) {
    this.#rules = rules;
    this.#tally = tally;
    this.#pseudonyms = pseudonyms;
    this.#onMatch = onMatch;
    this.#resume = rules.map(() => 0);
  }

  get blocked(): boolean {
    return this.#blocked;
  }

  /** Takes more text and answers what can be released. */
  push(text: string): string {
    return this.#take(text, false);
  }

  /** The rest, with a last piece of text (the whole one, where it does not come in pieces). */
  finish(text = ''): string {
    return this.#take(text, true);
  }

  #take(text: string, ended: boolean): string {
    if (this.#blocked) return '';
    this.#text.push(text, ended);
    const settled = this.#scan(ended);
    return this.#blocked ? '' : this.#release(settled, ended);
  }

  /** Runs every detector from where it stopped; answers the offset before which everything is decided. */
  #scan(ended: boolean): number {
    const found: Match[] = [];
    const { folded, foldedBase } = this.#text;
    let settled = this.#text.foldedEnd;
    for (const [order, rule] of this.#rules.entries()) {
      const from = (this.#resume[order] ?? 0) - foldedBase;
      const resume = rule.detector.scan(folded, from, ended, found) + foldedBase;
      this.#resume[order] = resume;
      settled = Math.min(settled, resume);
      for (const match of found) this.#note(match, rule, order);
      found.length = 0;
    }
    return settled;
  }

  #note({ type, start, end }: Match, rule: Rule, order: number): void {
    const action = rule.actionOf(type);
    if (action === undefined) return;
    this.#tally.add(type, rule.detector.name, action);
    if (action === 'block') this.#blocked = true;
    const { foldedBase } = this.#text;
    const span = { type, start: start + foldedBase, end: end + foldedBase, action };
    this.#onMatch?.({ ...span, ...this.#inOriginal(span), detector: rule.detector.name });
    if (action !== 'flag') this.#pending.push({ ...span, order });
  }

  /** All of the characters that a span touches; a character that was left out at its edge belongs to nobody. */
  #inOriginal({ start, end }: Match): { readonly start: number; readonly end: number } {
    return { start: this.#text.startOf(start), end: this.#text.endOf(end) };
  }

  #release(settled: number, ended: boolean): string {
    const text = this.#text;
    const decided = ended ? text.foldedEnd : text.boundary(this.#beforeOpenEnd(settled));
    this.#layPending(decided);
    const to = this.#overlay.renderable(Math.max(this.#released, ended ? text.originalEnd : text.startOf(decided)));
    const released = this.#overlay.render(text.original, text.originalBase, this.#released, to);
    this.#released = to;
    text.forget(Math.max(text.foldedBase, decided - keptContext), to);
    return released;
  }

  /** A mark that comes next would belong to a span that ends where the text ends: such a span waits. */
  #beforeOpenEnd(settled: number): number {
    let to = settled;
    for (const { start, end } of this.#pending) if (end === this.#text.foldedEnd) to = Math.min(to, start);
    return to;
  }

  #layPending(to: number): void {
    if (this.#pending.length === 0) return;
    const due = this.#pending.filter((match) => match.start < to);
    this.#pending = this.#pending.filter((match) => match.start >= to);
    const masks = due.map((match) => ({ mask: this.#mask(match), order: match.order }));
    masks.sort((a, b) => a.mask.start - b.mask.start || b.mask.end - a.mask.end || a.order - b.order);
    for (const { mask } of masks) this.#overlay.add(mask);
  }

  #mask(match: Pending): Mask {
    const { type } = match;
    const named = match.action === 'pseudonymize';
    // The value is what the token takes the place of, letter for letter, so that putting it back is the identity.
    const placeholder = named ? (covered: string) => this.#pseudonyms.tokenFor(type, covered) : placeholderOf(type);
    return { ...this.#inOriginal(match), placeholder };
  }
}
