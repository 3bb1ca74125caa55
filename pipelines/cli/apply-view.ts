import { printable } from '../../shared/config/printable.ts';
import type { ApplyEvents } from '../bootstrap/apply/apply-events.ts';
import type { JournalContent } from '../bootstrap/apply/journal.ts';
import type { Change } from '../bootstrap/change.ts';
import { type UnitPaths, unitPaths } from '../bootstrap/unit-paths.ts';
import { figure, headlineOf, signOf } from './plan-view-changes.ts';

/** One line for each change that is made, in the words of the plan; more for one that takes long. */
export function progressLines(write: (text: string) => void): ApplyEvents {
  let paths: UnitPaths | undefined;
  const reached = new Map<string, string>();
  const words = (change: Change) =>
    `${signOf(change)} ${paths === undefined ? safe(change.id) : headlineOf(change, paths)}${reached.get(change.id) ?? ''}`;
  return {
    looked: (world) => {
      paths = unitPaths(world);
    },
    waveBegins: (number, of, changes) => {
      const wave = number === 0 ? 'What an earlier run left on its way' : `Wave ${number} of ${of}`;
      write(`${wave}: ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}\n`);
    },
    progress: (change, done, of) => {
      const count = `: ${figure(done)} of ${figure(of)} ${of === 1 ? 'account' : 'accounts'}`;
      // Polls come faster than accounts, and a unit may have none.
      if (of === 0 || reached.get(change.id) === count) return;
      reached.set(change.id, count);
      if (done < of) write(`  … ${words(change)}\n`);
    },
    made: (change) => write(`  ✓ ${words(change)}\n`),
    failed: (change, { message }) => write(`  ✗ ${words(change)}: ${printable(message, 1000)}\n`),
  };
}

/** The journal for people: a line each, runs set apart. */
export function renderJournal({ lines, unreadable }: JournalContent): string {
  const shown = lines.map(({ time, run, event, change, code, note, actor }) => {
    const what = event === 'begun' ? `${run} by ${actor}` : (change ?? run);
    const end = [code, note].filter((part) => part !== undefined).join(': ');
    return `${event === 'begun' ? '\n' : ''}${safe(time)}  ${event.padEnd(7)}  ${safe(what)}${end === '' ? '' : `  (${safe(end)})`}\n`;
  });
  const torn = unreadable === 0 ? '' : `${unreadable} lines say nothing: a crash leaves one half-written.\n`;
  return shown.length === 0 ? `Nothing was changed from here yet.\n${torn}` : shown.join('').trimStart() + torn;
}

export function journalJson(journal: JournalContent): string {
  return `${JSON.stringify(journal, null, 2)}\n`;
}

/** Names in it come from AWS. */
function safe(text: string): string {
  return printable(text, 500);
}
