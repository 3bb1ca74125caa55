import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const runner = join(import.meta.dirname, '..', '..', 'pipelines', 'run.mjs');

it('installs nothing through a link: npm would empty what the link leads to', () => {
  const place = mkdtempSync(join(tmpdir(), 'gatehouse-run-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  const elsewhere = join(place, 'elsewhere');
  const checkout = join(place, 'checkout');
  for (const directory of [elsewhere, join(checkout, 'pipelines')]) mkdirSync(directory, { recursive: true });
  writeFileSync(join(elsewhere, 'kept'), '');
  cpSync(runner, join(checkout, 'pipelines', 'run.mjs'));
  symlinkSync(elsewhere, join(checkout, 'node_modules'), 'dir');
  const { status, stderr } = spawnSync(process.execPath, [join(checkout, 'pipelines', 'run.mjs'), 'x.ts'], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('is a link');
  expect(existsSync(join(elsewhere, 'kept'))).toBe(true);
});
