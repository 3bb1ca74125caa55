import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fsyncDirectory, writeDurably } from '../../../hub/audit/durable-file.ts';
import { newStateDirectory } from '../local/state-directory.ts';

const posix = process.platform !== 'win32';
let directory: ReturnType<typeof newStateDirectory>;
beforeEach(() => {
  directory = newStateDirectory();
});
afterEach(() => directory.remove());

describe('writeDurably', () => {
  it('writes exactly the bytes that it was given', async () => {
    const path = join(directory.path, 'file');
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
    await writeDurably(path, bytes);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('never writes over a file that exists', async () => {
    const path = join(directory.path, 'file');
    await writeDurably(path, Buffer.from('first'));
    await expect(writeDurably(path, Buffer.from('second'))).rejects.toMatchObject({ code: 'EEXIST' });
    expect(readFileSync(path, 'utf8')).toBe('first');
  });

  it.runIf(posix)('keeps it to its owner unless told otherwise', async () => {
    const [own, shared] = [join(directory.path, 'own'), join(directory.path, 'shared')];
    await writeDurably(own, Buffer.from('x'));
    await writeDurably(shared, Buffer.from('x'), 0o400);
    expect(statSync(own).mode & 0o777).toBe(0o600);
    expect(statSync(shared).mode & 0o777).toBe(0o400);
  });

  it('rejects where the directory does not exist, and makes none', async () => {
    const path = join(directory.path, 'missing', 'file');
    await expect(writeDurably(path, Buffer.from('x'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(existsSync(join(directory.path, 'missing'))).toBe(false);
  });
});

describe('fsyncDirectory', () => {
  it.runIf(posix)('resolves for a directory', async () => {
    await expect(fsyncDirectory(directory.path)).resolves.toBeUndefined();
  });

  it('rejects where there is none: a name that was not made durable must not pass for one that was', async () => {
    await expect(fsyncDirectory(join(directory.path, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
