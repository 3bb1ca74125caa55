import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { EdgePolicy } from '../../shared/config/hub-policy.ts';
import type { HubApi } from '../access/caller-access.ts';
import { ApiGatewayLogging } from '../edge/api/api-gateway-logging.construct.ts';
import type { HubRestApi } from '../edge/api/hub-api.construct.ts';
import { PrivateEdge } from '../edge/api/private-edge.construct.ts';
import { RegionalEdge } from '../edge/api/regional-edge.construct.ts';
import { EdgeLogs } from '../edge/edge-logs.construct.ts';
import { partitionHas } from '../network/partition-features.ts';
import { EdgeGlobalStack } from './edge-global-stack.ts';

export interface EdgeProps {
  readonly env: { readonly account: string; readonly region: string };
  readonly policy: PolicyBundle;
  /** The gateway, or the alias of it that has provisioned concurrency. */
  readonly gatewayFunctionArn: string;
  /** Id of the hub's own interface endpoint of API Gateway (execute-api). */
  readonly apiEndpointId: string;
  /**
   * The stack that makes the gateway: the right to call it can be given only once it is there, and its ARN, being a name, does not say so.
   * @default the function exists already
   */
  readonly after?: Stack;
}

interface EdgeStackProps extends StackProps, Omit<EdgeProps, 'env' | 'after'> {
  readonly edge: EdgePolicy;
  readonly behindCloudFront: boolean;
}

/** The APIs in the hub's Region: the regional and the private edge, each where it is switched on. */
class EdgeStack extends Stack {
  readonly apis: readonly HubApi[];
  readonly regional: RegionalEdge | undefined;

  constructor(scope: Construct, id: string, { policy, edge, behindCloudFront, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const { gatewayFunctionArn, apiEndpointId: endpointId } = props;
    const logs = new EdgeLogs(this, 'Logs', { retentionDays: edge.logRetentionDays });
    const common = { policy, edge, gatewayFunctionArn, logs };
    if (edge.regional !== null)
      this.regional = new RegionalEdge(this, 'Regional', { ...common, regional: edge.regional, behindCloudFront });
    const inVpcs =
      edge.private === null
        ? undefined
        : new PrivateEdge(this, 'Private', { ...common, inVpcs: edge.private, endpointId });
    this.apis = this.#served([this.regional?.rest, inVpcs?.rest]);
    this.#tell(this.regional, inVpcs);
  }

  #served(rests: readonly (HubRestApi | undefined)[]): readonly HubApi[] {
    const served = rests.filter((rest) => rest !== undefined);
    const logging = new ApiGatewayLogging(this, 'ApiLogging');
    for (const { stage } of served) stage.node.addDependency(logging);
    return served.map(({ api }) => api);
  }

  /** What whoever keeps the names (DNS) has to know. */
  #tell(regional: RegionalEdge | undefined, inVpcs: PrivateEdge | undefined): void {
    if (regional !== undefined)
      new CfnOutput(this, 'RegionalTarget', {
        description: 'Host of the regional edge: what its domain name is an alias of where CloudFront is off',
        value: regional.target,
      });
    if (inVpcs !== undefined)
      new CfnOutput(this, 'PrivateDomainArn', {
        description: 'Private domain name, to be associated with endpoints of other accounts',
        value: inVpcs.domainArn,
      });
  }
}

/**
 * The edges that are switched on (hub.edge), and the APIs that callers' policies name. Callers' stacks refer to the ids of the APIs weakly, so that neither holds the other back.
 *
 * @example const { apis } = edgeStacks(app, { env, policy, gatewayFunctionArn, apiEndpointId: network.endpoints.idOf('execute-api'), after: functions });
 */
export function edgeStacks(scope: Construct, props: EdgeProps): { readonly apis: readonly HubApi[] } {
  const { after, ...given } = props;
  const { env, policy } = given;
  const { edge, partition } = policy.hub;
  if (edge === null) return { apis: [] };
  const behindCloudFront = edge.cloudFront !== null && partitionHas('cloudfront', scope, partition);
  const description = 'Gatehouse: regional and private APIs';
  const stack = new EdgeStack(scope, 'GatehouseEdge', { ...given, edge, behindCloudFront, description });
  if (after !== undefined) stack.addStackDependency(after);
  const { cloudFront, regional } = edge;
  if (behindCloudFront && cloudFront !== null && regional !== null && stack.regional !== undefined)
    new EdgeGlobalStack(scope, 'GatehouseEdgeGlobal', {
      env: { account: env.account, region: 'us-east-1' },
      description: 'Gatehouse: CloudFront and its firewall',
      crossRegionReferences: true,
      policy,
      edge,
      domainName: regional.domainName,
      certificateArn: cloudFront.certificateArn,
      origin: stack.regional.target,
    });
  return { apis: stack.apis };
}
