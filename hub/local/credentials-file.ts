import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { GatehouseFault } from '../../shared/errors.ts';

const AccessKey = z.strictObject({ accessKeyId: z.string().min(16), secretAccessKey: z.string().min(32) });

const StoredCredentials = z.strictObject({
  version: z.literal(1),
  /** 32 random bytes, base64: whoever has it can issue sessions of any role of this local hub. */
  tokenKey: z.base64().length(44),
  /** By ARN of the workload's role. */
  workloads: z.record(z.string(), AccessKey),
});

export type AccessKey = z.infer<typeof AccessKey>;
export type StoredCredentials = z.infer<typeof StoredCredentials>;

export function credentialsPath(stateDirectory: string): string {
  return join(stateDirectory, 'aws', 'credentials.json');
}

/** Undefined when there are none yet. */
export async function readCredentials(path: string): Promise<StoredCredentials | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unusable(path, 'cannot be read', error);
  }
  try {
    return StoredCredentials.parse(JSON.parse(text));
  } catch {
    // The error of the parser quotes what it read: keys. It stays here.
    throw unusable(path, 'is damaged', undefined);
  }
}

function unusable(path: string, what: string, cause: unknown): GatehouseFault {
  const remedy = 'Restore it, or delete it to have new keys made; callers then take theirs from the new aws/config.';
  return new GatehouseFault('key_unavailable', `The local credentials file ${path} ${what}.`, remedy, { cause });
}

/**
 * Replaces a file as a whole, readable by its owner alone from its first byte. A reader sees the old text or the new, even across a power
 * failure, because the new one is on disk before it takes the name.
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
