import { contextLength } from './context.ts';
import type { Match } from './detector.ts';
import { Overlay } from './overlay.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { placeholderOf, type Rule, type SpanAction } from './rule.ts';
import type { FindingTally } from './tally.ts';

/** How much released text is kept for decisions that look back; no detector's `lookBehind` is greater. */
const keptContext = contextLength;

interface Pending {
  readonly start: number;
  readonly end: number;
  /** What stands there afterwards. */
  readonly placeholder: string;
  readonly order: number;
}

/**
 * The one way in which spans are found and masked, for whole texts (`push`, then `finish`) and for streams alike. Text is released up to the first place
 * at which any detector could still find something. Offsets are those of the whole text; `#base` is where the kept text begins.
 */
export class SpanScan {
  readonly #rules: readonly Rule[];
  readonly #tally: FindingTally;
  readonly #pseudonyms: Pseudonyms;
  readonly #resume: number[];
  readonly #overlay = new Overlay();
  #pending: Pending[] = [];
  #text = '';
  #base = 0;
  #released = 0;
  #blocked = false;

  constructor(rules: readonly Rule[], tally: FindingTally, pseudonyms: Pseudonyms) {
    this.#rules = rules;
    this.#tally = tally;
    this.#pseudonyms = pseudonyms;
    this.#resume = rules.map(() => 0);
  }

  get blocked(): boolean {
    return this.#blocked;
  }

  /** Takes more text and answers what can be released. */
  push(text: string): string {
    if (this.#blocked) return '';
    this.#text += text;
    const settled = this.#scan(false);
    return this.#blocked ? '' : this.#release(wholeCharacters(this.#text, settled - this.#base) + this.#base);
  }

  /** The rest, with a last piece of text (the whole one, where it does not come in pieces). */
  finish(text = ''): string {
    if (this.#blocked) return '';
    this.#text += text;
    const settled = this.#scan(true);
    return this.#blocked ? '' : this.#release(settled);
  }

  /** Runs every detector from where it stopped; answers the offset before which everything is decided. */
  #scan(ended: boolean): number {
    const found: Match[] = [];
    let settled = this.#base + this.#text.length;
    for (const [order, rule] of this.#rules.entries()) {
      const from = (this.#resume[order] ?? 0) - this.#base;
      const resume = rule.detector.scan(this.#text, from, ended, found) + this.#base;
      this.#resume[order] = resume;
      settled = Math.min(settled, resume);
      for (const match of found.splice(0)) this.#note(match, rule, order);
    }
    return settled;
  }

  #note(match: Match, rule: Rule, order: number): void {
    const action = rule.actionOf(match.type);
    if (action === undefined) return;
    this.#tally.add(match.type, rule.detector.name, action);
    if (action === 'block') this.#blocked = true;
    if (action === 'flag') return;
    const placeholder = this.#placeholder(match, action);
    this.#pending.push({ start: match.start + this.#base, end: match.end + this.#base, placeholder, order });
  }

  #placeholder(match: Match, action: SpanAction): string {
    if (action !== 'pseudonymize') return placeholderOf(match.type);
    return this.#pseudonyms.tokenFor(match.type, this.#text.slice(match.start, match.end));
  }

  #release(settled: number): string {
    const to = Math.max(settled, this.#released);
    this.#layPending(to);
    const released = this.#overlay.render(this.#text, this.#base, this.#released, to);
    this.#released = to;
    this.#forget();
    return released;
  }

  #layPending(to: number): void {
    if (this.#pending.length === 0) return;
    const due = this.#pending.filter((match) => match.start < to);
    this.#pending = this.#pending.filter((match) => match.start >= to);
    due.sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
    for (const mask of due) this.#overlay.add(mask);
  }

  /** Drops text that is released and that no decision looks back at. */
  #forget(): void {
    const cut = this.#released - keptContext - this.#base;
    if (cut <= 0) return;
    this.#text = this.#text.slice(cut);
    this.#base += cut;
  }
}

/** Never releases half a surrogate pair: an event of its own could not carry it in UTF-8. */
function wholeCharacters(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? at - 1 : at;
}
