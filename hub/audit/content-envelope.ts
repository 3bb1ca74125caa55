/**
 * Content at rest: what the model was sent and what the caller was given, in one object encrypted under the subject's data key.
 * Layout: `GHC1` ‖ 12-byte nonce ‖ 16-byte tag ‖ AES-256-GCM(u32 length of sent ‖ sent ‖ answer), with the record id as additional data, so that
 * the content of one record cannot be passed off as another's. Where an answer was not released, `GHC2` and AES-256-GCM(u32 length of sent ‖ u32 length of answer ‖ sent ‖ answer ‖
 * unreleased), with `GHC2` in front of the record id, so that one layout cannot be read as the other. GCM: NIST SP 800-38D; the nonce is random, and a data key serves
 * one subject, far below the 2^32 messages at which random nonces stop being safe.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { GatehouseFault } from '../../shared/errors.ts';
import type { DataKey } from './content-keys.ts';
import { drawRandom } from './random-pool.ts';

const magic = Buffer.from('GHC1');
const magicWithUnreleased = Buffer.from('GHC2');
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = magic.length + nonceBytes + tagBytes;

export interface Content {
  /** The body as the model received it (masked, with system rules). */
  readonly sent: Uint8Array;
  /** The bytes that the caller was given (a JSON document, or event-stream frames), with pseudonyms where the caller got their values back. */
  readonly answer: Uint8Array;
  /** An answer that passed screening and was judged not fit to be given (its schema, its confidence): what a person looks at who reviews it. */
  readonly unreleased?: Uint8Array;
}

export function sealContent(content: Content, recordId: string, dataKey: DataKey): Uint8Array {
  const nonce = drawRandom(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', dataKey.key, nonce);
  cipher.setAAD(boundTo(recordId, content.unreleased !== undefined));
  const encrypted = cipher.update(plainOf(content));
  // Counter mode: as many bytes as went in, and none left for the end.
  cipher.final();
  const kind = content.unreleased === undefined ? magic : magicWithUnreleased;
  return Buffer.concat([kind, nonce, cipher.getAuthTag(), encrypted]);
}

function boundTo(recordId: string, hasUnreleased: boolean): Buffer {
  return hasUnreleased ? Buffer.concat([magicWithUnreleased, Buffer.from(recordId)]) : Buffer.from(recordId);
}

function plainOf({ sent, answer, unreleased }: Content): Buffer {
  if (unreleased === undefined) return Buffer.concat([lengthOf(sent), sent, answer]);
  return Buffer.concat([lengthOf(sent), lengthOf(answer), sent, answer, unreleased]);
}

function lengthOf(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return length;
}

export function openContent(sealed: Uint8Array, recordId: string, dataKey: DataKey): Content {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const kind = bytes.subarray(0, magic.length);
  const hasUnreleased = kind.equals(magicWithUnreleased);
  if (bytes.length < headBytes || !(hasUnreleased || kind.equals(magic))) throw corrupt();
  const decipher = createDecipheriv(
    'aes-256-gcm',
    dataKey.key,
    bytes.subarray(magic.length, magic.length + nonceBytes),
  );
  decipher.setAAD(boundTo(recordId, hasUnreleased));
  decipher.setAuthTag(bytes.subarray(magic.length + nonceBytes, headBytes));
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]);
    return hasUnreleased ? withUnreleased(plain) : withoutUnreleased(plain);
  } catch (cause) {
    throw corrupt(cause);
  }
}

function withoutUnreleased(plain: Buffer): Content {
  const sentEnd = 4 + plain.readUInt32BE(0);
  return { sent: plain.subarray(4, sentEnd), answer: plain.subarray(sentEnd) };
}

function withUnreleased(plain: Buffer): Content {
  const sentEnd = 8 + plain.readUInt32BE(0);
  const answerEnd = sentEnd + plain.readUInt32BE(4);
  return {
    sent: plain.subarray(8, sentEnd),
    answer: plain.subarray(sentEnd, answerEnd),
    unreleased: plain.subarray(answerEnd),
  };
}

function corrupt(cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'evidence_corrupt',
    'The content does not decrypt: it was altered, or belongs to another record or key.',
    'Run the verifier on the evidence directory and treat the record as a finding.',
    { cause },
  );
}
