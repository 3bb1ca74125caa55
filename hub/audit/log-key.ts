import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { link, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GatehouseFault } from '../../shared/errors.ts';
import { fsyncDirectory, writeDurably } from './durable-file.ts';
import { type NoteKey, noteKeyText, parseNoteKey } from './log/note-key.ts';
import type { LogSigner } from './sealer/log-signer.ts';

/** Every public key that the logs were signed with, one a line, the newest last: what is handed to auditors. */
export const publicKeysFile = 'keys.txt';

/**
 * The embedded log key: Ed25519, `keys/log.key` (PKCS #8, mode 0600) beside the other keys of this hub, its public half in `log/keys.txt`. A key that was exchanged stays in that
 * list, because what it signed stays signed.
 */
export async function openLogSigner(state: string, name: string): Promise<LogSigner> {
  try {
    const key = await privateKey(join(state, 'keys', 'log.key'));
    const text = noteKeyText(name, createPublicKey(key));
    const keys = await listPublicKey(join(state, 'log'), text);
    const { id } = parseNoteKey(text);
    return { keys, sign: async (message) => ({ name, id, bytes: sign(null, Buffer.from(message), key) }) };
  } catch (cause) {
    throw cause instanceof GatehouseFault ? cause : unusable('The key of the log cannot be read or made.', cause);
  }
}

/** The keys that a directory itself says its logs are signed with: those of its lines that are keys; none where it says nothing. */
export function readPublicKeys(logDirectory: string): { readonly keys: readonly NoteKey[]; readonly damaged: boolean } {
  const file = join(logDirectory, publicKeysFile);
  if (!existsSync(file)) return { keys: [], damaged: true };
  const lines = readFileSync(file, 'utf8').split('\n');
  const keys = lines.flatMap((line) => parsedKey(line) ?? []);
  return { keys, damaged: lines.at(-1) !== '' || keys.length < lines.length - 1 };
}

/** Whether this state directory signs with one of these keys; undefined where it has no key that it could sign with. */
export function signsWith(state: string, keys: readonly NoteKey[]): boolean | undefined {
  const file = join(state, 'keys', 'log.key');
  if (!existsSync(file)) return undefined;
  const own = publicHalf(file);
  return own === undefined ? undefined : keys.some(({ name, id }) => parsedKey(noteKeyText(name, own))?.id === id);
}

/** Undefined where the key itself is damaged, which the hub tells when it starts. */
function publicHalf(file: string): KeyObject | undefined {
  try {
    return createPublicKey(readFileSync(file));
  } catch {
    return undefined;
  }
}

function parsedKey(text: string): NoteKey | undefined {
  try {
    return parseNoteKey(text);
  } catch {
    return undefined; // the caller says of which file
  }
}

async function privateKey(path: string): Promise<KeyObject> {
  if (!existsSync(path)) await createKey(path);
  const key = createPrivateKey(readFileSync(path));
  if (key.asymmetricKeyType !== 'ed25519') throw unusable(`${path} is not an Ed25519 key.`);
  return key;
}

async function createKey(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const draft = `${path}.draft`;
  await unlink(draft).catch(() => undefined);
  await writeDurably(draft, Buffer.from(pem));
  await link(draft, path);
  await unlink(draft);
  await fsyncDirectory(dirname(path));
}

/** Listed before anything is signed with it. */
async function listPublicKey(directory: string, text: string): Promise<readonly NoteKey[]> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, publicKeysFile);
  const listed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (!listed.split('\n').includes(text)) await replaceFile(file, `${listed}${text}\n`);
  return readPublicKeys(directory).keys;
}

/** A reader sees the old list or the new one, even across a power failure. */
async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.draft`;
  await unlink(draft).catch(() => undefined);
  await writeDurably(draft, Buffer.from(text), 0o644);
  await rename(draft, file);
  await fsyncDirectory(dirname(file));
}

function unusable(message: string, cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'key_unavailable',
    message,
    'Restore the keys directory that belongs to this state, and check its permissions.',
    { cause },
  );
}
