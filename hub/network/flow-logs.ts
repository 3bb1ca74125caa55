import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  FlowLog,
  FlowLogDestination,
  FlowLogMaxAggregationInterval,
  FlowLogResourceType,
  FlowLogTrafficType,
  type IVpc,
  LogFormat,
} from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { RetainedKey } from '../../shared/constructs/retained-key.ts';

export interface FlowLogsProps {
  readonly vpc: IVpc;
  /** One of the periods that CloudWatch Logs offers. */
  readonly retentionDays: number;
}

/** Besides the default fields: the ends of a connection behind an endpoint, its direction, and by which way it left. */
const fields = [
  LogFormat.ALL_DEFAULT_FIELDS,
  LogFormat.VPC_ID,
  LogFormat.SUBNET_ID,
  LogFormat.TCP_FLAGS,
  LogFormat.PKT_SRC_ADDR,
  LogFormat.PKT_DST_ADDR,
  LogFormat.PKT_DST_AWS_SERVICE,
  LogFormat.FLOW_DIRECTION,
  LogFormat.TRAFFIC_PATH,
];

/**
 * Every connection in the VPC, accepted or rejected, in an encrypted log group that outlives the stack.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 *
 * @example new FlowLogs(stack, 'FlowLogs', { vpc, retentionDays: 365 });
 */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, { vpc, retentionDays }: FlowLogsProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'LogGroup', {
      encryptionKey: this.#key(),
      retention: retentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new FlowLog(this, 'FlowLog', {
      resourceType: FlowLogResourceType.fromVpc(vpc),
      destination: FlowLogDestination.toCloudWatchLogs(logGroup, this.#role()),
      trafficType: FlowLogTrafficType.ALL,
      maxAggregationInterval: FlowLogMaxAggregationInterval.ONE_MINUTE,
      logFormat: fields,
    });
  }

  /** CloudWatch Logs uses the key for log groups of this account alone. */
  #key(): Key {
    const stack = Stack.of(this);
    const key = new RetainedKey(this, 'Key', { description: 'Gatehouse flow logs' });
    const logs = new ServicePrincipal('logs.amazonaws.com', {
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
            service: 'logs',
            resource: 'log-group:*',
          }),
        },
      },
    });
    key.grantEncryptDecrypt(logs);
    return key;
  }

  /** The service acts for flow logs of this account alone (no confused deputy). */
  #role(): Role {
    const { account } = Stack.of(this);
    const role = new Role(this, 'Role', {
      description: 'Writes the flow logs of the Gatehouse VPC',
      assumedBy: new ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    explainFindings(
      role,
      ['IAMNoInlinePolicy'],
      'An inline policy lives and dies with its one role, and cannot be attached to another by mistake.',
    );
    return role;
  }
}
