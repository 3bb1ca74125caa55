import { findAll } from '../../../../../hub/screening/detector.ts';
import { sensitiveInformation } from '../../../../../hub/screening/detectors/sensitive-information.ts';

/** What the local detectors of a type find in a text, in the order of their list. */
export function found(type: string, text: string): string[] {
  return sensitiveInformation
    .filter((detector) => detector.types.includes(type))
    .flatMap((detector) => findAll(detector, text))
    .map((match) => text.slice(match.start, match.end));
}
