import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbeddedStore } from '../../../hub/embedded/embedded-store.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';
import { newStateDirectory } from '../local/state-directory.ts';
import { openState } from './open-state.ts';

const table = 'CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT';

describe('EmbeddedStore', () => {
  let directory: ReturnType<typeof newStateDirectory>;
  beforeEach(() => {
    directory = newStateDirectory();
  });
  afterEach(() => directory.remove());
  const open = () => {
    const store = EmbeddedStore.open(directory.path);
    store.define(table);
    return store;
  };
  const texts = (reader: { prepare: EmbeddedStore['prepare'] }) =>
    reader
      .prepare('SELECT text FROM notes ORDER BY id')
      .all()
      .map((row) => row.text);
  const note = (store: EmbeddedStore, text: string) =>
    store.write('ledger_unavailable', () => store.prepare('INSERT INTO notes (text) VALUES (?)').run(text));

  it('keeps what was written over a restart', async () => {
    const first = open();
    note(first, 'kept');
    await first.close();
    const second = open();
    expect(texts(second)).toEqual(['kept']);
    await second.close();
  });

  it('shows a reader in the same process what is not yet durable, and another only what is committed', async () => {
    const store = open();
    note(store, 'one');
    const reader = EmbeddedStore.openReader(directory.path);
    expect(texts(store)).toEqual(['one']);
    expect(texts(reader)).toEqual([]);
    await store.durable();
    expect(texts(reader)).toEqual(['one']);
    reader.close();
    await store.close();
  });

  it('answers all who wait, whoever else writes meanwhile', async () => {
    const store = open();
    const waits = Array.from({ length: 50 }, (_, index) => {
      note(store, String(index));
      return store.durable();
    });
    await Promise.race(waits);
    note(store, 'later');
    await Promise.all([...waits, store.durable()]);
    const reader = EmbeddedStore.openReader(directory.path);
    expect(texts(reader)).toHaveLength(51);
    reader.close();
    await store.close();
  });

  it('goes on through many checkpoints, while the log stays bounded', async () => {
    const store = open();
    const block = 'x'.repeat(200_000);
    for (let round = 0; round < 300; round += 1) {
      note(store, block);
      await store.durable();
    }
    expect(statSync(join(directory.path, 'gatehouse.db-wal')).size).toBeLessThan(40_000_000);
    expect(statSync(join(directory.path, 'gatehouse.db')).size).toBeGreaterThan(30_000_000);
    await store.close();
    const again = open();
    expect(texts(again)).toHaveLength(300);
    await again.close();
  });

  it('refuses a second hub in the same process and in another', async () => {
    const store = open();
    await expectFault(() => EmbeddedStore.open(directory.path), 'state_locked');
    const child = `import('./hub/embedded/embedded-store.ts').then(({ EmbeddedStore }) => EmbeddedStore.open(${JSON.stringify(directory.path)})).catch((error) => console.log(error.code))`;
    expect(spawnSync(process.execPath, ['-e', child], { encoding: 'utf8' }).stdout.trim()).toBe('state_locked');
    await store.close();
    await open().close();
  });

  it('lets another process read while it runs, and after it closed', async () => {
    const store = open();
    note(store, 'seen');
    await store.durable();
    const child = `import('./hub/embedded/embedded-store.ts').then(({ EmbeddedStore }) => { const reader = EmbeddedStore.openReader(${JSON.stringify(directory.path)}); console.log(reader.prepare('SELECT text FROM notes').get().text); reader.close(); })`;
    const read = () => spawnSync(process.execPath, ['-e', child], { encoding: 'utf8' }).stdout.trim();
    expect(read()).toBe('seen');
    note(store, 'still works');
    await store.close();
    expect(read()).toBe('seen');
  });

  it('says that there is nothing to read where no hub ever ran', async () => {
    await expectFault(() => EmbeddedStore.openReader(directory.path), 'record_not_found');
    expect(existsSync(join(directory.path, 'gatehouse.db'))).toBe(false);
  });

  it('rejects a typed refusal without harm to the batch', async () => {
    const store = open();
    const refuse = () =>
      store.write('ledger_unavailable', () => {
        throw new GatehouseFault('record_conflict', 'No.', 'Do not.');
      });
    await expectFault(refuse, 'record_conflict');
    note(store, 'after');
    await store.close();
    const again = open();
    expect(texts(again)).toEqual(['after']);
    await again.close();
  });

  it('accepts nothing more after a write that failed half way', async () => {
    const store = open();
    note(store, 'lost');
    const half = () =>
      store.write('ledger_unavailable', () => {
        note(store, 'half');
        throw new Error('disk full');
      });
    await expectFault(half, 'ledger_unavailable');
    await expectFault(() => note(store, 'more'), 'ledger_unavailable');
    expect((await faultOf(store.durable())).cause).toMatchObject({ message: 'disk full' });
    await store.close();
    const again = open();
    expect(texts(again)).toEqual([]);
    await again.close();
  });

  it('faults instead of reading from a store that is closed', async () => {
    const store = open();
    await store.close();
    const state = openState(directory.path);
    const { ledger, records } = state;
    await state.close();
    await expectFault(ledger.usage('app', 0), 'ledger_unavailable');
    await expectFault(records.get('id'), 'evidence_unavailable');
    await expectFault(records.latest(1), 'evidence_unavailable');
  });

  it('stops when its log is removed from outside, instead of promising durability', async () => {
    const store = open();
    rmSync(join(directory.path, 'gatehouse.db-wal'));
    note(store, 'nowhere');
    const fault = await faultOf(store.durable());
    expect(fault.cause).toMatchObject({ message: expect.stringContaining('write-ahead log') });
    await store.close();
  });
});
