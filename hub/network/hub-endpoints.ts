import { Stack } from 'aws-cdk-lib';
import {
  GatewayVpcEndpoint,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService,
  type IVpc,
  type VpcEndpoint,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { endpointStatements, mostPolicyCharacters } from './endpoint-policy.ts';
import { type EndpointService, endpointServices } from './endpoint-services.ts';
import type { HubResources } from './hub-resources.ts';
import type { HubSecurityGroups } from './hub-security-groups.ts';

export interface HubEndpointsProps {
  readonly vpc: IVpc;
  readonly securityGroups: HubSecurityGroups;
  readonly policy: PolicyBundle;
  readonly resources: HubResources;
}

/**
 * One endpoint for each service of `endpointServices`, each with a policy of its own and reached under the service's usual host name.
 *
 * @example new HubEndpoints(stack, 'Endpoints', { vpc, securityGroups, policy, resources }).idOf('bedrock-runtime');
 */
export class HubEndpoints extends Construct {
  readonly #endpoints = new Map<string, VpcEndpoint>();

  constructor(scope: Construct, id: string, props: HubEndpointsProps) {
    super(scope, id);
    for (const service of endpointServices) {
      const endpoint = service.kind === 'gateway' ? this.#gateway(service, props) : this.#interface(service, props);
      const statements = endpointStatements(service, props.policy, props.resources);
      this.#refuseLongPolicy(service.name, statements);
      for (const statement of statements) endpoint.addToPolicy(statement);
      this.#endpoints.set(service.name, endpoint);
    }
  }

  /**
   * The id that requests through the endpoint carry as `aws:SourceVpce`.
   *
   * @param service a `name` of `endpointServices`.
   * @throws GatehouseFault `configuration_invalid` where there is no such endpoint.
   */
  idOf(service: string): string {
    const endpoint = this.#endpoints.get(service);
    if (endpoint !== undefined) return endpoint.vpcEndpointId;
    throw new GatehouseFault(
      'configuration_invalid',
      `The hub's network has no endpoint for '${service}'.`,
      'Add the service, with its callers and their actions, to hub/network/endpoint-services.ts.',
    );
  }

  #interface({ name, forCallers }: EndpointService, { vpc, securityGroups }: HubEndpointsProps): VpcEndpoint {
    return new InterfaceVpcEndpoint(this, name, {
      vpc,
      service: new InterfaceVpcEndpointAwsService(name),
      subnets: { subnets: vpc.isolatedSubnets },
      securityGroups: [forCallers ? securityGroups.api : securityGroups.services],
      privateDnsEnabled: true,
      // The CDK would let in the whole VPC.
      open: false,
    });
  }

  #gateway({ name }: EndpointService, { vpc }: HubEndpointsProps): VpcEndpoint {
    return new GatewayVpcEndpoint(this, name, {
      vpc,
      service: new GatewayVpcEndpointAwsService(name),
      subnets: [{ subnets: vpc.isolatedSubnets }],
    });
  }

  /** EC2 would refuse it too, but in the middle of a deployment and without saying what to do. */
  #refuseLongPolicy(service: string, statements: ReturnType<typeof endpointStatements>): void {
    const characters = JSON.stringify(Stack.of(this).resolve(statements.map((one) => one.toStatementJson()))).length;
    if (characters + 60 <= mostPolicyCharacters) return;
    throw new GatehouseFault(
      'configuration_invalid',
      `The policy of the ${service} endpoint has ${characters} characters, and AWS takes ${mostPolicyCharacters}.`,
      'List fewer models, Regions or inference profiles in governance.yaml, or run a second hub for some of them.',
    );
  }
}
