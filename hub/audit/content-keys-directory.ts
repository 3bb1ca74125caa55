import { createCipheriv, createDecipheriv, createHash, createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { link, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { GatehouseFault } from '../../shared/errors.ts';
import type { ContentKeys, DataKey } from './content-keys.ts';
import { fsyncDirectory, writeDurably } from './durable-file.ts';

/** Unwrapped data keys kept in memory; the least recently made ones are read again from disk. */
const cacheLimit = 10_000;

/**
 * The embedded key store: `master.key` and `commitment.key` (32 random bytes each, mode 0600) and one wrapped data key a subject below `subjects/`.
 * Erasing a subject is deleting one file. The hub on AWS keeps the same shape with KMS in the master key's place.
 */
export function openContentKeys(directory: string): Promise<ContentKeys> {
  return openDirectory(directory).catch(asKeyFault);
}

async function openDirectory(directory: string): Promise<ContentKeys> {
  mkdirSync(join(directory, 'subjects'), { recursive: true, mode: 0o700 });
  const master = await localSecret(join(directory, 'master.key'));
  const commitment = createSecretKey(await localSecret(join(directory, 'commitment.key')));
  const keys = new Map<string, Promise<DataKey | undefined>>();

  const load = (id: string, make: boolean): Promise<DataKey | undefined> => {
    const known = keys.get(id);
    if (known !== undefined) return known;
    const path = join(directory, 'subjects', `${id}.key`);
    // One promise for all concurrent first calls of a subject: they share one key and one write.
    const loading = readOrMake(path, id, master, make).catch(asKeyFault);
    keys.set(id, loading);
    if (keys.size > cacheLimit) keys.delete(keys.keys().next().value ?? id);
    loading.then((key) => key ?? keys.delete(id)).catch(() => keys.delete(id));
    return loading;
  };

  return {
    commitment,
    async dataKey(application, user) {
      const id = subjectId(application, user);
      // A second time, because a `find` under way may have answered that there is none yet.
      const key = (await load(id, true)) ?? (await load(id, true));
      if (key === undefined) throw keyFault('A data key could not be made.');
      return key;
    },
    find: (id) => (/^[0-9a-f]{32}$/.test(id) ? load(id, false) : Promise.resolve(undefined)),
  };
}

/** Names a subject without saying who it is. The NUL keeps (`a`, `bc`) and (`ab`, `c`) apart. */
function subjectId(application: string, user: string | null): string {
  return createHash('sha256')
    .update(`${application}\0${user ?? ''}`)
    .digest('hex')
    .slice(0, 32);
}

async function readOrMake(path: string, id: string, master: Buffer, make: boolean): Promise<DataKey | undefined> {
  if (!existsSync(path)) {
    if (!make) return undefined;
    await createExclusively(path, wrap(randomBytes(32), id, master));
  }
  return { id, key: createSecretKey(unwrap(await readFile(path), id, master)) };
}

/** AES-256-GCM under the master key: 12-byte nonce ‖ 16-byte tag ‖ 32-byte key, bound to the subject by additional data. */
function wrap(key: Buffer, id: string, master: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', master, nonce);
  cipher.setAAD(Buffer.from(id));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), wrapped]);
}

function unwrap(wrapped: Buffer, id: string, master: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, 12));
    decipher.setAAD(Buffer.from(id));
    decipher.setAuthTag(wrapped.subarray(12, 28));
    return Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
  } catch (cause) {
    throw keyFault(`Data key ${id} does not unwrap under this hub's master key.`, cause);
  }
}

function keyFault(message: string, cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'key_unavailable',
    message,
    'Restore the keys directory that belongs to this state, and check its permissions.',
    { cause },
  );
}

/** A disk that cannot be read or written is, to whoever needs a key, a key that cannot be had. */
function asKeyFault(cause: unknown): never {
  throw cause instanceof GatehouseFault ? cause : keyFault('The keys directory cannot be read or written.', cause);
}

async function localSecret(path: string): Promise<Buffer> {
  if (!existsSync(path)) await createExclusively(path, randomBytes(32));
  const secret = readFileSync(path);
  if (secret.length !== 32) throw keyFault(`${path} does not hold 32 bytes.`);
  return secret;
}

/** Whole or not at all, and never over an existing file: written beside, synced, then linked into place. */
async function createExclusively(path: string, bytes: Buffer): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  await writeDurably(draft, bytes);
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  await fsyncDirectory(join(path, '..'));
}
