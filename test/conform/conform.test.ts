import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const program = join(import.meta.dirname, 'conform.ts');
const fixtures = join(import.meta.dirname, '../fixtures/conform');

function conform(...args: string[]) {
  return spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], { encoding: 'utf8' });
}

function newDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'gatehouse-conform-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

it('ends with the counts and exit code 0 where nothing was altered', () => {
  const { status, stdout } = conform(fixtures);
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('accepted 22, refused 0, altered 0');
  expect(status).toBe(0);
});

it('writes the whole result as JSON where it is told to', () => {
  const file = join(newDirectory(), 'result.json');
  conform(fixtures, '--json', file);
  const result = JSON.parse(readFileSync(file, 'utf8'));
  expect(result).toMatchObject({ accepted: 22, refused: 0, altered: 0 });
  expect(result.requests).toHaveLength(22);
  expect(result.requests[0]).toMatchObject({ api: 'converse', outcome: { kind: 'accepted' } });
});

it('exits with 2 and says what it needs where the folder has no index', () => {
  const { status, stderr } = conform(newDirectory());
  expect(stderr).toContain('index.json cannot be read');
  expect(status).toBe(2);
});

it('exits with 2 without a folder', () => {
  expect(conform().status).toBe(2);
});
