import { CfnParameter } from 'aws-cdk-lib';
import {
  CfnSecurityGroup,
  CfnSecurityGroupIngress,
  type CfnSecurityGroupProps,
  type ISecurityGroup,
  type IVpc,
  SecurityGroup,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';

export interface HubSecurityGroupsProps {
  readonly vpc: IVpc;
  /** Region, and the `network` section: prefix lists and networks of callers. */
  readonly hub: HubPolicy;
}

const https = { ipProtocol: 'tcp', fromPort: 443, toPort: 443 } as const;

/** A group that is created without any rule for outgoing traffic gets one from EC2 that allows all of it; this one allows nothing that leaves the interface. */
const nothing: CfnSecurityGroup.EgressProperty = { ipProtocol: '-1', cidrIp: '127.0.0.1/32', description: 'Nothing' };

/**
 * Who may talk to whom inside the VPC: functions to the service endpoints, to S3 and to DynamoDB; callers from named private networks to the API endpoint; nobody to the functions,
 * and functions not to one another. The groups are immutable for the rest of the CDK app: every rule stands here.
 *
 * @example new Function(stack, 'Gateway', { vpc, securityGroups: [groups.functions], ... });
 */
export class HubSecurityGroups extends Construct {
  /** For every function of the hub. */
  readonly functions: ISecurityGroup;
  /** For endpoints of services that functions call. */
  readonly services: ISecurityGroup;
  /** For the endpoint of API Gateway, which callers use. */
  readonly api: ISecurityGroup;
  readonly #vpcId: string;

  constructor(scope: Construct, id: string, { vpc, hub }: HubSecurityGroupsProps) {
    super(scope, id);
    this.#vpcId = vpc.vpcId;
    this.services = this.#group('Services', 'Gatehouse service endpoints: from functions alone', {});
    this.functions = this.#group('Functions', 'Gatehouse functions: to endpoints alone', {
      securityGroupEgress: [
        { ...https, destinationSecurityGroupId: this.services.securityGroupId, description: 'Service endpoints' },
        { ...https, destinationPrefixListId: this.#prefixList('s3', hub), description: 'S3' },
        { ...https, destinationPrefixListId: this.#prefixList('dynamodb', hub), description: 'DynamoDB' },
      ],
    });
    // Apart from its group, which would otherwise depend on the group that depends on it.
    new CfnSecurityGroupIngress(this, 'FunctionsToServices', {
      ...https,
      groupId: this.services.securityGroupId,
      sourceSecurityGroupId: this.functions.securityGroupId,
      description: 'Functions',
    });
    this.api = this.#group('Api', 'Gatehouse API endpoint: from the networks of callers alone', {
      securityGroupIngress: hub.network.callerNetworks.map((cidrIp) => ({ ...https, cidrIp, description: 'Callers' })),
    });
  }

  #group(
    id: string,
    groupDescription: string,
    rules: Pick<CfnSecurityGroupProps, 'securityGroupEgress' | 'securityGroupIngress'>,
  ): ISecurityGroup {
    const group = new CfnSecurityGroup(this, `${id}Group`, {
      vpcId: this.#vpcId,
      groupDescription,
      securityGroupEgress: rules.securityGroupEgress ?? [nothing],
      securityGroupIngress: rules.securityGroupIngress ?? [],
    });
    return SecurityGroup.fromSecurityGroupId(this, id, group.attrGroupId, { mutable: false });
  }

  /**
   * AWS gives the prefix lists of each Region ids that no CloudFormation function knows. Whoever has not written them down is asked when deploying: a wrong id fails there, and
   * opens nothing.
   */
  #prefixList(service: 's3' | 'dynamodb', { region, network }: HubPolicy): string {
    if (network.prefixLists !== null) return network.prefixLists[service];
    const parameter = new CfnParameter(this, service === 's3' ? 'S3PrefixList' : 'DynamoDbPrefixList', {
      type: 'String',
      allowedPattern: '^pl-([0-9a-f]{8}|[0-9a-f]{17})$',
      constraintDescription: 'must be the id of a prefix list, such as pl-63a5400a',
      description: `Id of the AWS-managed prefix list com.amazonaws.${region}.${service}; also hub.network.prefixLists in governance.yaml`,
    });
    return parameter.valueAsString;
  }
}
