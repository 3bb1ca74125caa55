import type { Detector } from './detector.ts';

/** A detector with what the policy says about its types. */
export interface Rule {
  readonly detector: Detector;
  readonly action: 'mask' | 'block';
}

/** What stands where a span was masked: `{EMAIL}`; the name alone for configured words and patterns. */
export function placeholderOf(type: string): string {
  return `{${type.replace(/^(?:WORD|REGEX):/, '')}}`;
}
