import type { Detector, Match } from './detector.ts';
import type { Pattern } from './pattern.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface PatternSpec {
  readonly name: string;
  /** Name of the type in Amazon Bedrock Guardrails (PiiEntityType of CreateGuardrail). */
  readonly type: string;
  readonly pattern: Pattern;
  readonly ignoreCase?: boolean;
  /**
   * Judges a candidate (checksum, context) and may narrow it. Reads nothing beyond `end`, except that a character right after it
   * that the pattern looked at, and nothing more than `lookBehind` characters before `start`.
   */
  readonly check?: (text: string, start: number, end: number) => Span | undefined;
  /** A text in which every match would hold, with at most so many characters of the match before it: lets the search skip ahead. */
  readonly anchor?: { readonly text: string; readonly after: number };
  /** A quick look that may say for certain that no match begins at `from` or later. */
  readonly mayMatch?: (text: string, from: number) => boolean;
  /** Default 2: the pattern's own look at what stands before it. */
  readonly lookBehind?: number;
}

/** A detector from a bounded pattern and a check. */
export function patternDetector(spec: PatternSpec): Detector {
  const flags = spec.ignoreCase ? 'gi' : 'g';
  const full = new RegExp(spec.pattern.full, flags);
  const partial = new RegExp(spec.pattern.partial, flags);
  const { reach } = spec.pattern;
  return {
    name: spec.name,
    types: [spec.type],
    lookBehind: spec.lookBehind ?? 2,
    scan(text, from, ended, found) {
      const limit = ended ? text.length : undecidedFrom(partial, text, Math.max(from, text.length - reach));
      return Math.max(limit, collect(spec, full, text, from, limit, found));
    },
  };
}

/** The first offset at which a beginning of the pattern runs into the end of the text. */
function undecidedFrom(partial: RegExp, text: string, from: number): number {
  partial.lastIndex = from;
  return partial.exec(text)?.index ?? text.length;
}

function collect(spec: PatternSpec, full: RegExp, text: string, from: number, limit: number, found: Match[]): number {
  if (spec.mayMatch?.(text, from) === false) return from;
  let end = from;
  for (let hit = next(spec, full, text, from); hit !== null && hit.index < limit; ) {
    const candidate = { start: hit.index, end: hit.index + hit[0].length };
    const span = spec.check === undefined ? candidate : spec.check(text, candidate.start, candidate.end);
    if (span !== undefined) {
      found.push({ start: span.start, end: span.end, type: spec.type });
      end = span.end;
    }
    hit = next(spec, full, text, span === undefined ? hit.index + 1 : span.end);
  }
  return end;
}

function next(spec: PatternSpec, full: RegExp, text: string, from: number): RegExpExecArray | null {
  full.lastIndex = from;
  if (spec.anchor !== undefined) {
    const anchor = text.indexOf(spec.anchor.text, from);
    if (anchor < 0) return null;
    full.lastIndex = Math.max(from, anchor - spec.anchor.after);
  }
  return full.exec(text);
}
