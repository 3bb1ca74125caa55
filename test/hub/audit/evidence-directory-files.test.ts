import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EvidenceDirectory } from '../../../hub/audit/evidence-directory.ts';
import { wholeLength } from '../../../hub/audit/pack.ts';
import { PackLog } from '../../../hub/audit/pack-log.ts';
import { recoverPacks } from '../../../hub/audit/pack-recovery.ts';
import { expectFault } from '../gateway/faults.ts';
import { newStateDirectory } from '../local/state-directory.ts';

describe('EvidenceDirectory', () => {
  let state: ReturnType<typeof newStateDirectory>;
  let root: string;
  let log: PackLog;
  let evidence: EvidenceDirectory;
  let nowMs = Date.UTC(2026, 10, 20, 12);
  beforeEach(() => {
    state = newStateDirectory();
    root = join(state.path, 'evidence');
    nowMs = Date.UTC(2026, 10, 20, 12);
    log = new PackLog(root, { now: () => nowMs });
    evidence = new EvidenceDirectory(root, log);
  });
  afterEach(async () => {
    await log.close();
    state.remove();
  });
  const object = (key: string, text: string) => ({ key, body: Buffer.from(text), retainUntilMs: 0 });
  /** Stores and waits until it is in its pack. */
  const store = async (key: string, text: string) => {
    const location = await evidence.put(object(key, text));
    await log.flush();
    return location;
  };
  const packs = () =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.pack'))
      .sort();

  it('appends to one file, never changing what is written, and seals it when it closes', async () => {
    const first = await store('a', 'x');
    const file = join(root, packs()[0]!);
    const before = readFileSync(file);
    await Promise.all(Array.from({ length: 10 }, (_, index) => store(`k${index}`, 'y')));
    expect(packs()).toHaveLength(1);
    const after = readFileSync(file);
    expect(after.subarray(0, before.length).equals(before)).toBe(true);
    expect(wholeLength(after)).toBe(after.length);
    await log.close();
    expect(statSync(file).mode & 0o777).toBe(0o444);
    expect(Buffer.from(await evidence.get(first)).toString()).toBe('x');
  });

  it('begins a new file with each start, beside the old ones', async () => {
    await store('a', 'x');
    await log.close();
    await store('b', 'y');
    expect(packs()).toHaveLength(2);
  });

  it('begins a new file in the directory of the next UTC day', async () => {
    await store('a', 'x');
    nowMs = Date.UTC(2026, 11, 1);
    await store('b', 'y');
    expect(packs().map((name) => name.slice(0, 10))).toEqual(['2026/11/20', '2026/12/01']);
    expect(statSync(join(root, packs()[0]!)).mode & 0o777).toBe(0o444);
  });

  it('reads what an earlier process stored', async () => {
    const stored = await store('a', 'earlier');
    const later = new EvidenceDirectory(root, new PackLog(root, { now: () => nowMs }));
    expect(Buffer.from(await later.get(stored)).toString()).toBe('earlier');
  });

  it('faults on an altered byte', async () => {
    const stored = await store('a', 'original');
    const file = join(root, packs()[0]!);
    chmodSync(file, 0o644);
    writeFileSync(file, readFileSync(file, 'latin1').replace('original', 'forgered'), 'latin1');
    await expectFault(evidence.get(stored), 'evidence_corrupt');
  });

  it('faults on a removed file and on a range beyond its end', async () => {
    const stored = await store('a', 'x');
    await expectFault(
      evidence.get({ ...stored, versionId: stored.versionId.replace(/\+\d+$/, '+9999999999') }),
      'evidence_corrupt',
    );
    rmSync(join(root, packs()[0]!), { force: true });
    await expectFault(evidence.get(stored), 'evidence_corrupt');
  });

  it.each(['../outside.pack#0+5', '2026/11/20/../../../outside.pack#0+5'])(
    'follows no path out of the directory: %s',
    async (versionId) => {
      writeFileSync(join(state.path, 'outside.pack'), 'secret');
      await expectFault(evidence.get({ key: 'a', versionId, sha256: '0'.repeat(64) }), 'evidence_corrupt');
    },
  );

  it('follows no link', async () => {
    const stored = await store('a', 'x');
    const file = join(root, packs()[0]!);
    writeFileSync(join(state.path, 'copy'), readFileSync(file));
    rmSync(file, { force: true });
    symlinkSync(join(state.path, 'copy'), file);
    await expectFault(evidence.get(stored), 'evidence_corrupt');
  });

  it('faults when the directory cannot be written, and stores the same key once it can', async () => {
    writeFileSync(root, 'a file in the way');
    await expectFault(evidence.put(object('a', 'x')), 'evidence_unavailable');
    rmSync(root);
    const stored = await store('a', 'x');
    expect(Buffer.from(await evidence.get(stored)).toString()).toBe('x');
  });

  describe('recovery', () => {
    it('has nothing to do in a directory that does not exist', async () => {
      expect(await recoverPacks(root)).toEqual([]);
    });

    it('leaves whole packs where they are', async () => {
      const stored = await store('a', 'x');
      expect(await recoverPacks(root)).toEqual([]);
      expect(Buffer.from(await evidence.get(stored)).toString()).toBe('x');
    });

    it('cuts a torn end off, keeps it for the investigation, seals the pack, and does so once', async () => {
      const kept = await store('a', 'x');
      const pack = packs()[0]!;
      const whole = readFileSync(join(root, pack));
      appendFileSync(join(root, pack), whole.subarray(0, whole.length - 10));
      expect(await recoverPacks(root)).toEqual([pack]);
      expect(await recoverPacks(root)).toEqual([]);
      const [torn] = readdirSync(join(root, 'torn'));
      expect(torn).toBe(`${pack.slice(11)}@${whole.length}`);
      expect(readFileSync(join(root, 'torn', torn!))).toHaveLength(whole.length - 10);
      expect(readFileSync(join(root, pack)).equals(whole)).toBe(true);
      expect(statSync(join(root, pack)).mode & 0o777).toBe(0o444);
      expect(Buffer.from(await evidence.get(kept)).toString()).toBe('x');
    });

    it('seals a pack that a crash left whole', async () => {
      await store('a', 'x');
      expect(await recoverPacks(root)).toEqual([]);
      expect(statSync(join(root, packs()[0]!)).mode & 0o777).toBe(0o444);
    });

    it('leaves sealed packs alone, whatever is in them: finding that is the verifier’s', async () => {
      await store('a', 'x');
      await log.close();
      const pack = join(root, packs()[0]!);
      chmodSync(pack, 0o644);
      appendFileSync(pack, 'damage');
      chmodSync(pack, 0o444);
      expect(await recoverPacks(root)).toEqual([]);
    });

    it('ignores files that are not packs', async () => {
      mkdirSync(join(root, '2026/11/20'), { recursive: true });
      writeFileSync(join(root, '2026/11/20/notes.txt'), 'not ours');
      mkdirSync(join(root, 'keys'));
      expect(await recoverPacks(root)).toEqual([]);
    });
  });
});
