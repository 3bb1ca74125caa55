import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  GraphWidgetView,
  type IAlarm,
  type IWidget,
  MathExpression,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { metricOf } from './hub-alarms.construct.ts';
import { apiMetric, functionMetric, type MetricSource, ownMetric } from './hub-alarms.ts';
import { dimensions, metricNamespace, metrics } from './metric-names.ts';
import { allFunctions, type WatchedHub } from './watched-hub.ts';

export interface HubDashboardProps {
  readonly hub: WatchedHub;
  readonly alarms: readonly IAlarm[];
}

/** CloudWatch's grid is 24 wide. */
const full = 24;
const third = 8;
const height = 6;

/** Three rows for three questions: is the hub healthy, who spends what, what was blocked. Applications and types appear by themselves, because the widgets search. */
export class HubDashboard extends Construct {
  constructor(scope: Construct, id: string, { hub, alarms }: HubDashboardProps) {
    super(scope, id);
    new Dashboard(this, 'Dashboard', {
      dashboardName: 'gatehouse',
      defaultInterval: Duration.hours(24),
      widgets: [
        [heading('Is it healthy?')],
        healthNow(alarms),
        healthOverTime(hub),
        [heading('Who spends what?')],
        spending(),
        [heading('What was blocked?')],
        blocked(),
      ],
    });
  }
}

function heading(text: string): IWidget {
  return new TextWidget({ markdown: `## ${text}`, width: full, height: 1 });
}

function healthNow(alarms: readonly IAlarm[]): IWidget[] {
  return [
    new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 12, height: 5 }),
    new SingleValueWidget({
      title: 'Last hour',
      width: 12,
      height: 5,
      metrics: [
        one(ownMetric(metrics.calls), 'Sum', 'calls'),
        one(outcome('faulted'), 'Sum', 'faulted'),
        one(ownMetric(metrics.unrecorded), 'Sum', 'without a completion'),
        one(ownMetric(metrics.notRun), 'Sum', 'parts not screened'),
        one(ownMetric(metrics.firstToken), 'p99', 'p99 seconds to the first token'),
      ],
    }),
  ];
}

function healthOverTime(hub: WatchedHub): IWidget[] {
  return [
    graph('Calls by outcome', [found(dimensions.outcome, metrics.calls, 'Sum')], { stacked: true }),
    graph('Seconds', [
      one(ownMetric(metrics.firstToken), 'p50', 'first token, p50'),
      one(ownMetric(metrics.firstToken), 'p99', 'first token, p99'),
      one(ownMetric(metrics.duration), 'p99', 'whole call, p99'),
    ]),
    graph('Errors and throttles', [
      ...allFunctions(hub).map((name) => one(functionMetric('Errors', name), 'Sum', `${name} errors`)),
      ...allFunctions(hub).map((name) => one(functionMetric('Throttles', name), 'Sum', `${name} throttles`)),
      ...hub.apis.map((api) => one(apiMetric('5XXError', api), 'Sum', `${api.name} 5xx`)),
      one(ownMetric(metrics.modelThrottles), 'Sum', 'Bedrock throttles'),
    ]),
  ];
}

function spending(): IWidget[] {
  return [
    graph('US dollars an hour by application', [found(dimensions.application, metrics.cost, 'Sum')], { stacked: true }),
    graph('US dollars an hour by model', [found(dimensions.model, metrics.cost, 'Sum')], { stacked: true }),
    graph('Tokens, and calls refused by a cap', [
      one(ownMetric(metrics.inputTokens), 'Sum', 'input'),
      one(ownMetric(metrics.outputTokens), 'Sum', 'output'),
      one(ownMetric(metrics.cacheReadTokens), 'Sum', 'from cache'),
      one(ownMetric(metrics.capBreaches), 'Sum', 'refused by a cap'),
    ]),
  ];
}

function blocked(): IWidget[] {
  return [
    graph('Blocked by type', [byType('blocked', metrics.blocked)], { view: GraphWidgetView.BAR }),
    graph('Masked by type', [byType('masked', metrics.masked)], { view: GraphWidgetView.BAR }),
    graph('Refused by code', [found(dimensions.code, metrics.refusals, 'Sum')], { view: GraphWidgetView.BAR }),
  ];
}

interface Look {
  readonly stacked?: boolean;
  readonly view?: GraphWidgetView;
}

function graph(title: string, left: (ReturnType<typeof one> | MathExpression)[], look: Look = {}): IWidget {
  return new GraphWidget({ title, left, width: third, height, period: Duration.hours(1), ...look });
}

function one(source: MetricSource, statistic: string, label: string) {
  return metricOf(source, statistic, 60).with({ label });
}

function outcome(value: string): MetricSource {
  return { namespace: metricNamespace, name: metrics.calls, dimensions: { [dimensions.outcome]: value } };
}

/** The largest by one dimension, whatever values it comes to have. Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html */
function found(dimension: string, metric: string, statistic: string): MathExpression {
  return search(`{${metricNamespace},${dimension}} MetricName="${metric}"`, statistic, `\${PROP('Dim.${dimension}')}`);
}

/** A type stands at the end of the metric's name, behind a word that no other metric has. */
function byType(word: string, total: string): MathExpression {
  return search(`{${metricNamespace}} MetricName=${word} NOT MetricName="${total}"`, 'Sum', "${PROP('MetricName')}");
}

function search(query: string, statistic: string, label: string): MathExpression {
  const expression = `SORT(SEARCH('${query}', '${statistic}', 3600), SUM, DESC, 15)`;
  return new MathExpression({ expression, label, usingMetrics: {}, period: Duration.hours(1) });
}
