import type { Finding, Part, PartVerdict } from './parts.ts';

/** Most UTF-16 units in all texts of one part, or in one channel of a stream. Over twice what the largest context window holds; more is not worth a processor's second. */
export const maxPartLength = 4 * 1024 * 1024;

/** Why screening did not do its work, in fixed words. */
export const detectorFailed = 'a detector failed';
export const tooLarge = 'too large to be screened';
export const tooManyAlike = 'too many pseudonymized values begin alike';
export const documentUnread = 'reading the document failed';
export const readerBusy = 'too many documents are being read';

/** The verdict on a part that screening failed on: the call is refused, whatever the policy says about what cannot be read. */
export function failedVerdict(
  { pointer, kind }: Pick<Part, 'pointer' | 'kind'>,
  reason: string,
  findings: readonly Finding[] = [],
): PartVerdict {
  return { pointer, kind, verdict: 'not_run', findings, reason, failed: true };
}
