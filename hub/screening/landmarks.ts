import { asciiClass, isDigit, isIn } from './ascii-class.ts';
import { runEnd } from './run-end.ts';
import { Runs } from './runs.ts';

/** Characters of keys, tokens and addresses. */
const tokenClass = 'A-Za-z0-9_+/.~=\\-';
const tokenMembers = asciiClass(tokenClass);
const tokenEnd = runEnd(tokenClass);
const digitsEnd = runEnd('0-9');
/** Shorter tokens are words, and no detector looks for them. */
export const shortestToken = 16;
const digit = /[0-9]/g;
/** So many characters after a run are looked at one by one: where digits stand close together, that is cheaper than a search. */
const near = 24;

/**
 * What most candidates begin at, found once for all detectors that read a text: its digits, and its long tokens. Made for one scan and kept no longer: it belongs to
 * the text.
 */
export class Landmarks {
  readonly #text: string;
  #digits: Runs | undefined;
  #tokens: Runs | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Finds all of them now, and not when they are first asked for. */
  find(): this {
    this.#digits ??= digitRuns(this.#text);
    this.#tokens ??= tokenRuns(this.#text);
    return this;
  }

  /** Runs of ASCII digits. */
  get digits(): Runs {
    this.#digits ??= digitRuns(this.#text);
    return this.#digits;
  }

  /** Runs of letters, digits and `_+/.~=-`, of `shortestToken` at least. */
  get tokens(): Runs {
    this.#tokens ??= tokenRuns(this.#text);
    return this.#tokens;
  }
}

function digitRuns(text: string): Runs {
  const runs = new Runs();
  for (let at = nextDigit(text, 0); at < text.length; ) {
    const end = digitsEnd(text, at + 1);
    runs.add(at, end);
    at = end + 1;
    const close = end + near;
    while (at < close && !isDigit(text.charCodeAt(at))) at += 1;
    if (at === close) at = nextDigit(text, at);
  }
  return runs;
}

/** A regular expression, because the engine skims text for a class of characters several times faster than a loop does. */
function nextDigit(text: string, from: number): number {
  digit.lastIndex = from;
  return digit.test(text) ? digit.lastIndex - 1 : text.length;
}

/** Looks at one character in `shortestToken` where there are none. */
function tokenRuns(text: string): Runs {
  const runs = new Runs();
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
    if (end - start >= shortestToken) runs.add(start, end);
    from = end + 1;
    probe = end + shortestToken;
  }
  return runs;
}
