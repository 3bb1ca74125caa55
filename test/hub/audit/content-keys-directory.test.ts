import { randomBytes } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openContentKeys } from '../../../hub/audit/content-keys-directory.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';
import { newStateDirectory } from '../local/state-directory.ts';

let state: ReturnType<typeof newStateDirectory>;
let keys = '';
beforeEach(() => {
  state = newStateDirectory();
  keys = join(state.path, 'keys');
});
afterEach(() => state.remove());

const subjects = () => readdirSync(join(keys, 'subjects'));
const file = (id: string) => join(keys, 'subjects', `${id}.key`);

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

  it('is one directory for two openers at once', async () => {
    const [one, other] = await Promise.all([openContentKeys(keys), openContentKeys(keys)]);
    expect(one.commitment.equals(other.commitment)).toBe(true);
    const [a, b] = await Promise.all([one.dataKey('claims', 'jane'), other.dataKey('claims', 'jane')]);
    expect(a.key.equals(b.key)).toBe(true);
    expect(subjects()).toEqual([`${a.id}.key`]);
  });
});

describe('data keys', () => {
  it('are one for each subject, made once for all concurrent first calls', async () => {
    const opened = await openContentKeys(keys);
    const made = await Promise.all(Array.from({ length: 50 }, () => opened.dataKey('claims', 'jane')));
    expect(made.every(({ id, key }) => id === made[0]?.id && key.equals(made[0].key))).toBe(true);
    expect(subjects()).toHaveLength(1);
  });

  it('are separate for each application and user', async () => {
    const opened = await openContentKeys(keys);
    const made = await Promise.all([
      opened.dataKey('claims', null),
      opened.dataKey('claims', 'jane'),
      opened.dataKey('research', 'jane'),
      // The same letters, divided otherwise.
      opened.dataKey('claimsj', 'ane'),
    ]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(4);
    expect(new Set(made.map(({ key }) => key.export().toString('hex'))).size).toBe(4);
  });

  it('are the same after a restart', async () => {
    const before = await (await openContentKeys(keys)).dataKey('claims', 'jane');
    const after = await openContentKeys(keys);
    expect((await after.dataKey('claims', 'jane')).key.equals(before.key)).toBe(true);
    expect((await after.find(before.id))?.key.equals(before.key)).toBe(true);
  });

  it('are 256 bits, and do not stand on disk in clear', async () => {
    const { id, key } = await (await openContentKeys(keys)).dataKey('claims', 'jane');
    const secret = key.export();
    expect(secret).toHaveLength(32);
    expect(readFileSync(file(id)).includes(secret)).toBe(false);
  });

  it('have ids that do not say whose they are', async () => {
    const { id } = await (await openContentKeys(keys)).dataKey('claims', 'jane.doe@example.com');
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('stay in their directory, whatever an application or user is called', async () => {
    const opened = await openContentKeys(keys);
    const hostile = ['../../escaped', '/etc/passwd', '..\\x', '\0', '__proto__', 'x'.repeat(10_000), '\ud800'];
    for (const name of hostile) await opened.dataKey(name, name);
    expect(subjects()).toHaveLength(hostile.length);
    expect(readdirSync(state.path)).toEqual(['keys']);
  });
});

describe('finding a data key', () => {
  it('answers undefined for one that was never made, and makes none', async () => {
    const opened = await openContentKeys(keys);
    expect(await opened.find('0'.repeat(32))).toBeUndefined();
    expect(subjects()).toEqual([]);
  });

  it('answers undefined for whatever is no id, without touching a file', async () => {
    const opened = await openContentKeys(keys);
    const { id } = await opened.dataKey('claims', null);
    for (const text of ['', '../master', `../subjects/${id}`, `${id}\0`, id.toUpperCase(), `${id}0`, '__proto__']) {
      expect(await opened.find(text)).toBeUndefined();
    }
  });

  it('answers undefined once it is erased', async () => {
    const { id } = await (await openContentKeys(keys)).dataKey('claims', 'jane');
    rmSync(file(id));
    expect(await (await openContentKeys(keys)).find(id)).toBeUndefined();
  });

  it('does not keep the first call of the same subject from making it', async () => {
    const { id } = await (await openContentKeys(keys)).dataKey('claims', 'jane');
    rmSync(file(id));
    const opened = await openContentKeys(keys);
    const [found, made] = await Promise.all([opened.find(id), opened.dataKey('claims', 'jane')]);
    expect(found).toBeUndefined();
    expect(made.id).toBe(id);
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
