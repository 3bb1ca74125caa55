import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvidenceReport } from '../../../../hub/audit/verifier/evidence-report.ts';
import { auditVerifyCommand } from '../../../../pipelines/cli/audit-verify.ts';
import { rememberedIo } from '../../../pipelines/cli/command-run.ts';
import { newStateDirectory } from '../../local/state-directory.ts';
import { alterations } from './alterations.ts';
import { runState } from './sealed-state.ts';
import { changeState, readState, type StateFiles } from './state-files.ts';

/** How many alterations are tried; 10,000 with GATEHOUSE_ALTERATIONS=10000. */
const runs = Math.ceil(Number(process.env.GATEHOUSE_ALTERATIONS ?? 2_000) / alterations.length);

let place: ReturnType<typeof newStateDirectory>;
let sound: StateFiles;
let key: string;

/** Three starts of a hub in two months: five packs' worth of calls in one, a turn of the month, checkpoints in between. */
beforeAll(async () => {
  place = newStateDirectory();
  let nowMs = Date.UTC(2026, 9, 30, 23, 0, 0);
  for (const dayMs of [1, 2, 5].map((days) => days * 86_400_000)) {
    const hub = await runState(place.path, { now: () => nowMs });
    for (let call = 0; call < 4; call += 1) {
      await hub.call();
      if (call % 2 === 0) await hub.sealNow();
      nowMs += 60_000;
    }
    await hub.close();
    nowMs += dayMs;
  }
  sound = readState(place.path);
  key = sound.get('log/keys.txt')!.toString().trim();
});
afterAll(() => place.remove());

async function verify(
  ...more: readonly string[]
): Promise<{ readonly report: EvidenceReport; readonly code: number | undefined }> {
  const { io, seen } = rememberedIo();
  await auditVerifyCommand(io).parseAsync([place.path, '--json', ...more], { from: 'user' });
  return { report: JSON.parse(seen.out) as EvidenceReport, code: seen.code };
}

it('evidence that nobody touched raises no finding', async () => {
  const { report, code } = await verify();
  expect(report).toMatchObject({ findings: [], records: 24, calls: 12, contents: 12, pending: 0 });
  expect(report.shards.map(({ shard }) => shard)).toEqual(['2026-10', '2026-11']);
  expect(code).toBe(0);
});

describe('evidence is found altered, and how is named right', () => {
  it.each(alterations.map((alteration) => [alteration.name, alteration] as const))(
    '%s',
    async (_, alteration) => {
      const pinned = fc.boolean();
      let applied = 0;
      await fc.assert(
        fc.asyncProperty(fc.infiniteStream(fc.nat()), pinned, async (numbers, isPinned) => {
          const drawn = { pick: (below: number) => (numbers.next().value as number) % below };
          const altered = alteration.apply(sound, drawn);
          if (altered === undefined) return;
          applied += 1;
          changeState(place.path, sound, altered);
          try {
            const { report, code } = await verify(...(isPinned ? ['--key', key] : []));
            expect(code).toBe(1);
            const kinds = report.findings.map(({ kind }) => kind);
            // Named among others perhaps: what was altered shows in more than one place.
            expect(kinds).toContainEqual(expect.toBeOneOf([...alteration.kinds]));
          } finally {
            changeState(place.path, altered, sound);
          }
        }),
        { numRuns: runs },
      );
      expect(applied).toBeGreaterThan(runs / 2);
    },
    600_000,
  );

  it('and nothing is found once all is back in its place', async () => {
    expect((await verify('--key', key)).report.findings).toEqual([]);
  });
});
