import { findAll } from '../../../../../hub/screening/detector.ts';
import { nationalIdentifiers } from '../../../../../hub/screening/national-identifiers/national-identifiers.ts';

/** The spans of one type in a text, left to right. */
export function found(type: string, text: string): string[] {
  return nationalIdentifiers
    .flatMap((detector) => findAll(detector, text))
    .filter((match) => match.type === type)
    .sort((a, b) => a.start - b.start)
    .map((match) => text.slice(match.start, match.end));
}

/** The types that anything in a text is taken for. */
export function typesIn(text: string): string[] {
  const types = nationalIdentifiers.flatMap((detector) => findAll(detector, text)).map((match) => match.type);
  return [...new Set(types)].sort();
}
