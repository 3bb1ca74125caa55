import { logProblem, type ProblemLog } from '../../shared/runtime/problem-log.ts';
import { callMetrics, unrecordedMetrics } from './call-metrics.ts';
import type { CallObserver, ObservedCall } from './call-observer.ts';
import { embeddedMetricsLine, type MetricDocument } from './embedded-metrics.ts';

/**
 * Writes one line of metrics for each call, and one for what broke. Metrics are not evidence: one that cannot be made or written is lost, and the call is answered all the same.
 *
 * @example new MetricsObserver((line) => process.stdout.write(line));
 */
export class MetricsObserver implements CallObserver {
  readonly #write: (line: string) => unknown;
  readonly #log: ProblemLog;

  constructor(write: (line: string) => unknown, log: ProblemLog = logProblem) {
    this.#write = write;
    this.#log = log;
  }

  onCall(call: ObservedCall): void {
    this.#tell(() => callMetrics(call));
  }

  onUnrecorded(application: string | null, atMs: number): void {
    this.#tell(() => unrecordedMetrics(application, atMs));
  }

  onFault(fault: unknown, recordId: string): void {
    this.#log('call_faulted', fault, recordId);
  }

  #tell(make: () => MetricDocument): void {
    try {
      this.#write(embeddedMetricsLine(make()));
    } catch {
      // Nothing may be written about it either: what failed is the log.
    }
  }
}
