import type { Mode } from './payload.ts';
import type { Credentials, SigningScope } from './sign.ts';

/** What the benchmark asks of the load generator. */
export interface LoadJob {
  readonly kind: 'job';
  readonly id: string;
  readonly port: number;
  readonly mode: Mode;
  readonly concurrency: number;
  readonly durationMs: number;
  readonly credentials: Credentials;
  readonly scope: SigningScope;
}

/** What the load generator measured. Times in milliseconds; `null` where nothing was measured. */
export interface LoadResult {
  readonly kind: 'result';
  readonly id: string;
  readonly calls: number;
  readonly seconds: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly firstTextP50: number | null;
  /** Calls without status 200 and a complete answer. */
  readonly bad: number;
  /** What the first bad call met. */
  readonly firstBad?: string;
}
