import { type Refusal, refuse } from '../../shared/contract/refusals.ts';
import type { Part, PartVerdict } from './parts.ts';

/** A part that nobody could read goes on only where the application's policy says so by name. */
export function refuseUnread(
  parts: readonly Part[],
  verdicts: readonly PartVerdict[],
  unreadable: 'refuse' | 'allow-unscreened',
): Refusal | undefined {
  if (unreadable === 'allow-unscreened') return undefined;
  const part = parts[verdicts.findIndex((verdict) => verdict.verdict === 'not_run')];
  if (part === undefined) return undefined;
  return refuse(
    'content_unscreenable',
    `The ${part.kind} at ${part.pointer} cannot be screened, and this application’s policy refuses what it cannot read. Send its text instead, or ask the platform team for screening.unreadable: allow-unscreened.`,
  );
}
