import { Command } from 'commander';
import { type Applied, applyPlan } from '../bootstrap/apply/apply-plan.ts';
import { Journal, readJournal } from '../bootstrap/apply/journal.ts';
import { withRunLock } from '../bootstrap/apply/run-lock.ts';
import { begunChanges } from '../bootstrap/apply/run-record.ts';
import { planDigest } from '../bootstrap/apply/stale.ts';
import { whatIsLeft } from '../bootstrap/apply/what-is-left.ts';
import type { Plan } from '../bootstrap/change.ts';
import type { OrganizationDesk } from '../bootstrap/organization-desk.ts';
import { journalJson, progressLines, renderJournal } from './apply-view.ts';
import {
  answering,
  type BootstrapDesk,
  type BootstrapOptions,
  bootstrapOptions,
  type ConsentOptions,
  consentOption,
  processBootstrapDesk,
} from './bootstrap-desk.ts';
import { atDesk, openReading, type Reading } from './bootstrap-reading.ts';
import { type CommandIo, processIo } from './command-io.ts';
import { shownPlanFile, withEffects } from './plan-input.ts';

interface ApplyOptions extends BootstrapOptions, ConsentOptions {
  readonly journal?: true;
}

/** `gatehouse apply`: makes the changes of the plan that was shown, and no others. */
export function applyCommand(io: CommandIo = processIo, desk: BootstrapDesk = processBootstrapDesk): Command {
  return consentOption(bootstrapOptions(new Command('apply')))
    .description(
      'make the changes that gatehouse plan showed last, or those of a plan file; go on where a run ended early',
    )
    .argument('[plan]', 'what gatehouse plan --out wrote')
    .option('--journal', 'change nothing: print what was changed from here, by whom and when')
    .addHelpText('after', '\nExit codes: 0 made (or nothing to do), 1 not agreed to, 2 not possible.')
    .action((file: string | undefined, options: ApplyOptions) =>
      answering(io, options, () => (options.journal ? printJournal(options, io) : apply(file, options, io, desk))),
    );
}

function printJournal({ state, json }: ApplyOptions, io: CommandIo): Promise<void> {
  const journal = readJournal(state);
  io.out(json ? journalJson(journal) : renderJournal(journal));
  return Promise.resolve();
}

async function apply(
  file: string | undefined,
  options: ApplyOptions,
  io: CommandIo,
  desk: BootstrapDesk,
): Promise<void> {
  const reading = await openReading(options, io, desk);
  const { readPlan } = await import('../bootstrap/plan-file.ts');
  const shown = readPlan(file ?? shownPlanFile(options.state));
  await atDesk(options, reading, async (organization) => {
    const applied = await applyAgreed(shown, options, reading, organization);
    if (applied === undefined) return;
    if (options.json) io.out(`${JSON.stringify({ ...applied, state: options.state }, null, 2)}\n`);
    else io.out(summaryOf(applied));
  });
}

export interface Consent extends Pick<BootstrapOptions, 'state'>, ConsentOptions {
  /** For plans that nobody was shown yet, the person's own --yes or not. */
  readonly unseen?: true;
}

/** Shows what is left and asks, unless that is settled, and makes the changes. Undefined where the person does not agree; then nothing was changed and the exit code is 1. */
export async function applyAgreed(
  shown: Plan,
  { yes, unseen, state }: Consent,
  reading: Reading,
  organization: OrganizationDesk,
): Promise<Applied | undefined> {
  const { io, desk, governing } = reading;
  const left = yes && !unseen ? 0 : await showLeft(shown, state, reading, organization);
  if (!yes && left > 0 && !(await desk.ask(`Make ${counted(left)}?`))) {
    io.error('Nothing was changed.\n');
    io.exit(1);
    return undefined;
  }
  return withRunLock(state, async () => {
    const journal = Journal.open(state);
    try {
      warnOfTornLines(journal, io);
      const watching = { events: progressLines(io.error), clock: () => desk.now(), stop: desk.stopped() };
      return await applyPlan({ shown, governing, desk: organization, journal, ...watching });
    } finally {
      journal.close();
    }
  });
}

/** On standard error, where the question is; answers how many changes there are. The world is read again afterwards: people take their time. */
async function showLeft(
  shown: Plan,
  state: string,
  { io, governance, governing }: Reading,
  organization: OrganizationDesk,
): Promise<number> {
  const { begun } = begunChanges(readJournal(state), planDigest(shown));
  const { plan, before } = await whatIsLeft({ shown, governing, desk: organization }, begun);
  if (plan.changes.length === 0) return 0;
  const { renderPlan } = await import('./plan-view.ts');
  const input = await withEffects(governance, governing, plan, before);
  io.error(renderPlan(input, { colour: io.colour, width: process.stderr.columns ?? 120 }));
  return plan.changes.length;
}

function warnOfTornLines(journal: Journal, io: CommandIo): void {
  const { unreadable } = journal.read();
  if (unreadable > 0) io.error(`The journal has ${unreadable} half-written lines: an earlier run was cut off.\n`);
}

function counted(changes: number): string {
  return changes === 1 ? 'this change' : `these ${changes} changes`;
}

function summaryOf({ made, madeBefore }: Applied): string {
  const earlier = madeBefore === 0 ? '' : ` ${madeBefore} of the plan were made before.`;
  if (made === 0) return `Nothing was left to change.${earlier}\n`;
  return `${made} ${made === 1 ? 'change' : 'changes'} made.${earlier} gatehouse status shows what is in force; gatehouse apply --journal says what was done.\n`;
}
