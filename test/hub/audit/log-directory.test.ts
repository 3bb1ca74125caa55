import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogDirectory } from '../../../hub/audit/log-directory.ts';
import { expectFault } from '../gateway/faults.ts';
import { newStateDirectory } from '../local/state-directory.ts';

let place: ReturnType<typeof newStateDirectory>;
let store: LogDirectory;
beforeEach(() => {
  place = newStateDirectory();
  store = new LogDirectory(join(place.path, 'log'));
});
afterEach(() => place.remove());

const path = '2026-11/tile/0/000';
const text = async (file: string) => Buffer.from((await store.read(file, 100)) ?? 'nothing').toString();

describe('the log directory', () => {
  it('creates a file whole, read-only, and with its directories', async () => {
    await store.create(path, Buffer.from('hashes'));
    expect(await text(path)).toBe('hashes');
    expect(statSync(join(place.path, 'log', path)).mode & 0o777).toBe(0o400);
    expect(readdirSync(join(place.path, 'log', 'drafts'))).toEqual([]);
  });

  it('takes the same bytes again, and refuses others', async () => {
    await store.create(path, Buffer.from('hashes'));
    await store.create(path, Buffer.from('hashes'));
    for (const other of ['hasheS', 'hash', 'hashes and more', '']) {
      await expectFault(store.create(path, Buffer.from(other)), 'evidence_conflict');
    }
    expect(await text(path)).toBe('hashes');
  });

  it('lets one of many win that create a file at once', async () => {
    const ended = await Promise.allSettled(
      Array.from({ length: 20 }, (_, each) => store.create(path, Buffer.from(`${each}`))),
    );
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = ended.findIndex(({ status }) => status === 'fulfilled');
    expect(await text(path)).toBe(`${winner}`);
  });

  it('reads no more than it was asked for, and one byte, so that a longer file shows', async () => {
    await store.create(path, Buffer.from('0123456789'));
    expect((await store.read(path, 4))?.length).toBe(5);
  });

  it('has nothing where nothing was created', async () => {
    expect(await store.read(path, 10)).toBeUndefined();
    expect(await store.list('2026-11')).toEqual([]);
    await store.remove(path);
  });

  it('lists names, and removes what was replaced', async () => {
    await store.create(`${path}.p/5`, Buffer.from('a'));
    await store.create(`${path}.p/9`, Buffer.from('b'));
    await store.remove(`${path}.p/5`);
    expect(await store.list(`${path}.p`)).toEqual(['9']);
  });

  it('passes over what a crash left of a file that was being written', async () => {
    mkdirSync(join(place.path, 'log', 'drafts'), { recursive: true });
    writeFileSync(join(place.path, 'log', 'drafts', '0123456789abcdef'), 'half');
    await store.create(path, Buffer.from('hashes'));
    expect(await text(path)).toBe('hashes');
  });

  it('is a fault where a file stands in a directory’s place', async () => {
    mkdirSync(join(place.path, 'log'), { recursive: true });
    writeFileSync(join(place.path, 'log', '2026-11'), 'in the way');
    await expectFault(store.create(path, Buffer.from('hashes')), 'evidence_unavailable');
    await expectFault(store.list('2026-11/tile'), 'evidence_unavailable');
    chmodSync(join(place.path, 'log'), 0o700);
    expect(existsSync(join(place.path, 'log', path))).toBe(false);
  });
});
