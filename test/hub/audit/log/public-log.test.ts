/** A log and proofs that others made (skipped without ../shared/eval/tlog or GATEHOUSE_EVAL). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseNoteKey } from '../../../../hub/audit/log/note-key.ts';
import { verifyConsistency, verifyInclusion } from '../../../../hub/audit/log/proofs.ts';
import { verifyLog } from '../../../../hub/audit/log/verify-log.ts';
import { inMemory } from './made-log.ts';

const folder = join(process.env.GATEHOUSE_EVAL ?? join(import.meta.dirname, '../../../../../shared/eval'), 'tlog');
const present = existsSync(folder);
const skipped = present ? '' : ' (skipped: no ../shared/eval/tlog)';

/** Published with the log. */
const key = parseNoteKey('example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx');

interface Vector {
  readonly id: string;
  readonly kind: 'inclusion' | 'consistency';
  readonly want_ok: boolean;
  readonly index: number;
  readonly size: number;
  readonly leaf_hash: string;
  readonly root: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[];
}

const bytes = (text: string) => Buffer.from(text, 'base64');

function holds(vector: Vector): boolean {
  const proof = vector.proof.map(bytes);
  if (vector.kind === 'inclusion') {
    const { index, size, leaf_hash: leaf, root } = vector;
    return verifyInclusion({ index, size, leaf: bytes(leaf), root: bytes(root), proof });
  }
  const first = { size: vector.size1, root: bytes(vector.root1) };
  return verifyConsistency({ first, second: { size: vector.size2, root: bytes(vector.root2) }, proof });
}

function readLog(): Map<string, Buffer> {
  const log = join(folder, 'testdata', 'log');
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(log, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(log.length + 1).replaceAll('\\', '/'), readFileSync(path));
  }
  return files;
}

/** All of them take most of a minute: for a change of the verifier. */
const everyByte = process.env.GATEHOUSE_EVERY_BYTE === '1';

const isCovered = (path: string) => path.startsWith('tile/') || path.startsWith('checkpoint');

describe.skipIf(!present)(`the public vectors${skipped}`, () => {
  it('get the verdict that they want, all of them', () => {
    const lines = readFileSync(join(folder, 'merkle-vectors.dev.jsonl'), 'utf8').trim().split('\n');
    const vectors = lines.map((line) => JSON.parse(line) as Vector);
    const wrong = vectors.filter((vector) => holds(vector) !== vector.want_ok).map(({ id }) => id);
    expect(wrong).toEqual([]);
    expect(vectors).toHaveLength(740);
    expect(vectors.filter(({ want_ok }) => want_ok)).toHaveLength(106);
  });
});

describe.skipIf(!present)(`the public log${skipped}`, () => {
  it('verifies, with every checkpoint that it has', async () => {
    const report = await verifyLog({ files: inMemory(readLog()), keys: [key] });
    expect(report.findings).toEqual([]);
    expect(report).toMatchObject({ origin: 'example.com/log/testdata', size: 15, entries: true });
    expect(report.checkpoints).toBe([...readLog().keys()].filter((path) => path.startsWith('checkpoint')).length);
  });

  it('verifies at each smaller size that it had', async () => {
    for (let size = 0; size < 15; size += 1) {
      // Files end in the size that they were written at; `checkpoint` alone is always the newest.
      const then = new Map([...readLog()].filter(([path]) => Number(/\d+$/.exec(path)?.[0] ?? 16) <= size));
      const report = await verifyLog({ files: inMemory(then), keys: [key] });
      expect(report.findings).toEqual([]);
      expect(report.size).toBe(size);
    }
  });

  it(`is found out whichever ${everyByte ? '' : 'eleventh '}byte of whichever file is altered`, async () => {
    const files = readLog();
    const missed: string[] = [];
    let tried = 0;
    for (const [path, sound] of files) {
      if (!isCovered(path)) continue;
      // Begins at another byte in each file, so that the files together cover every place of their common form.
      for (let at = everyByte ? 0 : tried++ % 11; at < sound.length; at += everyByte ? 1 : 11) {
        const altered = Buffer.from(sound);
        altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
        const { findings } = await verifyLog({ files: inMemory(new Map(files).set(path, altered)), keys: [key] });
        if (findings.length === 0) missed.push(`${path}@${at}`);
      }
    }
    expect(missed).toEqual([]);
  }, 120_000);
});
