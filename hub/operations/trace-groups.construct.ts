import { CfnGroup } from 'aws-cdk-lib/aws-xray';
import { Construct } from 'constructs';

export interface TraceGroupsProps {
  /** Name of the function at which every trace of the hub begins. */
  readonly gateway: string;
  /** Seconds from which a trace counts as slow. */
  readonly slowSeconds: number;
}

/**
 * Groups of traces, so that the runbook can say "look at the failed ones" and mean a click: all of the hub's, those with a fault, those that were slow. Traces hold names and times, and no content.
 * Source: https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html
 */
export class TraceGroups extends Construct {
  constructor(scope: Construct, id: string, { gateway, slowSeconds }: TraceGroupsProps) {
    super(scope, id);
    const ofHub = `service("${gateway}")`;
    const groups = {
      gatehouse: ofHub,
      'gatehouse-faults': `${ofHub} AND fault = true`,
      'gatehouse-slow': `${ofHub} AND responsetime >= ${slowSeconds}`,
    };
    for (const [groupName, filterExpression] of Object.entries(groups))
      new CfnGroup(this, groupName, { groupName, filterExpression });
  }
}
