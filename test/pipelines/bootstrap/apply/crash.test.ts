import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { afterChanges } from '../../../../pipelines/bootstrap/after-change.ts';
import type { ApplyEvents } from '../../../../pipelines/bootstrap/apply/apply-events.ts';
import { type Applied, applyPlan } from '../../../../pipelines/bootstrap/apply/apply-plan.ts';
import type { Governing } from '../../../../pipelines/bootstrap/apply/governing.ts';
import type { Notes } from '../../../../pipelines/bootstrap/apply/journal.ts';
import type { JournalLine } from '../../../../pipelines/bootstrap/apply/journal-line.ts';
import type { Plan } from '../../../../pipelines/bootstrap/change.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import { sorted } from '../example-organization.fixture.ts';
import { changedRulesText } from './changed-rules.fixture.ts';
import { fewRules } from './few-rules.fixture.ts';
import { type Death, MemoryDesk } from './memory-desk.fixture.ts';

interface Scene {
  readonly governing: Governing;
  readonly before: Snapshot;
}

/** Forty accounts that nobody has governed yet. */
const first: Scene = { governing: fewRules(), before: sorted(40) };
/** The same ones, governed, and the rules change. */
const changed: Scene = {
  governing: fewRules(changedRulesText),
  before: afterChanges(first.before, (await first.governing.plan(first.before)).changes),
};

const silent: ApplyEvents = {
  looked: () => undefined,
  waveBegins: () => undefined,
  progress: () => undefined,
  made: () => undefined,
  failed: () => undefined,
};

/** What is on disk in truth: that each line is, and survives, is shown in journal.test.ts. */
class MemoryJournal implements Notes {
  readonly lines: JournalLine[] = [];
  write = (line: JournalLine) => void this.lines.push(line);
  read = () => ({ lines: this.lines, unreadable: 0 });
}

function run(shown: Plan, governing: Governing, desk: MemoryDesk, journal: Notes): Promise<Applied> {
  return applyPlan({ shown, governing, desk, journal, events: silent, clock: () => new Date(0) });
}

/** Kills a run, and lets the next one end it. */
async function killedAndGoneOn({ governing, before }: Scene, death: Death) {
  const shown = await governing.plan(before);
  const desk = new MemoryDesk(before);
  const journal = new MemoryJournal();
  // A death after the last change is none.
  await Promise.race([desk.dieAt(death), run(shown, governing, desk, journal)]);
  await landed();
  const left = (await governing.plan(desk.world)).changes.map(({ id }) => id);
  desk.revive();
  const applied = await run(shown, governing, desk, journal);
  return { shown, desk, left, applied, lines: journal.lines };
}

/** What a dead run left on its way. */
async function landed(): Promise<void> {
  for (let count = 0; count < 10; count++) await turn();
}

const takesLong = /^(?:enable-policy-type|(?:update|deploy|withdraw)-stack-set):/;

describe.each([
  ['that governs forty accounts', first, 40],
  ['that changes what governs forty accounts', changed, 14],
])('a plan %s', (_what, scene, atLeast) => {
  const { governing, before } = scene;

  it('has enough changes to be killed in', async () => {
    expect((await governing.plan(before)).changes.length).toBeGreaterThanOrEqual(atLeast);
  });

  it.each(['before', 'during', 'after'] as const)(
    'comes to the same end if it is killed %s any of its changes, and repeats nothing that was made',
    async (moment) => {
      const uninterrupted = new MemoryDesk(before);
      const shown = await governing.plan(before);
      await run(shown, governing, uninterrupted, new MemoryJournal());
      for (const change of shown.changes.keys()) {
        const { desk, left, applied } = await killedAndGoneOn(scene, { change: change + 1, moment });
        expect(desk.world).toEqual(uninterrupted.world);
        expect(applied.made).toBe(left.length);
        // What takes long, and was on its way, is asked for once more: to wait for its end.
        expect(desk.askedAgain.filter((id) => !takesLong.test(id))).toEqual([]);
        expect(desk.asked.filter((id) => !desk.askedAgain.includes(id)).toSorted()).toEqual(left.toSorted());
      }
    },
  );

  it('tells in its journal which changes it was killed in', async () => {
    const { lines, shown } = await killedAndGoneOn(scene, { change: 5, moment: 'during' });
    const [killed, next] = [...new Set(lines.map((line) => line.run))];
    const said = (run: string | undefined, event: JournalLine['event']) =>
      lines.filter((line) => line.run === run && line.event === event).map(({ change }) => change);
    const cutOff = said(killed, 'started').filter((id) => !said(killed, 'done').includes(id));
    expect(cutOff).not.toEqual([]);
    expect(shown.changes.map(({ id }) => id)).toEqual(expect.arrayContaining(cutOff));
    expect(said(killed, 'ended')).toEqual([]);
    expect(said(next, 'ended')).toHaveLength(1);
  });

  it('is made once: applied again, it changes nothing', async () => {
    const shown = await governing.plan(before);
    const desk = new MemoryDesk(before);
    const journal = new MemoryJournal();
    await run(shown, governing, desk, journal);
    desk.revive();
    expect(await run(shown, governing, desk, journal)).toEqual({ made: 0, madeBefore: shown.changes.length });
    expect(desk.asked).toEqual([]);
  });
});
