import { randomBytes } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openContentKeys } from '../../../hub/audit/content-keys-directory.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';
import { newStateDirectory } from '../local/state-directory.ts';
import { describeContentKeys } from './content-keys.contract.ts';

let state: ReturnType<typeof newStateDirectory>;
let keys = '';
beforeEach(() => {
  state = newStateDirectory();
  keys = join(state.path, 'keys');
});
afterEach(() => state.remove());

const subjects = () => readdirSync(join(keys, 'subjects'));
const file = (id: string) => join(keys, 'subjects', `${id}.key`);

describeContentKeys('The keys directory', async () => {
  const own = newStateDirectory();
  const directory = join(own.path, 'keys');
  const below = join(directory, 'subjects');
  return {
    open: () => openContentKeys(directory),
    erase: async (id) => rmSync(join(below, `${id}.key`)),
    kept: async () => readdirSync(below).map((name) => name.replace(/\.key$/, '')),
    close: async () => own.remove(),
  };
});

describe('a new keys directory', () => {
  it('holds two secrets of 32 bytes that differ, and no drafts', async () => {
    await openContentKeys(keys);
    const [master, commitment] = ['master.key', 'commitment.key'].map((name) => readFileSync(join(keys, name)));
    expect([master?.length, commitment?.length]).toEqual([32, 32]);
    expect(master?.equals(commitment ?? Buffer.alloc(0))).toBe(false);
    expect(readdirSync(keys).toSorted()).toEqual(['commitment.key', 'master.key', 'subjects']);
  });

  it.runIf(process.platform !== 'win32')('is its owner’s alone', async () => {
    const { id } = await (await openContentKeys(keys)).dataKey('claims', null);
    const modes = [keys, join(keys, 'master.key'), join(keys, 'commitment.key'), file(id)].map(
      (path) => statSync(path).mode & 0o077,
    );
    expect(modes).toEqual([0, 0, 0, 0]);
  });
});

describe('data keys', () => {
  it('are 256 bits, and do not stand on disk in clear', async () => {
    const { id, key } = await (await openContentKeys(keys)).dataKey('claims', 'jane');
    const secret = key.export();
    expect(secret).toHaveLength(32);
    expect(readFileSync(file(id)).includes(secret)).toBe(false);
  });

  it('stay in their directory, whatever an application or user is called', async () => {
    const opened = await openContentKeys(keys);
    const hostile = ['../../escaped', '/etc/passwd', '..\\x', '\0', '__proto__', 'x'.repeat(10_000), '\ud800'];
    for (const name of hostile) await opened.dataKey(name, name);
    expect(subjects()).toHaveLength(hostile.length);
    expect(readdirSync(state.path)).toEqual(['keys']);
  });
});

describe('keys that do not belong together', () => {
  it('are key_unavailable under another master key', async () => {
    await (await openContentKeys(keys)).dataKey('claims', 'jane');
    writeFileSync(join(keys, 'master.key'), randomBytes(32));
    await expectFault((await openContentKeys(keys)).dataKey('claims', 'jane'), 'key_unavailable');
  });

  it('are key_unavailable where one subject’s key is put in another’s place', async () => {
    const opened = await openContentKeys(keys);
    const [jane, joe] = [await opened.dataKey('claims', 'jane'), await opened.dataKey('claims', 'joe')];
    copyFileSync(file(jane.id), file(joe.id));
    await expectFault((await openContentKeys(keys)).find(joe.id), 'key_unavailable');
  });

  it.each([0, 27, 59, 61])('are key_unavailable where a wrapped key has %d bytes', async (length) => {
    const { id } = await (await openContentKeys(keys)).dataKey('claims', 'jane');
    writeFileSync(file(id), Buffer.concat([readFileSync(file(id)), Buffer.alloc(1)]).subarray(0, length));
    await expectFault((await openContentKeys(keys)).find(id), 'key_unavailable');
  });

  it('are key_unavailable where a secret does not have 32 bytes', async () => {
    await openContentKeys(keys);
    writeFileSync(join(keys, 'commitment.key'), randomBytes(31));
    await expectFault(openContentKeys(keys), 'key_unavailable');
  });

  it('are key_unavailable where the directory cannot be one, with a remedy', async () => {
    writeFileSync(keys, 'a file');
    const fault = await faultOf(openContentKeys(keys));
    expect(fault.code).toBe('key_unavailable');
    expect(fault.remedy).toContain('permissions');
  });
});
