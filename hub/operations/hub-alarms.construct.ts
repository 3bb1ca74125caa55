import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type HubAlarm, type MetricSource, runbookEntry } from './hub-alarms.ts';

export interface HubAlarmsProps {
  readonly alarms: readonly HubAlarm[];
  readonly topic: ITopic;
}

/** Alarms by their names, each with its entry of the runbook in its description, ringing and falling silent at one topic. */
export class HubAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, { alarms, topic }: HubAlarmsProps) {
    super(scope, id);
    const action = new SnsAction(topic);
    this.alarms = alarms.map((alarm) => {
      const made = new Alarm(this, alarm.name, {
        alarmName: alarm.name,
        alarmDescription: `${alarm.means} What to do: ${runbookEntry(alarm.name)}`,
        metric: measured(alarm),
        threshold: alarm.threshold,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        // Nothing is written while nothing happens.
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      made.addAlarmAction(action);
      made.addOkAction(action);
      return made;
    });
  }
}

/** A metric of CloudWatch's, from our description of it. */
export function metricOf({ namespace, name, dimensions }: MetricSource, statistic: string, minutes: number): Metric {
  return new Metric({
    namespace,
    metricName: name,
    statistic,
    period: Duration.minutes(minutes),
    ...(dimensions === undefined ? {} : { dimensionsMap: { ...dimensions } }),
  });
}

function measured({ sources, statistic, minutes }: HubAlarm): IMetric {
  const [first, ...more] = sources.map((source) => metricOf(source, statistic, minutes));
  if (first !== undefined && more.length === 0) return first;
  const named = Object.fromEntries([first, ...more].flatMap((metric, at) => (metric ? [[`m${at}`, metric]] : [])));
  const names = Object.keys(named);
  // One that has nothing to say must not silence the others.
  const expression = names.map((name) => `FILL(${name}, 0)`).join(' + ');
  return new MathExpression({ expression, usingMetrics: named, period: Duration.minutes(minutes), label: 'together' });
}
