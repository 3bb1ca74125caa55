import { contextLength } from './context.ts';
import type { Match } from './detector.ts';
import { FoldingText } from './folding-text.ts';
import { Landmarks } from './landmarks.ts';
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

/** What is to be masked, in offsets of the text that its rule reads. */
interface Pending extends Match {
  readonly action: SpanAction;
  readonly order: number;
  readonly reads: Rule['reads'];
}

interface OrderedMask extends Mask {
  readonly order: number;
}

/** Up to where everything is decided, in offsets of both texts. */
interface Settled {
  readonly folded: number;
  readonly original: number;
}

/**
 * The one way in which spans are found and masked, for whole texts (`finish` alone) and for streams (`push`, then `finish`). Detectors judge the folded reading
 * (that of hidden characters, which folding leaves out, the text as it is); what is released is the original. Text is released up to the first place at which any detector could still find something.
 */
export class SpanScan {
  readonly #rules: readonly Rule[];
  readonly #tally: FindingTally;
  readonly #pseudonyms: Pseudonyms;
  readonly #onMatch: ((span: FoundSpan) => void) | undefined;
  readonly #text = new FoldingText();
  /** From where each rule goes on, in the text that it reads. */
  readonly #resume: number[];
  readonly #overlay = new Overlay();
  /** By type, for masks that name nothing but it. */
  readonly #placeholders = new Map<string, string>();
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
    this.#resume = new Array<number>(rules.length).fill(0);
  }

  get blocked(): boolean {
    return this.#blocked;
  }

  /** Takes a whole text and answers its folded reading, which others judge, too. Nothing is scanned before `finish`. */
  open(text: string): string {
    this.#text.push(text, true);
    return this.#text.folded;
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

  /** Runs every detector from where it stopped. Most texts are short and most rules find nothing in them, so that what a rule costs besides its detector counts. */
  #scan(ended: boolean): Settled {
    const { folded, foldedBase, foldedEnd, original, originalBase, originalEnd } = this.#text;
    const landmarks = new Landmarks(folded);
    const found: Match[] = [];
    const settled = { folded: foldedEnd, original: originalEnd };
    for (let order = 0; order < this.#rules.length; order += 1) {
      const rule = this.#rules[order] as Rule;
      const { detector, reads } = rule;
      const base = reads === undefined ? foldedBase : originalBase;
      const from = (this.#resume[order] as number) - base;
      const resume =
        reads === undefined
          ? detector.scan(folded, from, ended, found, landmarks) + base
          : detector.scan(original, from, ended, found) + base;
      this.#resume[order] = resume;
      if (resume < settled[reads ?? 'folded']) settled[reads ?? 'folded'] = resume;
      if (found.length > 0) this.#noteAll(found.splice(0), rule, order, base);
    }
    return settled;
  }

  #noteAll(found: readonly Match[], rule: Rule, order: number, base: number): void {
    for (const match of found) this.#note(match, rule, order, base);
  }

  #note({ type, start, end }: Match, rule: Rule, order: number, base: number): void {
    const action = rule.actionOf(type);
    if (action === undefined) return;
    this.#tally.add(type, rule.detector.name, action);
    if (action === 'block') this.#blocked = true;
    const pending = { type, start: start + base, end: end + base, action, order, reads: rule.reads };
    this.#onMatch?.({ type, action, ...this.#inOriginal(pending), detector: rule.detector.name });
    if (action !== 'flag') this.#pending.push(pending);
  }

  /** All of the characters that a span touches; a character that was left out at its edge belongs to nobody. */
  #inOriginal({ start, end, reads }: Pending): { readonly start: number; readonly end: number } {
    return reads === 'original' ? { start, end } : { start: this.#text.startOf(start), end: this.#text.endOf(end) };
  }

  #release(settled: Settled, ended: boolean): string {
    const text = this.#text;
    const decided = ended ? text.foldedEnd : text.boundary(this.#decided(settled));
    const end = ended ? text.originalEnd : Math.min(text.startOf(decided), settled.original);
    this.#layPending(end, decided);
    const to = this.#overlay.renderable(Math.max(this.#released, end));
    const released = this.#overlay.render(text.original, text.originalBase, this.#released, to);
    this.#released = to;
    text.forget(Math.max(text.foldedBase, decided - keptContext), to);
    return released;
  }

  /** The folded offset before which everything is decided. A mark that comes next would belong to a span that ends where the text ends: such a span waits. */
  #decided(settled: Settled): number {
    let to = Math.min(settled.folded, this.#text.foldedOf(settled.original));
    for (const { start, end, reads } of this.#pending) {
      if (reads === undefined && end === this.#text.foldedEnd) to = Math.min(to, start);
    }
    return to;
  }

  #layPending(original: number, folded: number): void {
    if (this.#pending.length === 0) return;
    const masks: OrderedMask[] = [];
    const waiting: Pending[] = [];
    for (const match of this.#pending) {
      if (match.start < (match.reads === 'original' ? original : folded)) masks.push(this.#mask(match));
      else waiting.push(match);
    }
    this.#pending = waiting;
    masks.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
    for (const mask of masks) this.#overlay.add(mask);
  }

  #mask(match: Pending): OrderedMask {
    const { start, end } = this.#inOriginal(match);
    return { start, end, placeholder: this.#placeholder(match), order: match.order };
  }

  #placeholder({ type, action }: Pending): Mask['placeholder'] {
    // The value is what the token takes the place of, letter for letter, so that putting it back is the identity.
    if (action === 'pseudonymize') return (covered) => this.#pseudonyms.tokenFor(type, covered);
    let placeholder = this.#placeholders.get(type);
    if (placeholder === undefined) {
      placeholder = placeholderOf(type);
      this.#placeholders.set(type, placeholder);
    }
    return placeholder;
  }
}
