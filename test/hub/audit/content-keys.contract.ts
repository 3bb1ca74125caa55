import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContentKeys, DataKey } from '../../../hub/audit/content-keys.ts';

/** One store of keys, as a process of the hub opens it. */
export interface KeyStore {
  /** As a process that has just begun. */
  open(): Promise<ContentKeys>;
  /** Destroys the wrapped key. */
  erase(dataKeyId: string): Promise<void>;
  /** Ids of the wrapped keys that there are. */
  kept(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What every store of content keys must do. */
export function describeContentKeys(name: string, newStore: () => Promise<KeyStore>): void {
  describe(`${name} keeps the contract of content keys`, () => {
    let store: KeyStore;
    beforeEach(async () => {
      store = await newStore();
    });
    afterEach(() => store.close());
    const secret = ({ key }: DataKey) => key.export().toString('hex');

    it('commits under one secret of 256 bits, whoever opens it', async () => {
      const [one, other] = await Promise.all([store.open(), store.open()]);
      expect(one.commitment.equals(other.commitment)).toBe(true);
      expect(one.commitment.symmetricKeySize).toBe(32);
    });

    it('makes one key for all concurrent first calls of a subject', async () => {
      const opened = await store.open();
      const made = await Promise.all(Array.from({ length: 50 }, () => opened.dataKey('claims', 'jane')));
      expect(new Set(made.map(secret)).size).toBe(1);
      expect(await store.kept()).toEqual([made[0]?.id]);
    });

    it('makes one key where two processes begin with a subject at once', async () => {
      const [one, other] = await Promise.all([store.open(), store.open()]);
      const [a, b] = await Promise.all([one.dataKey('claims', 'jane'), other.dataKey('claims', 'jane')]);
      expect(secret(a)).toBe(secret(b));
      expect(await store.kept()).toEqual([a.id]);
    });

    it('keeps applications and users apart', async () => {
      const opened = await store.open();
      const made = await Promise.all([
        opened.dataKey('claims', null),
        opened.dataKey('claims', 'jane'),
        opened.dataKey('research', 'jane'),
        // The same letters, divided otherwise.
        opened.dataKey('claimsj', 'ane'),
      ]);
      expect(new Set(made.map(({ id }) => id)).size).toBe(4);
      expect(new Set(made.map(secret)).size).toBe(4);
    });

    it('has the same keys after a restart', async () => {
      const before = await (await store.open()).dataKey('claims', 'jane');
      const after = await store.open();
      expect(secret(await after.dataKey('claims', 'jane'))).toBe(secret(before));
      expect((await after.find(before.id))?.key.equals(before.key)).toBe(true);
    });

    it('has keys of 256 bits', async () => {
      expect((await (await store.open()).dataKey('claims', 'jane')).key.symmetricKeySize).toBe(32);
    });

    it('names a key without saying whose it is, whatever that one is called', async () => {
      const opened = await store.open();
      for (const user of ['jane.doe@example.com', '../../escaped', '\0', '__proto__', 'x'.repeat(10_000), '\ud800'])
        expect((await opened.dataKey('claims', user)).id).toMatch(/^[0-9a-f]{32}$/);
      expect(await store.kept()).toHaveLength(6);
    });

    it('finds nothing under an id that was never made, and makes nothing', async () => {
      const opened = await store.open();
      expect(await opened.find('0'.repeat(32))).toBeUndefined();
      expect(await store.kept()).toEqual([]);
    });

    it('finds nothing under what is no id', async () => {
      const opened = await store.open();
      const { id } = await opened.dataKey('claims', null);
      for (const text of ['', '../master', `../subjects/${id}`, `${id}\0`, id.toUpperCase(), `${id}0`, '__proto__'])
        expect(await opened.find(text)).toBeUndefined();
    });

    it('finds nothing once the key is erased', async () => {
      const { id } = await (await store.open()).dataKey('claims', 'jane');
      await store.erase(id);
      expect(await (await store.open()).find(id)).toBeUndefined();
    });

    it('gives an erased subject a new key', async () => {
      const before = await (await store.open()).dataKey('claims', 'jane');
      await store.erase(before.id);
      const after = await (await store.open()).dataKey('claims', 'jane');
      expect(secret(after)).not.toBe(secret(before));
    });

    it('makes the key although it is being looked for', async () => {
      const { id } = await (await store.open()).dataKey('claims', 'jane');
      await store.erase(id);
      const opened = await store.open();
      const [found, made] = await Promise.all([opened.find(id), opened.dataKey('claims', 'jane')]);
      expect(found).toBeUndefined();
      expect(made.id).toBe(id);
    });
  });
}
