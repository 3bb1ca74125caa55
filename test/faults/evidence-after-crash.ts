import { join } from 'node:path';
import { expect } from 'vitest';
import { openContent } from '../../hub/audit/content-envelope.ts';
import { openContentKeys } from '../../hub/audit/content-keys-directory.ts';
import type { CompletionRecord } from '../../hub/audit/record.ts';
import { SqliteRecordReader } from '../../hub/audit/sqlite-records.ts';
import { chargedConsumption } from '../../hub/cost/charge.ts';
import { SqliteLedger } from '../../hub/cost/sqlite-ledger.ts';
import { EmbeddedStore } from '../../hub/embedded/embedded-store.ts';
import { openState } from '../hub/embedded/open-state.ts';
import type { SentCall } from './load.ts';

const application = 'claims-assistant';

/** Whoever holds the end of an answer finds its completion on record. The hub may be running or not. */
export async function expectRecorded(state: string, calls: readonly SentCall[]): Promise<void> {
  const store = EmbeddedStore.openReader(state);
  const records = new SqliteRecordReader(store);
  for (const { complete, recordId } of calls) {
    if (!complete) continue;
    const { intent, completion } = await records.get(recordId ?? '');
    expect(intent?.reservation).not.toBeNull();
    expect(completion?.outcome).toBe('answered');
  }
  await store.close();
}

/** Record ids of the intents that have no completion, counted from the intents themselves. */
export async function openIntents(state: string): Promise<readonly string[]> {
  const store = EmbeddedStore.openReader(state);
  const rows = store
    .prepare(
      `SELECT record_id AS id FROM records WHERE type = 'intent' EXCEPT
       SELECT record_id FROM records WHERE type = 'completion' ORDER BY id`,
    )
    .all() as { id: string }[];
  const orphans = await Array.fromAsync(new SqliteRecordReader(store).orphans(Date.now() + 1));
  await store.close();
  const listed = orphans.map(({ recordId }) => recordId).sort();
  expect(listed).toEqual(rows.map(({ id }) => id));
  return listed;
}

/** With every hold expired: the ledger holds nothing, and has counted exactly what the completions say was used. */
export async function expectSettled(state: string, holdSeconds: number): Promise<void> {
  const store = EmbeddedStore.open(state);
  try {
    const ledger = new SqliteLedger(store);
    await ledger.releaseExpired(Date.now() + holdSeconds * 1000 + 1);
    const { windows, holds } = await ledger.usage(application, Date.now());
    expect(holds).toEqual([]);
    const charged = (await completions(store)).map(({ usage }) => chargedConsumption(usage));
    const sum = (pick: (each: (typeof charged)[number]) => number) =>
      charged.reduce((all, each) => all + pick(each), 0);
    expect(windows.month).toMatchObject({
      requests: charged.length,
      tokens: sum(({ tokens }) => tokens),
      costNanos: sum(({ costNanos }) => costNanos),
    });
  } finally {
    await store.close();
  }
}

/** Every content that a completion points to is there, whole, and opens under its key. Answers how many there are. */
export async function expectReadable(state: string): Promise<number> {
  const open = openState(state);
  const keys = await openContentKeys(join(state, 'keys'));
  try {
    const kept = (await completions(open.store)).filter(({ content }) => content !== null);
    for (const { recordId, content } of kept) {
      const key = await keys.find(content!.dataKeyId);
      const { sent, answer } = openContent(await open.evidence.get(content!), recordId, key!);
      expect(Buffer.from(sent).toString()).toContain('Sort this claim');
      expect(answer.length).toBeGreaterThan(0);
    }
    return kept.length;
  } finally {
    await open.close();
  }
}

async function completions(store: EmbeddedStore): Promise<readonly CompletionRecord[]> {
  const calls = await new SqliteRecordReader(store).latest(100_000);
  return calls.flatMap(({ completion }) => completion ?? []);
}
