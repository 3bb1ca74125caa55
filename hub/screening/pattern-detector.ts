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
  /**
   * The only offsets at which a match can begin, one after another: the first one at `from` or later, -1 where there is none. The pattern is tried there and
   * nowhere else, so ordinary text costs what finding them costs. Linear over all calls for one text.
   */
  readonly starts?: (text: string, from: number) => number;
  /** A quick look that may say for certain that no match begins at `from` or later. */
  readonly mayMatch?: (text: string, from: number) => boolean;
  /** Default 2: the pattern's own look at what stands before it. */
  readonly lookBehind?: number;
}

/** A detector from a bounded pattern and a check. */
export function patternDetector(spec: PatternSpec): Detector {
  const flags = spec.ignoreCase ? 'gi' : 'g';
  // With `starts` the expression is tried at one place (sticky), otherwise it searches.
  const full = new RegExp(spec.pattern.full, spec.starts === undefined ? flags : flags.replace('g', 'y'));
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
  if (spec.starts !== undefined) return nextStart(spec.starts, full, text, from);
  full.lastIndex = from;
  return full.exec(text);
}

function nextStart(
  starts: NonNullable<PatternSpec['starts']>,
  full: RegExp,
  text: string,
  from: number,
): RegExpExecArray | null {
  for (let at = starts(text, from); at >= 0; at = starts(text, at + 1)) {
    full.lastIndex = at;
    const hit = full.exec(text);
    if (hit !== null) return hit;
  }
  return null;
}
