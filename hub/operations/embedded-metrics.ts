/**
 * CloudWatch's embedded metric format: a line of JSON in a function's log, out of which CloudWatch makes metrics, without a call that could fail or take time.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */

export type MetricUnit = 'Count' | 'None' | 'Seconds' | 'Milliseconds';

export interface Metric {
  readonly name: string;
  readonly unit: MetricUnit;
  readonly value: number;
}

/** Metrics that are counted under the same combinations of dimensions. */
export interface MetricGroup {
  /** Names of dimensions; an empty combination counts everything together. */
  readonly by: readonly (readonly string[])[];
  readonly metrics: readonly Metric[];
}

export interface MetricDocument {
  readonly namespace: string;
  readonly atMs: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly groups: readonly MetricGroup[];
}

/** CloudWatch takes 100 metrics in a directive. */
const mostMetrics = 100;
/** A dimension's value ends at 1,024 characters. */
const longestValue = 1024;

/** One line, with its line end. A group without metrics is left out; so is a figure that is not a finite number, which CloudWatch would reject together with the whole line. */
export function embeddedMetricsLine({ namespace, atMs, dimensions, groups }: MetricDocument): string {
  const finite = groups
    .map(({ by, metrics }) => ({ by, metrics: metrics.filter(({ value }) => Number.isFinite(value)) }))
    .filter(({ metrics }) => metrics.length > 0);
  const directives = finite.flatMap(({ by, metrics }) =>
    inLots(metrics).map((lot) => ({
      Namespace: namespace,
      Dimensions: by,
      Metrics: lot.map(({ name, unit }) => ({ Name: name, Unit: unit })),
    })),
  );
  const values = finite.flatMap(({ metrics }) => metrics.map(({ name, value }) => [name, value] as const));
  const named = Object.entries(dimensions).map(([name, value]) => [name, value.slice(0, longestValue)] as const);
  // `_aws` comes last, so that no dimension can stand in its place.
  const line = {
    ...Object.fromEntries([...named, ...values]),
    _aws: { Timestamp: atMs, CloudWatchMetrics: directives },
  };
  return `${JSON.stringify(line)}\n`;
}

function inLots(metrics: readonly Metric[]): readonly (readonly Metric[])[] {
  const lots: (readonly Metric[])[] = [];
  for (let from = 0; from < metrics.length; from += mostMetrics) lots.push(metrics.slice(from, from + mostMetrics));
  return lots;
}
