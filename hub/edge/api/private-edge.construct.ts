import { CfnBasePathMappingV2, CfnDomainNameAccessAssociation, CfnDomainNameV2 } from 'aws-cdk-lib/aws-apigateway';
import { CfnResourceShare } from 'aws-cdk-lib/aws-ram';
import { Construct } from 'constructs';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { EdgePolicy, PrivateEdgePolicy } from '../../../shared/config/hub-policy.ts';
import { partitionHas } from '../../network/partition-features.ts';
import type { EdgeLogs } from '../edge-logs.construct.ts';
import { EdgeFirewall } from '../firewall/edge-firewall.construct.ts';
import { apiPolicy, domainPolicy } from './api-policy.ts';
import { HubRestApi } from './hub-api.construct.ts';

export interface PrivateEdgeProps {
  readonly policy: PolicyBundle;
  readonly edge: EdgePolicy;
  readonly inVpcs: PrivateEdgePolicy;
  /** Id of the hub's own endpoint of API Gateway. */
  readonly endpointId: string;
  readonly gatewayFunctionArn: string;
  readonly logs: EdgeLogs;
}

/**
 * The edge for callers inside VPCs. Requests come through the endpoints that are named here and through no others; the domain name is shared with the organization (AWS RAM), whose accounts associate it
 * with their endpoints. Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains.html
 *
 * @example new PrivateEdge(stack, 'Private', { policy, edge, inVpcs, endpointId, gatewayFunctionArn, logs }).domainArn;
 */
export class PrivateEdge extends Construct {
  readonly rest: HubRestApi;
  /** Whoever associates the name with an endpoint needs it. */
  readonly domainArn: string;

  constructor(scope: Construct, id: string, props: PrivateEdgeProps) {
    super(scope, id);
    const { policy, inVpcs, endpointId } = props;
    const letIn = { policy, endpointIds: [endpointId, ...inVpcs.vpcEndpoints] };
    this.rest = new HubRestApi(this, 'Rest', { ...props, kind: 'private', resourcePolicy: apiPolicy(letIn) });
    if (partitionHas('web-firewall', this, policy.hub.partition)) this.#protect(props);
    const domain = new CfnDomainNameV2(this, 'Domain', {
      domainName: inVpcs.domainName,
      certificateArn: inVpcs.certificateArn,
      endpointConfiguration: { types: ['PRIVATE'] },
      securityPolicy: 'TLS_1_2',
      policy: domainPolicy(letIn),
    });
    this.domainArn = domain.attrDomainNameArn;
    this.#lead(endpointId);
    this.#share(policy, inVpcs);
  }

  #protect({ policy, edge, logs }: PrivateEdgeProps): void {
    const firewall = new EdgeFirewall(this, 'Firewall', {
      name: 'private',
      scope: 'REGIONAL',
      edge,
      hub: policy.hub,
      callersCome: 'from-vpcs',
      logs,
    });
    firewall.protect(this.rest.stageArn).node.addDependency(this.rest.stage);
  }

  /** From the hub's own endpoint to the domain name, and from there to the API. */
  #lead(endpointId: string): void {
    const domainNameArn = this.domainArn;
    new CfnDomainNameAccessAssociation(this, 'Association', {
      accessAssociationSource: endpointId,
      accessAssociationSourceType: 'VPCE',
      domainNameArn,
    });
    const { apiId: restApiId, stage } = this.rest.api;
    const mapping = new CfnBasePathMappingV2(this, 'Mapping', { domainNameArn, restApiId, stage });
    mapping.node.addDependency(this.rest.stage);
  }

  #share({ hub, organization }: PolicyBundle, { sharedWith }: PrivateEdgePolicy): void {
    const whole = `arn:${hub.partition}:organizations::${organization.managementAccountId}:organization/${organization.id}`;
    new CfnResourceShare(this, 'Share', {
      name: 'gatehouse-private-edge',
      resourceArns: [this.domainArn],
      principals: sharedWith.length === 0 ? [whole] : [...sharedWith],
      allowExternalPrincipals: false,
    });
  }
}
