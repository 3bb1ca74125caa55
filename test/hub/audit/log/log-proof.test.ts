import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFlawed } from '../../../../hub/audit/log/flawed.ts';
import { checkProof } from '../../../../hub/audit/log/log-proof.ts';
import { proveEntry } from '../../../../hub/audit/log/prove-entry.ts';
import { expectFault } from '../../gateway/faults.ts';
import { inMemory, makeLog, newSigner, someEntries } from './made-log.ts';

const signer = newSigner('example.com/log');
const entries = someEntries(300);
const files = makeLog(entries, [20, 300], signer);
const trust = { keys: [signer.key] };
const prove = (index: number) => proveEntry(inMemory(files), trust, index);
const check = (proof: string | Uint8Array, entry: Uint8Array) => checkProof(Buffer.from(proof), entry, trust.keys);

describe('the proof of an entry', () => {
  it('stands by itself: the key and the entry are all that it takes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 299 }), async (index) => {
        const { proof, entry } = await prove(index);
        expect(Buffer.from(entry).equals(entries[index]!)).toBe(true);
        expect(check(proof, entries[index]!)).toEqual({ origin: 'example.com/log', index, size: 300, witnesses: [] });
      }),
      { numRuns: 20 },
    );
  });

  it('has the form that C2SP gave it', async () => {
    const { proof } = await prove(299);
    const [first, second, ...rest] = proof.split('\n');
    expect([first, second]).toEqual(['c2sp.org/tlog-proof@v1', 'index 299']);
    expect(rest.slice(rest.indexOf('') + 1, -3)).toEqual(['example.com/log', '300', expect.any(String)]);
  });

  it('proves nothing of another entry', async () => {
    const { proof } = await prove(7);
    expect(check(proof, entries[8]!)).toMatchObject({ flaw: expect.stringContaining('does not lead from this entry') });
  });

  it('proves nothing once any byte of it is altered', async () => {
    const sound = Buffer.from((await prove(123)).proof);
    fc.assert(
      fc.property(fc.nat({ max: sound.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(sound);
        altered[at] = altered[at]! ^ change;
        expect(isFlawed(check(altered, entries[123]!))).toBe(true);
      }),
    );
  });

  it('may carry extra data, which counts for nothing', async () => {
    const proof = (await prove(5)).proof.replace('\nindex', '\nextra AAAA\nindex');
    expect(check(proof, entries[5]!)).toMatchObject({ index: 5 });
  });

  it('proves nothing to whoever trusts another key', async () => {
    const { proof, entry } = await prove(5);
    const checked = checkProof(Buffer.from(proof), entry, [newSigner('example.com/log').key]);
    expect(checked).toMatchObject({ flaw: expect.stringContaining('none of its signatures is by') });
  });

  it.each(['', '\n\n', 'c2sp.org/tlog-proof@v1\n\n', 'c2sp.org/tlog-proof@v1\nindex 01\n\nx', 'x'.repeat(300_000)])(
    'is never %.30o',
    (text) => {
      expect(isFlawed(check(text, Buffer.from('entry')))).toBe(true);
    },
  );
});

describe('an entry that cannot be proven', () => {
  it('is a fault where the log has no such entry', async () => {
    await expectFault(prove(300), 'record_not_found');
  });

  it('is a fault where the tiles do not lead to the signed root', async () => {
    const altered = new Map(files).set('tile/0/000', Buffer.alloc(8192));
    await expectFault(proveEntry(inMemory(altered), trust, 3), 'evidence_corrupt');
  });

  it('is a fault where a tile or the entry is missing', async () => {
    for (const path of ['tile/0/001.p/44', 'tile/entries/000']) {
      const less = new Map(files);
      less.delete(path);
      if (path === 'tile/entries/000') less.delete('tile/entries/000.p/20');
      await expectFault(proveEntry(inMemory(less), trust, 3), 'evidence_corrupt');
    }
  });
});
