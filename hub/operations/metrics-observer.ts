import { callMetrics, unrecordedMetrics } from './call-metrics.ts';
import type { CallObserver, ObservedCall } from './call-observer.ts';
import { embeddedMetricsLine, type MetricDocument } from './embedded-metrics.ts';

/**
 * Writes one line of metrics for each call. Metrics are not evidence: one that cannot be made or written is lost, and the call is answered all the same.
 *
 * @example new MetricsObserver((line) => process.stdout.write(line));
 */
export class MetricsObserver implements CallObserver {
  readonly #write: (line: string) => unknown;

  constructor(write: (line: string) => unknown) {
    this.#write = write;
  }

  onCall(call: ObservedCall): void {
    this.#tell(() => callMetrics(call));
  }

  onUnrecorded(application: string | null, atMs: number): void {
    this.#tell(() => unrecordedMetrics(application, atMs));
  }

  #tell(make: () => MetricDocument): void {
    try {
      this.#write(embeddedMetricsLine(make()));
    } catch {
      // Nothing may be written about it either: what failed is the log.
    }
  }
}
