import { asciiClass, isIn } from './ascii-class.ts';
import { DigitRuns } from './digit-runs.ts';
import { LuhnSums } from './luhn-sums.ts';
import { runEnd } from './run-end.ts';
import { grown, Runs } from './runs.ts';
import { unitsOf } from './text-units.ts';

/** Characters of keys, tokens and addresses. */
const tokenClass = 'A-Za-z0-9_+/.~=\\-';
const tokenMembers = asciiClass(tokenClass);
const tokenEnd = runEnd(tokenClass);
const leadEnd = runEnd('A-Za-z0-9');
/** Shorter tokens are words, and no detector looks for them. */
export const shortestToken = 16;

/**
 * What most candidates begin at, found once for all detectors that read a text: its digits, and its long tokens. Made for one scan and kept no longer: it belongs to
 * the text.
 */
export class Landmarks {
  readonly #text: string;
  #digits: DigitRuns | undefined;
  #tokens: TokenRuns | undefined;
  #luhn: LuhnSums | undefined;
  #units: Uint16Array | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Finds all of them now, and not when they are first asked for. */
  find(): this {
    this.#digits ??= new DigitRuns(this.#text);
    this.#tokens ??= tokenRuns(this.#text);
    return this;
  }

  /** Runs of ASCII digits. */
  get digits(): DigitRuns {
    this.#digits ??= new DigitRuns(this.#text);
    return this.#digits;
  }

  /** Checks of the numbers that runs of digits make; for those who have seen one that may be a card's. */
  get luhn(): LuhnSums {
    this.#luhn ??= new LuhnSums(this.#text, this.digits);
    return this.#luhn;
  }

  /** The UTF-16 units, with a zero behind the last one; for those who look at one unit again and again: it costs half of what it costs in a string. */
  get units(): Uint16Array {
    this.#units ??= unitsOf(this.#text);
    return this.#units;
  }

  /** Runs of letters, digits and `_+/.~=-`, of `shortestToken` at least. */
  get tokens(): TokenRuns {
    this.#tokens ??= tokenRuns(this.#text);
    return this.#tokens;
  }
}

/** Tokens, and where the letters and digits end that each begins with: those are most of it, and each detector would walk over them. */
class TokenRuns extends Runs {
  #leads = new Int32Array(this.bounds.length);

  override add(start: number, end: number, lead = start): void {
    if (this.size === this.#leads.length) this.#leads = grown(this.#leads);
    this.#leads[this.size] = lead;
    super.add(start, end);
  }

  leadEnd(at: number): number {
    return this.#leads[at] as number;
  }
}

/** Looks at one character in `shortestToken` where there are none. */
function tokenRuns(text: string): TokenRuns {
  const runs = new TokenRuns();
  let from = 0;
  for (let probe = shortestToken - 1; probe < text.length; ) {
    if (!isIn(tokenMembers, text.charCodeAt(probe))) {
      from = probe + 1;
      probe += shortestToken;
      continue;
    }
    let start = probe;
    while (start > from && isIn(tokenMembers, text.charCodeAt(start - 1))) start -= 1;
    const end = tokenEnd(text, probe + 1);
    if (end - start >= shortestToken) runs.add(start, end, Math.min(end, leadEnd(text, start)));
    from = end + 1;
    probe = end + shortestToken;
  }
  return runs;
}
