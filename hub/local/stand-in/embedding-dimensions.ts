/** What all embedding models share: an answer with its token count, and a choice of dimensions. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { validationError } from './reply.ts';

export interface Embedded {
  readonly answer: JsonObject;
  readonly inputTokens: number;
}

/** @throws ServiceError for a number that the model does not offer. */
export function allowedDimensions(wanted: number | undefined, allowed: readonly number[], standard: number): number {
  if (wanted === undefined) return standard;
  if (allowed.includes(wanted)) return wanted;
  throw validationError(
    `Malformed input request: #/dimensions: not one of ${allowed.join(', ')}, please reformat your input and try again.`,
  );
}
