import { GatehouseFault } from '../../shared/errors.ts';
import { tokenForm } from './pseudonyms.ts';
import { isWordUnit } from './word-boundary.ts';

/** Values are looked up by their first characters. Shorter ones (a PIN, an age) mean other things elsewhere, and so do plain words (a user called `admin`). */
const prefixLength = 6;
const plainWord = /^\p{L}*$/u;

/** Characters that may be compared for each character of text. Only a text made to be slow needs more, and it is refused. */
const effort = 64;
const startEffort = 1_000_000;

/**
 * Finds the values that a call has pseudonymized wherever else they stand. A detector may need context to know a number for what it is ("my account is ..."); once it
 * is known, it must not reach the model from a place without that context, such as the assistant's own earlier answer, in which it was restored.
 */
export class KnownValues {
  /** Values with their tokens by prefix, longest first. */
  readonly #byPrefix = new Map<string, [value: string, token: string][]>();
  #effort = startEffort;

  constructor(entries: Iterable<readonly [token: string, value: string]>) {
    for (const [token, value] of entries) {
      if (value.length < prefixLength || plainWord.test(value)) continue;
      const prefix = value.slice(0, prefixLength);
      const known = this.#byPrefix.get(prefix);
      if (known === undefined) this.#byPrefix.set(prefix, [[value, token]]);
      else if (!known.some(([other]) => other === value)) known.push([value, token]);
    }
    for (const values of this.#byPrefix.values()) values.sort(([a], [b]) => b.length - a.length);
  }

  get none(): boolean {
    return this.#byPrefix.size === 0;
  }

  /** The text with tokens for the values in it, and the tokens that were put. Tokens that stand in it are not looked into. */
  hideIn(text: string): { readonly text: string; readonly tokens: readonly string[] } {
    this.#effort += text.length * effort;
    const tokens: string[] = [];
    let hidden = '';
    let at = 0;
    for (const { 0: token, index } of text.matchAll(tokenForm)) {
      hidden += this.#hide(text.slice(at, index), tokens) + token;
      at = index + token.length;
    }
    return { text: hidden + this.#hide(text.slice(at), tokens), tokens };
  }

  #hide(text: string, tokens: string[]): string {
    let hidden = '';
    let kept = 0;
    for (let at = 0; at + prefixLength <= text.length; ) {
      const found = isInsideWord(text, at) ? undefined : this.#valueAt(text, at);
      if (found === undefined) {
        at += 1;
        continue;
      }
      const [value, token] = found;
      tokens.push(token);
      hidden += text.slice(kept, at) + token;
      at += value.length;
      kept = at;
    }
    return hidden + text.slice(kept);
  }

  #valueAt(text: string, at: number): readonly [value: string, token: string] | undefined {
    for (const known of this.#byPrefix.get(text.slice(at, at + prefixLength)) ?? []) {
      const [value] = known;
      this.#effort -= value.length;
      if (this.#effort < 0) throw tooSlow();
      if (text.startsWith(value, at) && !isInsideWord(text, at + value.length)) return known;
    }
    return undefined;
  }
}

/** Whether word characters stand on both sides of an offset: no value begins or ends there. */
function isInsideWord(text: string, at: number): boolean {
  return at > 0 && at < text.length && isWordUnit(text.charCodeAt(at - 1)) && isWordUnit(text.charCodeAt(at));
}

function tooSlow(): GatehouseFault {
  return new GatehouseFault(
    'screening_failed',
    'Looking for pseudonymized values in the rest of the request takes too long.',
    'Send fewer values that begin alike in one request.',
  );
}
