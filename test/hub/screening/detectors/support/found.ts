import { findAll } from '../../../../../hub/screening/detector.ts';
import { sensitiveInformation } from '../../../../../hub/screening/detectors/sensitive-information.ts';

/** What the local detectors of a type find in a text, in the order of their list; once, where two find the same. */
export function found(type: string, text: string): string[] {
  const matches = sensitiveInformation
    .filter((detector) => detector.types.includes(type))
    .flatMap((detector) => findAll(detector, text));
  const spans = new Map(matches.map(({ start, end }) => [`${start}-${end}`, text.slice(start, end)]));
  return [...spans.values()];
}
