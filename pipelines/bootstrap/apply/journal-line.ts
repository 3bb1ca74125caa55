import { z } from 'zod';

/**
 * One line of the journal of changes: who did what under which plan, and how it ended. It names changes, and holds neither policy texts nor credentials: people send journals around.
 *
 * `begun` and `ended` frame a run; `started` is on disk before the change is asked of AWS, `done` or `failed` after its answer. A change that was started and no more may have been made or not.
 */
export const journalLineSchema = z.object({
  /** RFC 3339. */
  time: z.string().max(40),
  /** The same in all lines of one run. */
  run: z.string().max(64),
  /** `planDigest` of the plan that was shown. */
  plan: z.string().max(64),
  /** ARN of who ran it. */
  actor: z.string().max(2048),
  event: z.enum(['begun', 'started', 'done', 'failed', 'ended']),
  /** Id and kind of a change. */
  change: z.string().max(2048).optional(),
  kind: z.string().max(64).optional(),
  /** Fault code of what failed, or of what ended the run. */
  code: z.string().max(64).optional(),
  /** In words: how many changes, or the reason that a person gave. */
  note: z.string().max(500).optional(),
});

export type JournalLine = z.infer<typeof journalLineSchema>;

/** Undefined where a crash, or somebody, left something else. */
export function parseJournalLine(text: string): JournalLine | undefined {
  try {
    return journalLineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
