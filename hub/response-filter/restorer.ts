import type { AnswerPseudonyms, FoundToken } from './answer-pseudonyms.ts';

/**
 * What kind of text a token stands in.
 * - text: anything that is read as it is: a block's text, a string of a parsed tree.
 * - json-source: the arguments of a tool call as JSON text, in which a value has to be escaped, or it could end its string and add arguments.
 * - reasoning: text that may turn out to be signed. Nobody knows before its end, so it is held from its first token on.
 */
export type Place = 'text' | 'json-source' | 'reasoning';

/** A text as it is kept and as the caller is shown it. */
export interface RestoredText {
  readonly kept: string;
  readonly shown: string;
}

const nothing: RestoredText = { kept: '', shown: '' };

/**
 * Puts values back for the tokens in one text of an answer, after screening: whole (`end`) or in pieces cut anywhere. Holds text back only where a token of this call
 * could have begun.
 *
 * Signed reasoning keeps the tokens that the model wrote: its signature covers them, and Bedrock refuses a block that was altered when the caller sends it back with the
 * next turn. There the tokens mean the same again, because the same values are numbered in the same order.
 */
export class Restorer {
  readonly #pseudonyms: AnswerPseudonyms;
  readonly #place: Place;
  /** The beginning of what may become a token. */
  #rest = '';
  /** Reasoning from its first token on. */
  #held: string[] | undefined;

  constructor(pseudonyms: AnswerPseudonyms, place: Place) {
    this.#pseudonyms = pseudonyms;
    this.#place = place;
  }

  push(text: string): RestoredText {
    if (!this.#pseudonyms.any) return { kept: text, shown: text };
    if (this.#held !== undefined) {
      this.#held.push(text);
      return nothing;
    }
    const all = this.#rest + text;
    const settled = this.#settled(all);
    this.#rest = all.slice(settled);
    const ready = all.slice(0, settled);
    return this.#place === 'reasoning' ? this.#untilToken(ready) : this.#restore(ready, false);
  }

  /** The rest, with a last piece of text. `signed`: a signature covers this text. */
  end(text = '', signed = false): RestoredText {
    if (!this.#pseudonyms.any) return { kept: text, shown: text };
    const all = (this.#held?.join('') ?? '') + this.#rest + text;
    this.#held = undefined;
    this.#rest = '';
    return this.#restore(all, signed);
  }

  /** Where the end of `text` begins that could still become a token. A token has one brace, its first character. */
  #settled(text: string): number {
    const brace = text.lastIndexOf('{');
    return brace >= 0 && this.#pseudonyms.canBegin(text.slice(brace)) && !text.includes('}', brace)
      ? brace
      : text.length;
  }

  #untilToken(text: string): RestoredText {
    for (const { start, by } of this.#pseudonyms.findIn(text)) {
      if (by !== 'model') continue;
      this.#held = [text.slice(start), this.#rest];
      this.#rest = '';
      return this.#restore(text.slice(0, start), false);
    }
    return this.#restore(text, false);
  }

  #restore(text: string, signed: boolean): RestoredText {
    let kept = '';
    let shown = '';
    let at = 0;
    for (const found of this.#pseudonyms.findIn(text)) {
      const between = text.slice(at, found.start);
      kept += between + found.token;
      shown += between + this.#shown(found, signed);
      at = found.end;
    }
    const after = text.slice(at);
    return { kept: kept + after, shown: shown + after };
  }

  #shown({ token, value, by }: FoundToken, signed: boolean): string {
    // Screening took the value out of this very place, so it goes back as it stood: escaped where it was, and under its signature.
    if (by === 'screening') return value;
    if (signed) return token;
    return this.#place === 'json-source' ? JSON.stringify(value).slice(1, -1) : value;
  }
}
