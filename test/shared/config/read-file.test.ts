import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGovernance } from '../../../shared/config/load.ts';
import { readGovernanceFile } from '../../../shared/config/read-file.ts';
import { GatehouseFault } from '../../../shared/errors.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-read-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Uint8Array): string {
  const path = join(folder, 'governance.yaml');
  writeFileSync(path, content);
  return path;
}

describe('readGovernanceFile', () => {
  it('answers the text', () => {
    expect(readGovernanceFile(file('name: Zürich\n'))).toBe('name: Zürich\n');
  });

  it('answers an empty file as empty text', () => {
    expect(readGovernanceFile(file(''))).toBe('');
  });

  it('faults on bytes that are not UTF-8, without quoting them', () => {
    expect(() => readGovernanceFile(file(Uint8Array.of(0x61, 0xff)))).toThrow(/not UTF-8 text/);
  });

  it('reads no more than shows that a file is too large, even where that cuts a character', () => {
    const result = loadGovernance(readGovernanceFile(file('é'.repeat(3_000_000))), 'governance.yaml');
    expect(!result.ok && result.problems[0]?.message).toContain('1000000 bytes is the most');
  });

  it.each(['missing.yaml', '.'])('faults on %s', (name) => {
    expect(() => readGovernanceFile(join(folder, name))).toThrow(GatehouseFault);
  });
});
