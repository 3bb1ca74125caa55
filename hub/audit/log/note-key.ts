/**
 * Keys that verify signed notes, and the text form in which they are handed over (https://c2sp.org/signed-note): `<name>+<id, 8 hex digits>+<base64 of type byte and public
 * key>`. The id is derived from the rest, so a damaged key is noticed before anything is verified with it.
 */
import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { printable } from '../../../shared/config/printable.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { strictBase64 } from './strict-base64.ts';

/** Type bytes: Ed25519; ECDSA over SHA-256 with a key in SPKI form; the cosignature of a witness, Ed25519 with a time (https://c2sp.org/tlog-cosignature). */
const signatureTypes = { ed25519: 0x01, ecdsa: 0x02, cosignature: 0x04 } as const;

/** What stands before the 32 bytes of an Ed25519 key in SPKI form (RFC 8410, 4). */
const spkiHeadOfEd25519 = Buffer.from('302a300506032b6570032100', 'hex');

export interface NoteKey {
  readonly name: string;
  /** 8 hex digits. */
  readonly id: string;
  /** Whose word it is: the log's own, or that of a witness, who saw the checkpoint and vouches that it followed from the one before. */
  readonly role: 'log' | 'witness';
  /** Whether `signature` (without the id) is this key's over the note's text. */
  verifies(text: Uint8Array, signature: Uint8Array): boolean;
}

/** Unicode spaces and the plus sign have meanings of their own in notes and keys. */
const nameForm = /^[^\s+\p{Z}\p{Cc}]{1,255}$/u;

export function isKeyName(name: string): boolean {
  return nameForm.test(name) && name.isWellFormed();
}

/** A fault with code `usage` where the text is not a key, or is damaged. */
export function parseNoteKey(text: string): NoteKey {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text.trim()) ?? [];
  const bytes = encoded === undefined ? undefined : strictBase64(encoded);
  if (name === undefined || id === undefined || bytes === undefined || !isKeyName(name)) throw notAKey(text);
  const [type, material] = [bytes[0], bytes.subarray(1)];
  if (keyId(name, type ?? 0, material) !== id)
    throw notAKey(text, 'its id does not follow from its name and its bytes');
  return { name, id, ...kindOf(text, type, material) };
}

/** The text form of a public key, which must be of Ed25519 or of a NIST curve. */
export function noteKeyText(name: string, key: KeyObject): string {
  const { type, material } = noteKeyMaterial(key);
  const bytes = Buffer.concat([Buffer.of(type), material]);
  return `${name}+${keyId(name, type, material)}+${bytes.toString('base64')}`;
}

function noteKeyMaterial(key: KeyObject): { readonly type: number; readonly material: Buffer } {
  const spki = key.export({ type: 'spki', format: 'der' });
  if (key.asymmetricKeyType === 'ed25519')
    return { type: signatureTypes.ed25519, material: spki.subarray(spkiHeadOfEd25519.length) };
  return { type: signatureTypes.ecdsa, material: spki };
}

function keyId(name: string, type: number, material: Uint8Array): string {
  // ECDSA came before the rule: its id is the hash of the key alone.
  const hashed =
    type === signatureTypes.ecdsa ? material : Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), material]);
  return hash('sha256', hashed, 'hex').slice(0, 8);
}

function kindOf(text: string, type: number | undefined, material: Buffer): Pick<NoteKey, 'role' | 'verifies'> {
  switch (type) {
    case signatureTypes.ed25519: {
      const key = ed25519Key(text, material);
      return { role: 'log', verifies: (note, signature) => ed25519Verifies(key, note, signature) };
    }
    case signatureTypes.ecdsa: {
      const key = ecdsaKey(text, material);
      return { role: 'log', verifies: (note, signature) => verify('sha256', note, key, signature) };
    }
    case signatureTypes.cosignature: {
      const key = ed25519Key(text, material);
      return { role: 'witness', verifies: (note, signature) => cosignatureVerifies(key, note, signature) };
    }
    default:
      throw notAKey(text, 'its type is none of Ed25519, ECDSA and cosignature');
  }
}

function ed25519Key(text: string, material: Buffer): KeyObject {
  if (material.length !== 32) throw notAKey(text, 'an Ed25519 key has 32 bytes');
  return publicKey(text, Buffer.concat([spkiHeadOfEd25519, material]));
}

const curves = ['prime256v1', 'secp384r1', 'secp521r1'];

function ecdsaKey(text: string, material: Buffer): KeyObject {
  const key = publicKey(text, material);
  const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
  if (!curves.includes(curve)) throw notAKey(text, 'an ECDSA key is on P-256, P-384 or P-521');
  return key;
}

function publicKey(text: string, der: Buffer): KeyObject {
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    throw notAKey(text, 'its bytes are no public key');
  }
}

function ed25519Verifies(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, message, key, signature);
}

/** Eight bytes of time (seconds since 1970), then the signature over a header, that time and the note's text. */
function cosignatureVerifies(key: KeyObject, note: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 72) return false;
  const time = Buffer.from(signature.subarray(0, 8)).readBigUInt64BE();
  if (time > 2n ** 63n - 1n) return false;
  const message = Buffer.concat([Buffer.from(`cosignature/v1\ntime ${time}\n`), note]);
  return ed25519Verifies(key, message, signature.subarray(8));
}

function notAKey(text: string, why?: string): GatehouseFault {
  return new GatehouseFault(
    'usage',
    `${printable(text, 120)} is not the key of a log${why === undefined ? '' : `: ${why}`}.`,
    'A key looks like name+0123abcd+base64: copy all of it, from whom you trust to know it.',
  );
}
