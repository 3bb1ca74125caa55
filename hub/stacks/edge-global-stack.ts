import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { EdgePolicy } from '../../shared/config/hub-policy.ts';
import { HubDistribution } from '../edge/cloudfront/distribution.construct.ts';
import { EdgeLogs } from '../edge/edge-logs.construct.ts';
import { EdgeFirewall } from '../edge/firewall/edge-firewall.construct.ts';

export interface EdgeGlobalStackProps extends StackProps {
  readonly policy: PolicyBundle;
  readonly edge: EdgePolicy;
  readonly domainName: string;
  readonly certificateArn: string;
  /** Host of the regional API. */
  readonly origin: string;
}

/** CloudFront in front of the regional edge. In us-east-1, where CloudFront takes its certificate and firewall from and delivers its logs from. */
export class EdgeGlobalStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { policy, edge, domainName, certificateArn, origin, ...props }: EdgeGlobalStackProps,
  ) {
    super(scope, id, props);
    const { allowedCountries, logRetentionDays } = edge;
    const logs = new EdgeLogs(this, 'Logs', { retentionDays: logRetentionDays });
    const { arn: firewallArn } = new EdgeFirewall(this, 'Firewall', {
      name: 'cloudfront',
      scope: 'CLOUDFRONT',
      edge,
      hub: policy.hub,
      callersCome: 'directly',
      logs,
    });
    const distribution = new HubDistribution(this, 'CloudFront', {
      domainName,
      certificateArn,
      origin,
      firewallArn,
      allowedCountries,
      logRetentionDays,
    });
    new CfnOutput(this, 'Target', {
      description: 'Host of CloudFront: what the domain name of the regional edge is an alias of',
      value: distribution.target,
    });
  }
}
