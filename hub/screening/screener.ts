import type { Part, PartKind, PartVerdict } from './parts.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/**
 * Screens one direction of one application. Stateless between calls, built once for each policy bundle and shared; what a call's pseudonyms stand for comes with
 * the call.
 */
export interface Screener {
  /**
   * Screens every text of the part and writes masked texts back. Where a detector breaks, or the part is too large, the verdict is `not_run` and `failed`, and nothing
   * is replaced.
   */
  screen(part: Part, pseudonyms?: Pseudonyms): PartVerdict;
  /**
   * Judges what stands in several parts that are read as one text, once each has its verdict. A finding is added to the verdict of the first of these parts; nothing is
   * replaced.
   */
  screenTogether(parts: readonly Part[], verdicts: readonly PartVerdict[]): readonly PartVerdict[];
  /** For text that comes in pieces: one for each channel of a stream. */
  stream(pointer: string, kind: PartKind, pseudonyms?: Pseudonyms): StreamScreener;
}

export interface StreamScreener {
  /** Takes more text and answers what can be released now: screened, masked, and such that no finding could still begin or end in it. */
  push(text: string): string;
  /** The rest, once no more text comes. */
  flush(): string;
  /** The verdict so far. Once it is `blocked` or `failed`, `push` and `flush` answer '' and nothing more may be released. */
  verdict(): PartVerdict;
}
