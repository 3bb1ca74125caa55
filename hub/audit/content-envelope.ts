/**
 * Content at rest: what the model was sent and what the caller was given, in one object encrypted under the subject's data key.
 * Layout: `GHC1` ‖ 12-byte nonce ‖ 16-byte tag ‖ AES-256-GCM(u32 length of sent ‖ sent ‖ answer), with the record id as additional data, so that
 * the content of one record cannot be passed off as another's. GCM: NIST SP 800-38D; the nonce is random, and a data key serves
 * one subject, far below the 2^32 messages at which random nonces stop being safe.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { GatehouseFault } from '../../shared/errors.ts';
import type { DataKey } from './content-keys.ts';
import { drawRandom } from './random-pool.ts';

const magic = Buffer.from('GHC1');
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = magic.length + nonceBytes + tagBytes;

export interface Content {
  /** The body as the model received it (masked, with system rules). */
  readonly sent: Uint8Array;
  /** The bytes that the caller was given (a JSON document, or event-stream frames), with pseudonyms where the caller got their values back. */
  readonly answer: Uint8Array;
}

export function sealContent(content: Content, recordId: string, dataKey: DataKey): Uint8Array {
  const nonce = drawRandom(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', dataKey.key, nonce);
  cipher.setAAD(Buffer.from(recordId));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.sent.length);
  const encrypted = cipher.update(Buffer.concat([length, content.sent, content.answer]));
  // Counter mode: as many bytes as went in, and none left for the end.
  cipher.final();
  return Buffer.concat([magic, nonce, cipher.getAuthTag(), encrypted]);
}

export function openContent(sealed: Uint8Array, recordId: string, dataKey: DataKey): Content {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < headBytes || !bytes.subarray(0, magic.length).equals(magic)) throw corrupt();
  const decipher = createDecipheriv(
    'aes-256-gcm',
    dataKey.key,
    bytes.subarray(magic.length, magic.length + nonceBytes),
  );
  decipher.setAAD(Buffer.from(recordId));
  decipher.setAuthTag(bytes.subarray(magic.length + nonceBytes, headBytes));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]);
    const sentLength = plain.readUInt32BE(0);
    return { sent: plain.subarray(4, 4 + sentLength), answer: plain.subarray(4 + sentLength) };
  } catch (cause) {
    throw corrupt(cause);
  }
}

function corrupt(cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'evidence_corrupt',
    'The content does not decrypt: it was altered, or belongs to another record or key.',
    'Run the verifier on the evidence directory and treat the record as a finding.',
    { cause },
  );
}
