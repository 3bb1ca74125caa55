import type { Detector } from './detector.ts';

/** What happens to a span. `flag`: it is counted, and the text stays. */
export type SpanAction = 'flag' | 'mask' | 'pseudonymize' | 'block';

/** A detector with what the policy says about its types. */
export interface Rule {
  readonly detector: Detector;
  /** undefined: matches of that type count for nothing. */
  readonly actionOf: (type: string) => SpanAction | undefined;
  /** Whether the detector reads the text as it is. Absent: its folded reading. */
  readonly reads?: 'original';
}

/** A rule that does the same with everything that its detector finds. */
export function always(action: SpanAction, detector: Detector): Rule {
  return { detector, actionOf: () => action };
}

/** What stands where a span was masked: `{EMAIL}`; the name alone for a configured pattern, and no more than `{WORD}` or `{COMPETITOR}` for a listed one. */
export function placeholderOf(type: string): string {
  return `{${type.replace(/^REGEX:|:\d+$/, '')}}`;
}
