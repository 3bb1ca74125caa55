import { canonicalJson, type JsonObject, sha256Hex } from '../../../shared/canonical-json.ts';

/** A bundle has two bytes for the length of an entry. */
const longestEntry = 0xffff;

/** Type of an entry that stands for a record too long to be one. */
export const longRecord = 'long-record';

/**
 * What of a record goes into the log: its canonical JSON, so that whoever has the log needs no database. Of a record that is too long for a bundle (a call of many hundred
 * parts) it is what links it to others, and its hash; the record is in the pack.
 */
export function entryOf(record: Uint8Array): Uint8Array {
  if (record.length <= longestEntry) return record;
  const { recordId, type, writer, intentHash, content } = JSON.parse(
    Buffer.from(record).toString(),
  ) as Partial<JsonObject>;
  const links = { recordId, writer, intentHash, content };
  const named = { ...links, type: longRecord, recordType: type, bytes: record.length, sha256: sha256Hex(record) };
  return Buffer.from(canonicalJson(named));
}
