/** What is wrong with a log, by kind. */
export type LogFindingKind =
  /** A file is not what its name says it is. */
  | 'malformed'
  /** Nobody whose key is known signed this checkpoint, or it is another log's. */
  | 'wrong-key'
  /** Bytes differ from what was signed. */
  | 'altered'
  /** A file that the log must have is not there. */
  | 'removed'
  /** Two signed checkpoints cannot both be true: the log told two stories. */
  | 'forked'
  /** The log is shorter than it was. */
  | 'rolled-back';

export interface LogFinding {
  readonly kind: LogFindingKind;
  /** Path below the log's directory. */
  readonly file: string;
  /** Of the entry concerned, counted from 0. */
  readonly index?: number;
  /** One sentence for people. */
  readonly message: string;
  readonly says?: string;
  readonly expected?: string;
}

export interface LogReport {
  /** null where no checkpoint could be believed. */
  readonly origin: string | null;
  /** Entries that the largest believed checkpoint covers. */
  readonly size: number;
  /** Checkpoints that verified: signature, root, and with it consistency with all others. */
  readonly checkpoints: number;
  /** Whether the log has its entries beside their hashes. */
  readonly entries: boolean;
  /** Names of witnesses that cosigned the largest believed checkpoint. */
  readonly witnesses: readonly string[];
  readonly findings: readonly LogFinding[];
  /** Findings beyond those listed. */
  readonly unlisted: number;
  /** Files below the directory that are no part of a log; the first few. */
  readonly ignored: readonly string[];
}

/** A log of millions of entries can have millions of flaws; whoever reads the report needs the first. */
const mostListed = 1000;

export class Findings<F = LogFinding> {
  readonly listed: F[] = [];
  #count = 0;

  add(finding: F): void {
    this.#count += 1;
    if (this.listed.length < mostListed) this.listed.push(finding);
  }

  get unlisted(): number {
    return this.#count - this.listed.length;
  }
}
