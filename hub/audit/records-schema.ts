/**
 * Names of the records table, shared by the adapter that uses it and the construct that creates it. Two items for each call, both written once; the
 * intent alone appears in the index by day, which is therefore sparse and lists each call once.
 */
export const recordsSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  sortKeys: { intent: 'INTENT', completion: 'COMPLETION' },
  /** Canonical JSON of the record, as it was hashed. */
  json: 'json',
  /** When it was received or completed, in milliseconds since the epoch. */
  at: 'at',
  application: 'application',
  byDay: { indexName: 'by-day', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
} as const;

export function recordPartition(recordId: string): string {
  return `REC#${recordId}`;
}

/** The UTC day that a record was received on. */
export function dayPartition(atMs: number): string {
  return `DAY#${new Date(atMs).toISOString().slice(0, 10)}`;
}

/** Sorts by time, then by id; fixed-width up to the `#`. */
export function daySortKey(atMs: number, recordId: string): string {
  return `${new Date(atMs).toISOString()}#${recordId}`;
}
