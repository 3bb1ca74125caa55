/** Where the sealer keeps logs. Paths have forward slashes. Nothing is ever written over: a log that anybody could have read stays what it was. */
export interface LogStore {
  /** Names in a directory, in any order; none where there is no directory. */
  list(directory: string): Promise<readonly string[]>;
  /** The first `most` + 1 bytes at the most; undefined where there is no such file. */
  read(path: string, most: number): Promise<Uint8Array | undefined>;
  /**
   * Creates a file, whole or not at all; durable when it resolves. Where it is there already with the same bytes, nothing happens (a repeated step); with
   * others, a fault with code `evidence_conflict`.
   */
  create(path: string, bytes: Uint8Array): Promise<void>;
  /** Removes a file that a larger one has replaced; that it is gone already is no fault. */
  remove(path: string): Promise<void>;
}
