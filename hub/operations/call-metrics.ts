import type { RefusalCode } from '../../shared/contract/refusals.ts';
import type { CompletionRecord, IntentRecord, RecordedUsage } from '../audit/record.ts';
import type { Finding, PartVerdict } from '../screening/parts.ts';
import type { ObservedCall } from './call-observer.ts';
import type { Metric, MetricDocument, MetricGroup, MetricUnit } from './embedded-metrics.ts';
import { dimensions, metricNamespace, metrics } from './metric-names.ts';

/** What stands in a dimension where a call has nothing of the kind. */
const none = '(none)';

/** A cap on requests, tokens or cost was reached. */
const capCodes: readonly RefusalCode[] = ['rate_exceeded', 'quota_exceeded'];

/** Bedrock's own word for a throttle, as `error.type` has it. */
const throttled = 'ThrottlingException';

const nanosPerDollar = 1e9;
const everyone: readonly string[] = [];
const { application, model, outcome, code } = dimensions;

/**
 * What the metrics have of one call: figures, names from `governance.yaml` and fixed words. Nothing that a caller wrote is in it, and nothing by which a call or a user could be told.
 *
 * @example write(embeddedMetricsLine(callMetrics({ intent, completion, timings })));
 */
export function callMetrics({ intent, completion, timings }: ObservedCall): MetricDocument {
  return {
    namespace: metricNamespace,
    atMs: Date.parse(completion.completedAt),
    dimensions: {
      [application]: intent.caller.application ?? none,
      [model]: intent.request.model ?? none,
      [outcome]: completion.outcome,
      [code]: completion.refusal?.code ?? none,
    },
    groups: [
      spending(completion.usage),
      {
        by: [[application], [outcome], everyone],
        metrics: [count(metrics.calls, 1), metric(metrics.duration, 'Seconds', timings.totalMs / 1000)],
      },
      reservations(intent),
      refusals(completion),
      screening([...completion.screening.input, ...completion.screening.output]),
      promptness(timings, completion),
    ],
  };
}

/** A call whose evidence could not be closed: it has no completion to make metrics of. */
export function unrecordedMetrics(name: string | null, atMs: number): MetricDocument {
  return {
    namespace: metricNamespace,
    atMs,
    dimensions: { [application]: name ?? none },
    groups: [{ by: [[application], everyone], metrics: [count(metrics.unrecorded, 1)] }],
  };
}

function spending(usage: RecordedUsage | null): MetricGroup {
  const by = [[application, model], [application], [model], everyone];
  if (usage === null) return { by, metrics: [] };
  return {
    by,
    metrics: [
      count(metrics.inputTokens, usage['gen_ai.usage.input_tokens']),
      count(metrics.outputTokens, usage['gen_ai.usage.output_tokens']),
      count(metrics.cacheReadTokens, usage['gen_ai.usage.cache_read.input_tokens']),
      count(metrics.cacheWriteTokens, usage['gen_ai.usage.cache_creation.input_tokens']),
      metric(metrics.cost, 'None', usage.costNanos / nanosPerDollar),
    ],
  };
}

function reservations({ reservation }: IntentRecord): MetricGroup {
  if (reservation === null) return { by: [], metrics: [] };
  const dollars = reservation.costNanos / nanosPerDollar;
  return {
    by: [[application], everyone],
    metrics: [count(metrics.holds, 1), metric(metrics.heldCost, 'None', dollars)],
  };
}

function refusals({ refusal, ...completion }: CompletionRecord): MetricGroup {
  // A hub that is at its limit says the same to callers, but as a fault: nobody's cap was reached.
  const breached = completion.outcome === 'refused' && refusal !== null && capCodes.includes(refusal.code);
  const byModel = completion.outcome === 'upstream_error' && completion['error.type'] === throttled;
  return {
    by: [[code], [application], everyone],
    metrics: [
      ...(refusal === null ? [] : [count(metrics.refusals, 1)]),
      ...(breached ? [count(metrics.capBreaches, 1)] : []),
      ...(byModel ? [count(metrics.modelThrottles, 1)] : []),
    ],
  };
}

/** Parts by verdict, and of those that were blocked or masked what was found in them, by type. */
function screening(parts: readonly PartVerdict[]): MetricGroup {
  const failed = parts.filter((part) => part.failed === true).length;
  const found = parts.flatMap((part) => part.findings);
  return {
    by: [[application], everyone],
    metrics: [
      ...tally(metrics.blocked, found.filter(blocks)),
      ...tally(metrics.masked, found.filter(masks)),
      ...(failed === 0 ? [] : [count(metrics.notRun, failed)]),
    ],
  };
}

function blocks({ action }: Finding): boolean {
  return action === 'block';
}

function masks({ action }: Finding): boolean {
  return action === 'mask' || action === 'pseudonymize';
}

/** A sum, and a metric for each type of finding. `TOPIC:mergers` is a TOPIC: names of topics and places in lists of words would be metrics without end. */
function tally(name: string, findings: readonly Finding[]): readonly Metric[] {
  if (findings.length === 0) return [];
  const sums = new Map<string, number>();
  for (const { type, count: times } of findings) {
    const kind = type.split(':', 1)[0] ?? type;
    sums.set(kind, (sums.get(kind) ?? 0) + times);
  }
  const all = [...sums.values()].reduce((sum, times) => sum + times, 0);
  return [count(name, all), ...[...sums].map(([kind, times]) => count(`${name}.${kind}`, times))];
}

function promptness(
  { firstPieceMs, totalMs, intentMs, completionMs }: ObservedCall['timings'],
  { outcome: how }: CompletionRecord,
): MetricGroup {
  // An answer that left in one piece left at its end.
  const firstMs = firstPieceMs ?? (how === 'answered' ? totalMs : null);
  return {
    by: [everyone],
    metrics: [
      ...(firstMs === null ? [] : [metric(metrics.firstToken, 'Seconds', firstMs / 1000)]),
      metric(metrics.intentLatency, 'Milliseconds', intentMs),
      metric(metrics.completionLatency, 'Milliseconds', completionMs),
    ],
  };
}

function count(name: string, value: number): Metric {
  return metric(name, 'Count', value);
}

function metric(name: string, unit: MetricUnit, value: number): Metric {
  return { name, unit, value };
}
