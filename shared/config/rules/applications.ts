import { entriesAt, mapAt, numberAt, textsAt } from '../draft.ts';
import { describeFound, type Finding } from '../problem.ts';

/** No application keeps its evidence for less than the organization's minimum. */
export function* retentionIsLongEnough(file: unknown): Iterable<Finding> {
  const minimum = numberAt(mapAt(file, 'audit'), 'minimumRetentionDays');
  if (minimum === undefined) return;
  for (const [name, application] of entriesAt(file, 'applications')) {
    const days = numberAt(application, 'retentionDays');
    if (days === undefined || days >= minimum) continue;
    const message = `which is below audit.minimumRetentionDays (${minimum})`;
    yield {
      path: ['applications', name, 'retentionDays'],
      found: describeFound(days),
      message,
      remedy: `Write ${minimum} or more days.`,
    };
  }
}

/** A name that stands twice in a list is a slip: the second was meant to be another. */
export function* listsHaveNoDuplicates(file: unknown): Iterable<Finding> {
  for (const [name, application] of entriesAt(file, 'applications')) {
    for (const list of ['callers', 'purposes', 'models', 'operations']) {
      const seen = new Set<string>();
      for (const [index, entry] of textsAt(application, list)) {
        const path = ['applications', name, list, index];
        if (seen.has(entry))
          yield {
            path,
            found: describeFound(entry),
            message: `which ${list} has already`,
            remedy: 'Remove it, or write the one that was meant.',
          };
        seen.add(entry);
      }
    }
  }
}
