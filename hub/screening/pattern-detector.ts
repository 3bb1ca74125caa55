import type { Detector, Match } from './detector.ts';
import { Landmarks } from './landmarks.ts';
import { LazyExpression } from './lazy-expression.ts';
import type { Pattern } from './pattern.ts';
import { runStart } from './run-end.ts';
import type { Starts } from './starts.ts';

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
  /** Where matches can begin. The pattern is tried there and nowhere else, so ordinary text costs what finding them costs. */
  readonly starts?: Starts;
  /**
   * What begins at one of the `starts`, in place of `pattern.full` and `check`, where a loop over characters decides sooner than an expression. Reads no
   * further than the pattern, which still tells a stream what is open.
   */
  readonly matchAt?: (text: string, start: number, landmarks: Landmarks) => Span | undefined;
  /** All that a match is made of: the inside of a class, of ASCII alone. A stream is searched then for open beginnings in what it ends in of that kind. Default: anything. */
  readonly alphabet?: string;
  /** Default 2: the pattern's own look at what stands before it. */
  readonly lookBehind?: number;
}

/** A detector from a bounded pattern and a check. */
export function patternDetector(spec: PatternSpec): Detector {
  const flags = spec.ignoreCase ? 'i' : '';
  const partial = new LazyExpression(spec.pattern.partial, `${flags}g`);
  const tailStart = spec.alphabet === undefined ? undefined : runStart(spec.alphabet);
  const collect = spec.starts === undefined ? searching(spec, flags) : trying(spec, spec.starts, flags);
  return {
    name: spec.name,
    types: [spec.type],
    lookBehind: spec.lookBehind ?? 2,
    scan(text, from, ended, found, landmarks = new Landmarks(text)) {
      const limit = ended ? text.length : undecidedFrom(spec, partial, tailStart, text, from, landmarks);
      return Math.max(limit, collect(text, from, limit, found, landmarks));
    },
  };
}

/** The first offset at which a beginning of the pattern runs into the end of the text. */
function undecidedFrom(
  { pattern, starts }: PatternSpec,
  partial: LazyExpression,
  tailStart: ReturnType<typeof runStart> | undefined,
  text: string,
  from: number,
  landmarks: Landmarks,
): number {
  let first = Math.max(from, text.length - pattern.reach);
  if (starts?.lead !== undefined) {
    const { digits } = landmarks;
    first = Math.max(first, digits.startFrom(first, text.length) - starts.lead);
  }
  if (tailStart !== undefined) first = tailStart(text, first);
  return first < text.length ? (partial.next(text, first)?.index ?? text.length) : text.length;
}

/** Adds the matches that begin from `from` to before `limit`, and answers where the last one ends. */
type Collect = (text: string, from: number, limit: number, found: Match[], landmarks: Landmarks) => number;

function trying(spec: PatternSpec, { next }: Starts, flags: string): Collect {
  const full = new LazyExpression(spec.pattern.full, `${flags}y`);
  const tried = (text: string, start: number): Span | undefined => {
    const end = full.endAt(text, start);
    return end < 0 ? undefined : judged(spec, text, start, end);
  };
  const matchAt = spec.matchAt ?? tried;
  return (text, from, limit, found, landmarks) => {
    let end = from;
    for (let at = next(text, from, landmarks); at >= 0 && at < limit; ) {
      const span = matchAt(text, at, landmarks);
      if (span !== undefined) {
        found.push({ start: span.start, end: span.end, type: spec.type });
        end = span.end;
      }
      at = next(text, span === undefined ? at + 1 : span.end, landmarks);
    }
    return end;
  };
}

function searching(spec: PatternSpec, flags: string): Collect {
  const full = new LazyExpression(spec.pattern.full, `${flags}g`);
  return (text, from, limit, found) => {
    let end = from;
    for (let hit = full.next(text, from); hit !== null && hit.index < limit; ) {
      const span = judged(spec, text, hit.index, hit.index + hit[0].length);
      if (span !== undefined) {
        found.push({ start: span.start, end: span.end, type: spec.type });
        end = span.end;
      }
      hit = full.next(text, span === undefined ? hit.index + 1 : span.end);
    }
    return end;
  };
}

function judged({ check }: PatternSpec, text: string, start: number, end: number): Span | undefined {
  return check === undefined ? { start, end } : check(text, start, end);
}
