/** The alarms over metrics, as data. What each means and what to do stands in RUNBOOK.md under its name. */
import { metricNamespace, metrics } from './metric-names.ts';
import { allFunctions, type WatchedApi, type WatchedHub } from './watched-hub.ts';

export interface MetricSource {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions?: Readonly<Record<string, string>>;
}

export interface HubAlarm {
  /** Also the heading of its entry in the runbook. */
  readonly name: string;
  /** What it means when it rings, in a sentence. */
  readonly means: string;
  /** Added together, where there are several. */
  readonly sources: readonly MetricSource[];
  readonly statistic: 'Sum' | 'Maximum' | 'p99';
  readonly minutes: number;
  /** Rings from here. */
  readonly threshold: number;
}

/** The runbook's entry for an alarm, for its description. */
export function runbookEntry(alarm: string): string {
  return `RUNBOOK.md#${alarm}`;
}

/** A metric that the hub's functions write, over all applications. */
export function ownMetric(name: string): MetricSource {
  return { namespace: metricNamespace, name };
}

/** Source of the names: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export function functionMetric(name: string, functionName: string): MetricSource {
  return { namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName } };
}

/** Source of the names: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html */
export function apiMetric(name: string, { name: ApiName, stage: Stage }: WatchedApi): MetricSource {
  return { namespace: 'AWS/ApiGateway', name, dimensions: { ApiName, Stage } };
}

export function hubAlarms(hub: WatchedHub): readonly HubAlarm[] {
  // An alarm over nothing would never ring, and say that all is well.
  return [...screening(hub), ...evidence(hub), ...capacity(hub), ...health(hub)].filter(
    ({ sources }) => sources.length > 0,
  );
}

function screening({ thresholds }: WatchedHub): readonly HubAlarm[] {
  return [
    {
      name: 'gatehouse-screening-refusals',
      means: 'Screening blocks more calls than usual: an attack, a leak, or a rule that is too strict.',
      sources: [{ namespace: metricNamespace, name: metrics.calls, dimensions: { outcome: 'blocked' } }],
      statistic: 'Sum',
      minutes: 60,
      threshold: thresholds.blockedCallsPerHour,
    },
    {
      name: 'gatehouse-screening-not-run',
      means: 'Something could not be screened, so its calls were refused.',
      sources: [ownMetric(metrics.notRun)],
      statistic: 'Sum',
      minutes: 5,
      threshold: 1,
    },
  ];
}

function evidence({ functions }: WatchedHub): readonly HubAlarm[] {
  return [
    {
      name: 'gatehouse-orphaned-intents',
      means: 'A call ended without a completion record: its intent stands alone, and the model may have been asked.',
      // A gateway that was killed or ran out of time writes no metric of its own; it answers its own faults, so what Lambda counts as an error is such an end.
      sources: [ownMetric(metrics.unrecorded), functionMetric('Errors', functions.gateway)],
      statistic: 'Sum',
      minutes: 5,
      threshold: 1,
    },
  ];
}

function capacity(hub: WatchedHub): readonly HubAlarm[] {
  const { thresholds, deadLetterQueues } = hub;
  return [
    {
      name: 'gatehouse-cap-breaches',
      means: 'Applications run into their caps on requests, tokens or cost.',
      sources: [ownMetric(metrics.capBreaches)],
      statistic: 'Sum',
      minutes: 60,
      threshold: thresholds.capBreachesPerHour,
    },
    {
      name: 'gatehouse-function-throttles',
      means: 'AWS Lambda throttles a function of the hub: concurrency is used up, here or in the account.',
      sources: allFunctions(hub).map((name) => functionMetric('Throttles', name)),
      statistic: 'Sum',
      minutes: 5,
      threshold: thresholds.throttlesPerFiveMinutes,
    },
    {
      name: 'gatehouse-model-throttles',
      means: 'Amazon Bedrock throttles the hub: a model quota of the account is used up.',
      sources: [ownMetric(metrics.modelThrottles)],
      statistic: 'Sum',
      minutes: 5,
      threshold: thresholds.throttlesPerFiveMinutes,
    },
    {
      name: 'gatehouse-dead-letters',
      means: 'An invocation failed for good and lies in a dead-letter queue.',
      sources: deadLetterQueues.map((QueueName) => ({
        namespace: 'AWS/SQS',
        name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName },
      })),
      statistic: 'Maximum',
      minutes: 5,
      threshold: 1,
    },
  ];
}

function health({ thresholds, apis, functions }: WatchedHub): readonly HubAlarm[] {
  return [
    {
      name: 'gatehouse-server-errors',
      means: 'Callers get answers of status 5xx.',
      sources: apis.map((api) => apiMetric('5XXError', api)),
      statistic: 'Sum',
      minutes: 5,
      threshold: thresholds.errorsPerFiveMinutes,
    },
    {
      name: 'gatehouse-client-errors',
      means: 'Callers get many answers of status 4xx, throttles of the edge (429) among them.',
      sources: apis.map((api) => apiMetric('4XXError', api)),
      statistic: 'Sum',
      minutes: 60,
      threshold: thresholds.capBreachesPerHour + thresholds.blockedCallsPerHour,
    },
    {
      name: 'gatehouse-handler-errors',
      means: 'The prompt handler or the response filter ended with an error.',
      sources: functions.handlers.map((name) => functionMetric('Errors', name)),
      statistic: 'Sum',
      minutes: 5,
      threshold: thresholds.errorsPerFiveMinutes,
    },
    {
      name: 'gatehouse-slow-answers',
      means: 'One call in a hundred waits too long for the first part of its answer.',
      sources: [ownMetric(metrics.firstToken)],
      statistic: 'p99',
      minutes: 15,
      threshold: thresholds.firstTokenSeconds,
    },
  ];
}
