import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Frontier } from '../../../../hub/audit/log/frontier.ts';
import type { LogFindingKind, LogReport } from '../../../../hub/audit/log/log-report.ts';
import { leafHash } from '../../../../hub/audit/log/tree-hash.ts';
import { type LogVerification, verifyLog } from '../../../../hub/audit/log/verify-log.ts';
import { inMemory, makeLog, newSigner, signedCheckpoint, someEntries } from './made-log.ts';
import { witness } from './witness.ts';

const signer = newSigner('example.com/log');
const entries = someEntries(600);
const sizes = [0, 1, 20, 255, 256, 300, 512, 600];
let sound: Map<string, Buffer>;
beforeAll(() => {
  sound = makeLog(entries, sizes, signer);
});

function verify(files: ReadonlyMap<string, Uint8Array>, more: Partial<LogVerification> = {}): Promise<LogReport> {
  return verifyLog({ files: inMemory(files), keys: [signer.key], ...more });
}

const kindsOf = ({ findings }: LogReport) => [...new Set(findings.map(({ kind }) => kind))].sort();

function rootOf(some: readonly Uint8Array[]): Uint8Array {
  const tree = new Frontier();
  for (const entry of some) tree.append(leafHash(entry));
  return tree.root();
}

const changed = (change: (files: Map<string, Buffer>) => void) => {
  const files = new Map(sound);
  change(files);
  return files;
};

describe('a log that nobody touched', () => {
  it('verifies under all its checkpoints', async () => {
    const report = await verify(sound);
    expect(report).toMatchObject({ findings: [], size: 600, checkpoints: sizes.length, entries: true, ignored: [] });
  });

  it('verifies whatever its sizes were', async () => {
    const grown = fc.uniqueArray(fc.nat({ max: 600 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(grown, async (at) => {
        const report = await verify(
          makeLog(
            entries,
            at.sort((one, other) => one - other),
            signer,
          ),
        );
        expect(report).toMatchObject({ findings: [], size: at.at(-1), checkpoints: at.length });
      }),
      { numRuns: 25 },
    );
  });

  it('verifies without its entries, and without the partial tiles that a full one has replaced', async () => {
    const lean = changed((files) => {
      for (const path of sound.keys()) {
        if (path.startsWith('tile/entries') || path.startsWith('tile/0/000.p/')) files.delete(path);
      }
    });
    expect(await verify(lean)).toMatchObject({ findings: [], checkpoints: sizes.length, entries: false });
  });

  it('verifies with files about that are no part of it, and says which', async () => {
    const report = await verify(new Map(sound).set('README', Buffer.from('hello')).set('tile/0/0', Buffer.of(1)));
    expect(report).toMatchObject({ findings: [], ignored: ['README', 'tile/0/0'] });
  });

  it('hands out its entries in order', async () => {
    const seen: string[] = [];
    await verify(sound, { onEntry: (index, entry) => void seen.push(`${index} ${Buffer.from(entry)}`) });
    expect(seen).toEqual(entries.map((entry, index) => `${index} ${entry}`));
  });

  it('names the witnesses of its newest checkpoint', async () => {
    const seen = witness('witness.example/w1', 1_700_000_000);
    const cosigned = signedCheckpoint({ origin: 'example.com/log', size: 600, root: rootOf(entries) }, signer, seen);
    const report = await verify(new Map(sound).set('checkpoints/600', cosigned), { keys: [signer.key, seen.key] });
    expect(report).toMatchObject({ findings: [], witnesses: ['witness.example/w1'] });
  });
});

describe('an altered log', () => {
  it('is found out whichever bytes of whichever file are altered, and the finding names the file or what is made of it', async () => {
    const paths = [...sound.keys()];
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (pick, at, change) => {
        const path = paths[pick % paths.length]!;
        const bytes = Buffer.from(sound.get(path)!);
        bytes[at % bytes.length] = bytes[at % bytes.length]! ^ change;
        const report = await verify(new Map(sound).set(path, bytes));
        expect(report.findings.length).toBeGreaterThan(0);
        const named = report.findings.some(({ file, message }) => file === path || message.includes(path));
        expect(named).toBe(true);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('is found out where any file is missing that no other replaces', async () => {
    const replaced = /^(?:checkpoints\/|tile\/(?:0|entries)\/00[01]\.p\/|tile\/1\/000\.p\/1$)/;
    for (const path of sound.keys()) {
      const report = await verify(changed((files) => files.delete(path)));
      expect([path, report.findings.length > 0]).toEqual([path, !replaced.test(path)]);
      if (report.findings.length > 0) expect(kindsOf(report)).toEqual(['removed']);
    }
  });

  it('is found out where any file is cut off', async () => {
    for (const [path, bytes] of sound) {
      const report = await verify(new Map(sound).set(path, bytes.subarray(0, -1)));
      expect([path, report.findings.length > 0]).toEqual([path, true]);
    }
  });

  it('says which entry differs, its hash, and the hash that it should have', async () => {
    const path = 'tile/entries/001';
    const bundle = Buffer.from(sound.get(path)!.toString('latin1').replace('entry 300', 'entry 3x0'), 'latin1');
    const { findings } = await verify(new Map(sound).set(path, bundle));
    expect(findings).toContainEqual({
      kind: 'altered',
      file: path,
      index: 300,
      message: 'The entry does not have the hash that tile/0/001 says.',
      says: Buffer.from(leafHash(Buffer.from('entry 3x0'))).toString('base64'),
      expected: Buffer.from(leafHash(entries[300]!)).toString('base64'),
    });
  });

  it('is found out where it was rewritten whole, but for the signatures', async () => {
    const other = makeLog(someEntries(600).with(20, Buffer.from('another')), sizes, signer);
    const forged = new Map(
      [...other].map(([path, bytes]) => [path, path.startsWith('checkpoint') ? sound.get(path)! : bytes]),
    );
    expect(kindsOf(await verify(forged))).toEqual(['altered']);
  });
});

describe('a log that tells two stories', () => {
  const other = () => rootOf(someEntries(300).with(7, Buffer.from('another')));
  const fork = () => signedCheckpoint({ origin: 'example.com/log', size: 300, root: other() }, signer);

  it('is found out by two roots at one size', async () => {
    const report = await verify(new Map(sound).set('checkpoint.300', fork()));
    expect(kindsOf(report)).toEqual(['forked']);
    expect(report.findings[0]).toMatchObject({
      file: 'checkpoints/300',
      message: expect.stringContaining('checkpoint.300'),
    });
  });

  it('is found out by a checkpoint that somebody kept', async () => {
    const report = await verify(sound, { kept: [{ file: 'kept.txt', bytes: fork() }] });
    expect(report.findings.every(({ kind }) => kind === 'forked')).toBe(true);
    expect(report.findings.length).toBeGreaterThan(0);
  });

  it('is not suspected for a kept checkpoint that it still contains', async () => {
    const report = await verify(sound, { kept: [{ file: 'kept.txt', bytes: sound.get('checkpoints/300')! }] });
    expect(report).toMatchObject({ findings: [], checkpoints: sizes.length + 1 });
  });

  it('is found out where an earlier one was signed that is not how the later began', async () => {
    const report = await verify(new Map(sound).set('checkpoints/300', fork()));
    expect(report.findings).toMatchObject([{ kind: 'forked', file: 'checkpoints/300' }]);
  });
});

describe('a log that was rolled back', () => {
  it('is found out by a larger checkpoint that somebody kept', async () => {
    const short = makeLog(entries.slice(0, 300), [20, 300], signer);
    const report = await verify(short, { kept: [{ file: 'kept.txt', bytes: sound.get('checkpoints/600')! }] });
    expect(report.findings).toMatchObject([{ kind: 'rolled-back', file: 'kept.txt', says: '600', expected: '300' }]);
  });

  it('is found out where its newest checkpoint is older than another', async () => {
    const report = await verify(new Map(sound).set('checkpoint', sound.get('checkpoints/300')!));
    expect(report.findings).toMatchObject([{ kind: 'rolled-back', file: 'checkpoint', says: '300', expected: '600' }]);
  });
});

describe('a checkpoint', () => {
  const root = () => rootOf(entries.slice(0, 300));
  const stranger = newSigner('example.com/log');
  const cases: readonly (readonly [string, () => Buffer, LogFindingKind])[] = [
    [
      'by another key of the same name',
      () => signedCheckpoint({ origin: 'example.com/log', size: 300, root: root() }, stranger),
      'wrong-key',
    ],
    [
      'of another origin',
      () => signedCheckpoint({ origin: 'example.com/other', size: 300, root: root() }, signer),
      'wrong-key',
    ],
    [
      'of an origin that only begins alike',
      () => signedCheckpoint({ origin: 'example.com/logs', size: 300, root: root() }, signer),
      'wrong-key',
    ],
    [
      'of another size than its file says',
      () => signedCheckpoint({ origin: 'example.com/log', size: 256, root: rootOf(entries.slice(0, 256)) }, signer),
      'altered',
    ],
    ['that is empty', () => Buffer.alloc(0), 'malformed'],
    ['of 200,000 bytes', () => Buffer.alloc(200_000, 'a'), 'malformed'],
  ];
  it.each(cases)('%s is found out', async (_, make, kind) => {
    const report = await verify(new Map(sound).set('checkpoints/300', make()));
    expect(kindsOf(report)).toEqual([kind]);
    expect(report.findings[0]?.file).toBe('checkpoints/300');
  });

  it.each(['01', '-1', '1.0', '1e2', ' 1', '9007199254740993', ''])('of size %o is none', async (size) => {
    const text = `example.com/log\n${size}\n${Buffer.from(root()).toString('base64')}\n`;
    const note = `${text}\n— example.com/log ${Buffer.concat([Buffer.from(signer.key.id, 'hex'), signer.sign(text)]).toString('base64')}\n`;
    const report = await verify(new Map(sound).set('checkpoint.7', Buffer.from(note)));
    expect(kindsOf(report)).toEqual(['malformed']);
  });

  it('is missed where there are tiles alone', async () => {
    const report = await verify(changed((files) => sizes.map((size) => files.delete(`checkpoints/${size}`))));
    expect(report).toMatchObject({ origin: null, findings: [{ kind: 'removed', file: 'checkpoint' }] });
  });

  it('that a witness alone signed is not believed', async () => {
    const seen = witness('witness.example/w1', 1_700_000_000);
    const bytes = signedCheckpoint({ origin: 'example.com/log', size: 600, root: rootOf(entries) }, seen);
    const report = await verify(new Map(sound).set('checkpoint', bytes), { keys: [signer.key, seen.key] });
    expect(report.findings).toMatchObject([{ kind: 'wrong-key', file: 'checkpoint' }]);
  });
});

it('a log whose every entry was altered makes a report of bounded length', async () => {
  const other = makeLog(
    someEntries(600).map((entry) => Buffer.concat([entry, entry])),
    [600],
    signer,
  );
  const files = new Map(makeLog(entries, [600], signer));
  for (const [path, bytes] of other) if (path.startsWith('tile/entries')) files.set(path, bytes);
  const twice = new Map([
    ...Array.from({ length: 600 }, (_, size) => [`checkpoint.${size}`, Buffer.from('x')] as const),
    ...files,
  ]);
  const report = await verify(twice);
  expect(report.findings).toHaveLength(1000);
  expect(report.unlisted).toBe(200);
});
