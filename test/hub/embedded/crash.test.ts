import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { EvidenceDirectory } from '../../../hub/audit/evidence-directory.ts';
import { wholeLength } from '../../../hub/audit/pack.ts';
import { recoverPacks, tornDirectory } from '../../../hub/audit/pack-recovery.ts';
import type { SqliteRecords } from '../../../hub/audit/sqlite-records.ts';
import { reconcileHolds } from '../../../hub/cost/reconcile-holds.ts';
import { newStateDirectory } from '../local/state-directory.ts';
import { openState } from './open-state.ts';

const writer = fileURLToPath(new URL('./crash-writer.ts', import.meta.url));

/** Runs the writer until it has acknowledged `calls`, kills it, and answers what it acknowledged. */
async function killAfter(calls: number, directory: string, prefix: string): Promise<string[]> {
  const args = ['--disable-warning=ExperimentalWarning', writer, directory, prefix];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.split('\n').length > calls) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return text.split('\n').slice(0, -1);
}

function packsIn(root: string): string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.pack') && !name.startsWith(tornDirectory));
}

describe('a hub that is killed while it writes', { timeout: 60_000 }, () => {
  it('keeps every acknowledged call, whole packs, and no hold for ever', async () => {
    const directory = newStateDirectory();
    const root = join(directory.path, 'evidence');
    const acknowledged: string[] = [];
    for (const [round, calls] of [1, 40, 150, 3].entries()) {
      acknowledged.push(...(await killAfter(calls, directory.path, `round${round}`)));

      const state = openState(directory.path); // the dead process's lock is gone
      const ports = { ledger: state.ledger, records: state.records, clock: { now: () => Date.now() } };
      await recoverPacks(root);
      for (const pack of packsIn(root)) {
        const bytes = readFileSync(join(root, pack));
        expect(wholeLength(bytes)).toBe(bytes.length);
      }
      await reconcileHolds(ports, ['app']);
      await expectWhole(acknowledged, state.records, state.evidence);

      for (const hold of (await ports.ledger.usage('app', Date.now())).holds) {
        expect((await ports.records.get(hold.holdId)).completion).toBeUndefined();
      }
      await ports.ledger.releaseExpired(Date.now() + 60_001);
      const usage = await ports.ledger.usage('app', Date.now());
      expect(usage.holds).toEqual([]);
      // Each completed call was settled with what it used, those acknowledged among them; calls that were cut off were given back.
      expect(usage.windows.month.tokens % 425).toBe(0);
      expect(usage.windows.month.tokens).toBeGreaterThanOrEqual(acknowledged.length * 425);
      expect(usage.windows.month.requests).toBe(usage.windows.month.tokens / 425);
      await state.close();
    }
    directory.remove();
  });
});

async function expectWhole(ids: readonly string[], records: SqliteRecords, evidence: EvidenceDirectory): Promise<void> {
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    const { intent, completion } = await records.get(id);
    expect(intent?.recordId).toBe(id);
    expect(completion?.recordId).toBe(id);
    const body = await evidence.get(completion!.content!);
    expect(Buffer.from(body).toString()).toBe(`content of ${id}`.repeat(50));
  }
}
