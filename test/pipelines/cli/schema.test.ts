import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { schemaCommand } from '../../../pipelines/cli/schema.ts';
import { governanceJsonSchemaText } from '../../../shared/config/json-schema.ts';
import { root } from '../../hub/local/started-hub.ts';
import { newStateDirectory } from '../../hub/local/state-directory.ts';

let directory: ReturnType<typeof newStateDirectory>;
beforeEach(() => {
  directory = newStateDirectory();
});
afterEach(() => {
  vi.restoreAllMocks();
  directory.remove();
});

describe('gatehouse schema', () => {
  it('prints the JSON Schema and nothing else, for a pipe', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await schemaCommand().parseAsync([], { from: 'user' });
    expect(write.mock.calls.map(([text]) => text).join('')).toBe(governanceJsonSchemaText());
  });

  it('writes it to the file that is named', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const file = join(directory.path, 'rules.schema.json');
    await schemaCommand().parseAsync(['--write', file], { from: 'user' });
    expect(readFileSync(file, 'utf8')).toBe(governanceJsonSchemaText());
    expect(log).toHaveBeenCalledExactlyOnceWith(`${file} is up to date`);
  });

  it('writes to governance.schema.json where none is named', async () => {
    vi.spyOn(console, 'log').mockReturnValue();
    const before = process.cwd();
    process.chdir(directory.path);
    try {
      await schemaCommand().parseAsync(['--write'], { from: 'user' });
    } finally {
      process.chdir(before);
    }
    expect(readFileSync(join(directory.path, 'governance.schema.json'), 'utf8')).toBe(governanceJsonSchemaText());
  });

  it('is what the repository holds', () => {
    expect(readFileSync(join(root, 'governance.schema.json'), 'utf8')).toBe(governanceJsonSchemaText());
  });
});
