/** Reads a pack on and on, while it is written. */
export interface PackReader {
  /** The next records (canonical JSON), `most` at the most, in the order in which they were written; none where there are no more yet. */
  next(most: number): Promise<readonly Uint8Array[]>;
  close(): Promise<void>;
}

/** The packs that records are in (`hub/audit/pack.ts`). */
export interface RecordSource {
  /** `yyyy/mm/dd/<id>.pack`, in the order of their names. */
  packs(): Promise<readonly string[]>;
  /** Everything in the pack so far is durable when it resolves. */
  open(pack: string): Promise<PackReader>;
}
