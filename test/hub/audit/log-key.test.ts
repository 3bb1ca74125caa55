import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogSigner, readPublicKeys, signsWith } from '../../../hub/audit/log-key.ts';
import { expectFault } from '../gateway/faults.ts';
import { newStateDirectory } from '../local/state-directory.ts';

const name = 'gatehouse/o-test/999988887777';
let place: ReturnType<typeof newStateDirectory>;
beforeEach(() => {
  place = newStateDirectory();
});
afterEach(() => place.remove());

const keyFile = () => join(place.path, 'keys', 'log.key');
const listFile = () => join(place.path, 'log', 'keys.txt');
const lines = () => readFileSync(listFile(), 'utf8').trim().split('\n');

describe('the key of the local log', () => {
  it('is made once, readable by its owner alone, and its public half is listed', async () => {
    const first = await openLogSigner(place.path, name);
    const second = await openLogSigner(place.path, name);
    expect(second.keys.map(({ id }) => id)).toEqual(first.keys.map(({ id }) => id));
    expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(/^gatehouse\/o-test\/999988887777\+[0-9a-f]{8}\+A/);
  });

  it('signs what its public half verifies', async () => {
    const signer = await openLogSigner(place.path, name);
    const { id, bytes } = await signer.sign('text\n');
    const [key] = readPublicKeys(join(place.path, 'log')).keys;
    expect(key?.id).toBe(id);
    expect(key?.verifies(Buffer.from('text\n'), bytes)).toBe(true);
    expect(key?.verifies(Buffer.from('other\n'), bytes)).toBe(false);
  });

  it('stays in the list when it is exchanged: what it signed stays signed', async () => {
    const first = await openLogSigner(place.path, name);
    rmSync(keyFile());
    const second = await openLogSigner(place.path, name);
    expect(second.keys.map(({ id }) => id)).toEqual([first.keys[0]?.id, (await second.sign('')).id]);
    expect(lines()).toHaveLength(2);
  });

  it('is a fault where the file holds something else', async () => {
    await openLogSigner(place.path, name);
    writeFileSync(keyFile(), 'not a key');
    await expectFault(openLogSigner(place.path, name), 'key_unavailable');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(keyFile(), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await expectFault(openLogSigner(place.path, name), 'key_unavailable');
  });
});

describe('the list of public keys', () => {
  it('is damaged where a line is no key, or it is cut short; its other keys are read', async () => {
    await openLogSigner(place.path, name);
    const text = readFileSync(listFile(), 'utf8');
    const read = (changed: string) => {
      writeFileSync(listFile(), changed);
      const { keys, damaged } = readPublicKeys(join(place.path, 'log'));
      return { keys: keys.length, damaged };
    };
    expect(read(text)).toEqual({ keys: 1, damaged: false });
    expect(read(`${text}something\n`)).toEqual({ keys: 1, damaged: true });
    expect(read(text.trim())).toEqual({ keys: 1, damaged: true });
    expect(read('')).toEqual({ keys: 0, damaged: false });
  });

  it('is held against the key that the hub signs with', async () => {
    const { keys } = await openLogSigner(place.path, name);
    expect(signsWith(place.path, keys)).toBe(true);
    expect(signsWith(place.path, [])).toBe(false);
    rmSync(keyFile());
    expect(signsWith(place.path, keys)).toBeUndefined();
  });
});
