import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { HubAlarm } from './hub-alarms.ts';
import type { TrailWatch } from './trail-watches.ts';

export interface TrailWatchesProps {
  readonly watches: readonly TrailWatch[];
  readonly logGroup: ILogGroup;
}

/** Apart from the functions' own namespace: those may write there, and must not be able to hide a finding of the trail's. */
const namespace = 'Gatehouse/Trail';

/** Counts the events of the audit trail that are watched for. What rings is in `alarms`. */
export class TrailWatches extends Construct {
  readonly alarms: readonly HubAlarm[];

  constructor(scope: Construct, id: string, { watches, logGroup }: TrailWatchesProps) {
    super(scope, id);
    for (const { name, patterns } of watches)
      for (const [part, pattern] of Object.entries(patterns))
        new MetricFilter(this, `${name}-${part}`, {
          logGroup,
          filterPattern: FilterPattern.literal(pattern),
          metricNamespace: namespace,
          metricName: name,
          metricValue: '1',
        });
    this.alarms = watches.map(({ name, means, threshold }) => ({
      name,
      means,
      sources: [{ namespace, name }],
      statistic: 'Sum',
      minutes: 5,
      threshold,
    }));
  }
}
