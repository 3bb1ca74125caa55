import { sha256Hex } from '../../../shared/canonical-json.ts';
import type { EvidenceLocation, WriterLink } from '../record.ts';
import { longRecord } from '../sealer/log-entry.ts';

/** What links a record to others. */
export interface LinkedRecord {
  readonly recordId: string;
  readonly type: 'intent' | 'completion';
  /** SHA-256 (hex) of the record's canonical JSON. */
  readonly hash: string;
  readonly writer: WriterLink;
  readonly intentHash: string | undefined;
  readonly content: EvidenceLocation | undefined;
}

/** Reads an entry of a log, or a record; undefined where it is neither. */
export function readEntry(entry: Uint8Array): LinkedRecord | undefined {
  const record = parseObject(entry);
  const { recordId, intentHash, writer } = record ?? {};
  const [type, hash] =
    record?.type === longRecord ? [record.recordType, record.sha256] : [record?.type, sha256Hex(entry)];
  if (typeof recordId !== 'string' || typeof hash !== 'string' || !isWriterLink(writer)) return undefined;
  if (type !== 'intent' && type !== 'completion') return undefined;
  const content = readLocation(record?.content);
  return { recordId, type, hash, writer, content, intentHash: typeof intentHash === 'string' ? intentHash : undefined };
}

function readLocation(value: unknown): EvidenceLocation | undefined {
  const { key, versionId, sha256, retainUntil } = isObject(value) ? value : {};
  if (typeof key !== 'string' || typeof versionId !== 'string') return undefined;
  if (typeof sha256 !== 'string' || typeof retainUntil !== 'string') return undefined;
  return { key, versionId, sha256, retainUntil };
}

function isWriterLink(value: unknown): value is WriterLink {
  if (!isObject(value)) return false;
  const { id, sequence, previousHash } = value;
  return typeof id === 'string' && typeof previousHash === 'string' && Number.isSafeInteger(sequence);
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // the caller says which entry
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
