import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal, readJournal } from '../../../../pipelines/bootstrap/apply/journal.ts';
import type { JournalLine } from '../../../../pipelines/bootstrap/apply/journal-line.ts';
import { expectFault } from '../../../hub/gateway/faults.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatehouse-journal-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

const actor = 'arn:aws:sts::123456789012:assumed-role/platform/someone';
const line = (change: string): JournalLine => ({
  time: '2026-11-21T08:00:00.000Z',
  run: 'one',
  plan: 'a'.repeat(64),
  actor,
  event: 'started',
  change,
  kind: 'create-policy',
});
const file = () => join(directory, 'journal.jsonl');

function written(...lines: readonly JournalLine[]): void {
  const journal = Journal.open(directory);
  for (const each of lines) journal.write(each);
  journal.close();
}

describe('a journal', () => {
  it('reads what was written, over several runs', () => {
    written(line('a'));
    written(line('b'), line('c'));
    expect(readJournal(directory)).toEqual({ lines: [line('a'), line('b'), line('c')], unreadable: 0 });
  });

  it('is empty where there is none', () => {
    expect(readJournal(join(directory, 'none'))).toEqual({ lines: [], unreadable: 0 });
  });

  it('makes its directory, and lets nobody else read', () => {
    const deeper = join(directory, 'state', 'bootstrap');
    Journal.open(deeper).close();
    expect(statSync(deeper).mode & 0o077).toBe(0);
    expect(statSync(join(deeper, 'journal.jsonl')).mode & 0o077).toBe(0);
  });

  it('loses the line that a crash tore, wherever it tore, and none besides', () => {
    written(line('a'), line('b'));
    const whole = readFileSync(file());
    const first = whole.indexOf('\n') + 1;
    fc.assert(
      fc.property(fc.integer({ min: first, max: whole.length - 2 }), (length) => {
        writeFileSync(file(), whole);
        truncateSync(file(), length);
        written(line('c'));
        const { lines, unreadable } = readJournal(directory);
        expect(lines.map(({ change }) => change)).toEqual(['a', 'c']);
        expect(unreadable).toBe(length === first ? 0 : 1);
      }),
    );
  });

  it('keeps a line whose end alone was torn off', () => {
    written(line('a'));
    truncateSync(file(), statSync(file()).size - 1);
    written(line('b'));
    expect(readJournal(directory)).toEqual({ lines: [line('a'), line('b')], unreadable: 0 });
  });

  it.each([
    'null',
    '[]',
    '{"event":"done"}',
    '{"time":1}',
    '\u0000\u0000',
    JSON.stringify({ ...line('x'), event: 'other' }),
  ])('counts %j as unreadable', (text) => {
    written(line('a'));
    appendFileSync(file(), `${text}\n`);
    expect(readJournal(directory)).toEqual({ lines: [line('a')], unreadable: 1 });
  });

  it('is a fault where its directory is a file, before anything is changed', async () => {
    writeFileSync(join(directory, 'taken'), '');
    await expectFault(() => Journal.open(join(directory, 'taken')), 'usage');
  });

  it('is a fault where it cannot be read', async () => {
    writeFileSync(join(directory, 'other'), '');
    await expectFault(() => readJournal(join(directory, 'other')), 'usage');
  });
});
