import type { Landmarks } from './landmarks.ts';

/** What a detector found: a span of UTF-16 offsets, to be masked or to block. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** Bedrock's name of the type, `REGEX:` and a name, or `WORD:` or `COMPETITOR:` and a place in the policy's list, from 1. */
  readonly type: string;
}

/**
 * Finds spans, left to right. Whether a match begins at an offset is decided by at most `lookBehind` characters before it and a bounded number after
 * it; that is what makes a stream, however it is cut, end up with the same spans as the whole text.
 */
export interface Detector {
  readonly name: string;
  /** The types of its matches. */
  readonly types: readonly string[];
  /** How many characters before `from` a decision may read. */
  readonly lookBehind: number;
  /**
   * Adds to `found` every match that begins at `from` or later and that more text cannot change. Answers the offset to resume from: no other match
   * can begin before it, whatever comes. `ended` says that no more text comes; then the answer is the length of the text. `landmarks` are those of the
   * text, for several detectors to share.
   */
  scan(text: string, from: number, ended: boolean, found: Match[], landmarks?: Landmarks): number;
}

/** All matches in a whole text. */
export function findAll(detector: Detector, text: string): Match[] {
  const found: Match[] = [];
  detector.scan(text, 0, true, found);
  return found;
}
