import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogReport } from '../../../../hub/audit/log/log-report.ts';
import { verifyLog } from '../../../../hub/audit/log/verify-log.ts';
import type { LogSigner } from '../../../../hub/audit/sealer/log-signer.ts';
import { Sealer } from '../../../../hub/audit/sealer/sealer.ts';
import { expectFault } from '../../gateway/faults.ts';
import { inMemory, newSigner } from '../log/made-log.ts';
import { MemoryLogStore, MemoryPacks, packName } from './memory-log.ts';

const name = 'gatehouse/o-test/999988887777';
const test = newSigner(name);
const signer: LogSigner = {
  keys: [test.key],
  sign: async (text) => ({ name, id: test.key.id, bytes: test.sign(text) }),
};

const november = packName('2026/11/20', 5);
const records = (from: number, count: number) => Array.from({ length: count }, (_, index) => `{"n":${from + index}}`);
const sealerOver = (store: MemoryLogStore, source: MemoryPacks) => new Sealer({ store, source, signer, name });

/** What the log of a month holds, verified from its files alone. */
async function readShard(
  store: MemoryLogStore,
  shard: string,
): Promise<LogReport & { readonly held: readonly string[] }> {
  const files = new Map<string, Buffer>();
  for (const [path, bytes] of store.files)
    if (path.startsWith(`${shard}/`)) files.set(path.slice(shard.length + 1), bytes);
  const held: string[] = [];
  const report = await verifyLog({
    files: inMemory(files),
    keys: [test.key],
    origin: `${name}/${shard}`,
    entriesRequired: true,
    onEntry: (_, entry) => void held.push(Buffer.from(entry).toString()),
  });
  return { ...report, held };
}

describe('the sealer', () => {
  it('puts every record under a checkpoint once, in the order of the pack, however they come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 }), async (batches) => {
        const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
        const sealer = sealerOver(store, source);
        const all: string[] = [];
        for (const count of batches) {
          const more = records(all.length, count);
          source.add(november, ...more);
          all.push(...more);
          await sealer.seal();
        }
        const { findings, held } = await readShard(store, '2026-11');
        expect(held).toEqual(all);
        if (all.length > 0) expect(findings).toEqual([]);
        expect(sealer.sealed).toBe(all.length);
      }),
      { numRuns: 30 },
    );
  });

  it('makes the same log of the same records, whatever it was sealed in', async () => {
    const roots = new Set<string>();
    for (const step of [1, 7, 300]) {
      const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
      source.add(november, ...records(0, 300));
      const sealer = sealerOver(store, source);
      for (let until = step; until < 300 + step; until += step) await sealer.seal(Math.min(until, 300));
      roots.add(store.files.get('2026-11/checkpoints/300')!.toString());
    }
    expect(roots.size).toBe(1);
  });

  it('seals no more than it is told', async () => {
    const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
    source.add(november, ...records(0, 20));
    const sealer = sealerOver(store, source);
    await sealer.seal(13);
    expect((await readShard(store, '2026-11')).held).toEqual(records(0, 13));
    await sealer.seal(13);
    expect(sealer.sealed).toBe(13);
    await sealer.seal();
    expect((await readShard(store, '2026-11')).held).toEqual(records(0, 20));
  });

  it('keeps one log for each month, by the packs', async () => {
    const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
    source.add(packName('2026/10/31', 1), ...records(0, 3));
    source.add(packName('2026/11/01', 2), ...records(3, 4));
    await sealerOver(store, source).seal();
    expect(await readShard(store, '2026-10')).toMatchObject({
      findings: [],
      held: records(0, 3),
      origin: `${name}/2026-10`,
    });
    expect(await readShard(store, '2026-11')).toMatchObject({
      findings: [],
      held: records(3, 4),
      origin: `${name}/2026-11`,
    });
  });

  it('goes through packs in the order in which they were begun, though a clock that was set back named them', async () => {
    const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
    source.add(packName('2026/11/20', 9), ...records(0, 3));
    await sealerOver(store, source).seal();
    source.add(packName('2026/11/20', 2), ...records(3, 3));
    const sealer = sealerOver(store, source);
    await sealer.seal();
    source.add(packName('2026/11/20', 2), ...records(6, 3));
    await sealer.seal();
    await sealerOver(store, source).seal();
    expect(await readShard(store, '2026-11')).toMatchObject({ findings: [], held: records(0, 9) });
  });

  it('names a record that is too long for a bundle by its hash', async () => {
    const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
    const long = JSON.stringify({ recordId: 'R', type: 'intent', filler: 'x'.repeat(70_000) });
    source.add(november, long, '{"n":1}');
    await sealerOver(store, source).seal();
    const { findings, held } = await readShard(store, '2026-11');
    expect(findings).toEqual([]);
    expect(JSON.parse(held[0]!)).toMatchObject({
      type: 'long-record',
      recordId: 'R',
      recordType: 'intent',
      bytes: long.length,
    });
    expect(held[1]).toBe('{"n":1}');
  });

  it('removes partial tiles once the full one is signed', async () => {
    const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
    const sealer = sealerOver(store, source);
    for (let from = 0; from < 600; from += 50) {
      source.add(november, ...records(from, 50));
      await sealer.seal();
    }
    const partial = [...store.files.keys()].filter((path) => /tile\/(?:0|entries)\/00[01]\.p/.test(path));
    expect(partial).toEqual([]);
    expect(await readShard(store, '2026-11')).toMatchObject({ findings: [], size: 600, checkpoints: 12 });
  });
});

/** 7 records, then 300, then 5 in a new month: partial and full tiles, an upper level, a second pack. */
async function life(store: MemoryLogStore, source: MemoryPacks): Promise<void> {
  const sealer = sealerOver(store, source);
  source.add(november, ...records(0, 7));
  await sealer.seal();
  source.add(november, ...records(7, 300));
  await sealer.seal();
  source.add(packName('2026/12/01', 6), ...records(307, 5));
  await sealer.seal();
}

describe('a sealer that crashes', () => {
  it('at any step, before or after it is done, loses nothing, repeats nothing and leaves no gap', async () => {
    const counting = new MemoryLogStore();
    await life(counting, new MemoryPacks());
    expect(counting.steps).toBeGreaterThan(30);
    for (let at = 0; at < counting.steps; at += 1) {
      for (const done of [false, true]) {
        const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
        store.crashAt(at, done);
        await life(store, source).catch(() => undefined);
        store.carryOn();
        // What is signed so far stands, before anything is repaired.
        const before = (await readShard(store, '2026-11')).held;
        expect(before).toEqual(records(0, before.length));
        const all = new MemoryPacks();
        all.add(november, ...records(0, 307));
        all.add(packName('2026/12/01', 6), ...records(307, 5));
        await sealerOver(store, all).seal();
        expect(await readShard(store, '2026-11')).toMatchObject({ findings: [], held: records(0, 307) });
        expect(await readShard(store, '2026-12')).toMatchObject({ findings: [], held: records(307, 5) });
      }
    }
  }, 60_000);

  it('goes on in the same process after a step that failed, and counts what was signed after all', async () => {
    const counting = new MemoryLogStore();
    await life(counting, new MemoryPacks());
    for (let at = 0; at < counting.steps; at += 1) {
      const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
      source.add(november, ...records(0, 10));
      const sealer = sealerOver(store, source);
      store.crashAt(at, true);
      await sealer.seal(6).catch(() => undefined);
      store.carryOn();
      await sealer.seal(8);
      expect(sealer.sealed).toBe(8);
      expect(await readShard(store, '2026-11')).toMatchObject({ findings: [], held: records(0, 8) });
    }
  });
});

describe('two sealers at once', () => {
  it('make one log that is whole, or one of them loses', async () => {
    const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
    const [one, other] = [sealerOver(store, source), sealerOver(store, source)];
    for (let from = 0; from < 100; from += 10) {
      source.add(november, ...records(from, 10));
      const ended = await Promise.allSettled([one.seal(from + 7), other.seal(from + 9)]);
      for (const end of ended)
        if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'evidence_conflict' });
    }
    await sealerOver(store, source).seal();
    expect(await readShard(store, '2026-11')).toMatchObject({ findings: [], held: records(0, 100) });
  });
});

describe('a log that was tampered with', () => {
  async function sealedStore() {
    const [store, source] = [new MemoryLogStore(), new MemoryPacks()];
    source.add(november, ...records(0, 300));
    await sealerOver(store, source).seal();
    source.add(november, ...records(300, 10));
    return { store, source };
  }

  it.each([
    ['2026-11/checkpoints/300', (bytes: Buffer) => bytes.fill('0', 50, 60)],
    ['2026-11/tile/0/001.p/44', (bytes: Buffer) => bytes.fill(1, 0, 1)],
    ['2026-11/tile/1/000.p/1', (bytes: Buffer) => bytes.fill(1, 0, 1)],
    ['2026-11/tile/entries/001.p/44', (bytes: Buffer) => bytes.fill(9, 0, 1)],
    ['packs/00000000', (bytes: Buffer) => bytes.fill('x', 0, 1)],
  ] as const)('at %s is not continued, and nothing is signed', async (path, change) => {
    const { store, source } = await sealedStore();
    store.files.set(path, Buffer.from(change(Buffer.from(store.files.get(path)!))));
    const before = store.files.size;
    await expectFault(sealerOver(store, source).seal(), 'evidence_corrupt');
    expect(store.files.size).toBe(before);
  });

  it('is not continued under the signature of another key', async () => {
    const { store, source } = await sealedStore();
    const stranger = newSigner(name);
    const other: LogSigner = { keys: [stranger.key], sign: signer.sign };
    await expectFault(new Sealer({ store, source, signer: other, name }).seal(), 'evidence_corrupt');
  });
});
