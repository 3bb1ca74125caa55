import { CfnBasePathMapping, CfnDomainName } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { EdgePolicy } from '../../../shared/config/hub-policy.ts';
import { partitionHas } from '../../network/partition-features.ts';
import type { EdgeLogs } from '../edge-logs.construct.ts';
import { EdgeFirewall } from '../firewall/edge-firewall.construct.ts';
import { apiPolicy } from './api-policy.ts';
import { HubRestApi } from './hub-api.construct.ts';

export interface RegionalEdgeProps {
  readonly policy: PolicyBundle;
  readonly edge: EdgePolicy;
  readonly regional: NonNullable<EdgePolicy['regional']>;
  /** Whether CloudFront stands in front of it. */
  readonly behindCloudFront: boolean;
  readonly gatewayFunctionArn: string;
  readonly logs: EdgeLogs;
}

/**
 * The public edge in the hub's Region: API, firewall, and the host name that callers sign for. CloudFront, where it stands in front, hands on that very name, or no signature would fit.
 *
 * @example new RegionalEdge(stack, 'Regional', { policy, edge, regional, behindCloudFront: true, gatewayFunctionArn, logs }).target;
 */
export class RegionalEdge extends Construct {
  readonly rest: HubRestApi;
  /** The host that the domain name points to, or that CloudFront fetches from. */
  readonly target: string;

  constructor(scope: Construct, id: string, props: RegionalEdgeProps) {
    super(scope, id);
    const { policy, regional } = props;
    this.rest = new HubRestApi(this, 'Rest', { ...props, kind: 'regional', resourcePolicy: apiPolicy({ policy }) });
    if (partitionHas('web-firewall', this, policy.hub.partition)) this.#protect(props);
    const domain = new CfnDomainName(this, 'Domain', {
      domainName: regional.domainName,
      regionalCertificateArn: regional.certificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
    });
    const { apiId, stage } = this.rest.api;
    const mapping = new CfnBasePathMapping(this, 'Mapping', { domainName: domain.ref, restApiId: apiId, stage });
    mapping.node.addDependency(this.rest.stage);
    this.target = domain.attrRegionalDomainName;
  }

  #protect({ policy, edge, logs, behindCloudFront }: RegionalEdgeProps): void {
    const firewall = new EdgeFirewall(this, 'Firewall', {
      name: 'regional',
      scope: 'REGIONAL',
      edge,
      hub: policy.hub,
      callersCome: behindCloudFront ? 'perhaps-through-cloudfront' : 'directly',
      logs,
    });
    firewall.protect(this.rest.stageArn).node.addDependency(this.rest.stage);
  }
}
