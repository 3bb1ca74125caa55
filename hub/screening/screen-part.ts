import { cannotMask, cannotMaskReason, readDocumentReason, unreadMediaReason } from './documents/document-verdict.ts';
import type { Part, PartVerdict } from './parts.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { detectorFailed, failedVerdict, maxPartLength, tooLarge } from './screening-failure.ts';
import { type ScreeningPlan, TextScreening } from './text-screening.ts';

/** Screens every text of a part and writes masked texts back; in a part that is blocked, or that could not be screened, nothing is replaced. */
export function screenPart(
  plan: ScreeningPlan,
  part: Part,
  unreadable: 'refuse' | 'allow-unscreened',
  pseudonyms: Pseudonyms,
): PartVerdict {
  try {
    return judgePart(plan, part, unreadable, pseudonyms);
  } catch {
    // What was thrown may quote content; the record says that this part was not screened.
    return failedVerdict(part, detectorFailed);
  }
}

function judgePart(
  plan: ScreeningPlan,
  part: Part,
  unreadable: 'refuse' | 'allow-unscreened',
  pseudonyms: Pseudonyms,
): PartVerdict {
  if (part.texts.reduce((sum, { text }) => sum + text.length, 0) > maxPartLength) return failedVerdict(part, tooLarge);
  const screening = new TextScreening(plan, part.kind, pseudonyms);
  const masked = part.texts.map((text) => screening.whole(text.text));
  const verdict = screening.verdict(part.pointer);
  if (verdict.verdict === 'blocked') return verdict;
  if (cannotMask(part.texts, masked)) return { ...verdict, verdict: 'blocked', reason: cannotMaskReason };
  part.texts.forEach((text, at) => {
    const replacement = masked[at];
    if (replacement !== undefined && replacement !== text.text) text.replace(replacement);
  });
  if (part.media === undefined) return withReason(verdict, readDocumentReason(part));
  const reason = unreadable === 'refuse' ? unreadMediaReason(part.media) : 'allowed unscreened by policy';
  return { ...verdict, verdict: 'not_run', reason };
}

function withReason(verdict: PartVerdict, reason: string | undefined): PartVerdict {
  return reason === undefined ? verdict : { ...verdict, reason };
}
