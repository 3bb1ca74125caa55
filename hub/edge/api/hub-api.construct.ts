import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import { CfnDeployment, CfnRestApi, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { EdgePolicy } from '../../../shared/config/hub-policy.ts';
import { explainFindings } from '../../../shared/constructs/explained-findings.ts';
import type { HubApi } from '../../access/caller-access.ts';
import { type PolicyJson, requireFit } from '../../access/policy-json.ts';
import { apiGatewayDocument } from '../contract/api-gateway-document.ts';
import { type EdgeLogs, logGroupArn } from '../edge-logs.construct.ts';
import { accessLogFormat } from './access-log-format.ts';
import { mostPolicyCharacters } from './api-policy.ts';
import { methodSettings } from './method-settings.ts';

export interface HubRestApiProps {
  readonly kind: 'regional' | 'private';
  readonly policy: PolicyBundle;
  readonly edge: EdgePolicy;
  /** Who may not call it; `apiPolicy` makes it. */
  readonly resourcePolicy: PolicyJson;
  /** The gateway, or an alias of it. */
  readonly gatewayFunctionArn: string;
  readonly logs: EdgeLogs;
}

/** What callers' policies name, and what the base path of a domain leads to. */
const stageName = 'v1';

/**
 * One REST API of the hub: the contract, imported; one stage; the right to call the gateway from there and from nowhere else. Its default host name is off, so that there is one name to sign for, and one
 * certificate and firewall in front. A deployment is a copy of API and policy, and is made anew whenever one of them changes.
 *
 * @example const api = new HubRestApi(stack, 'Regional', { kind: 'regional', policy, edge, resourcePolicy, gatewayFunctionArn, logs });
 */
export class HubRestApi extends Construct {
  readonly api: HubApi;
  readonly stage: CfnStage;
  /** As other services name the stage. */
  readonly stageArn: string;

  constructor(scope: Construct, id: string, props: HubRestApiProps) {
    super(scope, id);
    const api = this.#restApi(props);
    this.stage = this.#stage(api, props);
    this.api = { apiId: api.ref, stage: stageName };
    this.stageArn = Stack.of(this).formatArn({
      service: 'apigateway',
      account: '',
      resource: 'restapis',
      resourceName: `${api.ref}/stages/${stageName}`,
    });
    this.#letItCall(props.gatewayFunctionArn, api.ref);
    this.#explain(api);
  }

  #restApi(props: HubRestApiProps): CfnRestApi {
    const { kind, policy, resourcePolicy, gatewayFunctionArn: functionArn } = props;
    requireFit(
      resourcePolicy,
      mostPolicyCharacters,
      `The resource policy of the ${kind} API`,
      'Name fewer endpoints under hub.edge.private.vpcEndpoints.',
    );
    const { partition, region } = policy.hub;
    return new CfnRestApi(this, 'Api', {
      name: `gatehouse-${kind}`,
      description: `Gatehouse: Amazon Bedrock, governed (${kind} edge)`,
      body: apiGatewayDocument({ partition, region, functionArn }),
      parameters: { basepath: 'ignore' },
      endpointConfiguration: { types: [kind === 'private' ? 'PRIVATE' : 'REGIONAL'] },
      disableExecuteApiEndpoint: true,
      policy: resourcePolicy,
    });
  }

  #stage(api: CfnRestApi, { kind, edge, logs }: HubRestApiProps): CfnStage {
    const access = logs.group(`Access-${kind}`, `/gatehouse/edge/${kind}`);
    // API Gateway would make it by itself, without a key and for ever.
    const execution = logs.group(`Execution-${kind}`, `API-Gateway-Execution-Logs_${api.ref}/${stageName}`);
    const stage = new CfnStage(this, 'Stage', {
      restApiId: api.ref,
      deploymentId: this.#deployment(api).ref,
      stageName,
      description: 'Version 1 of the contract',
      tracingEnabled: true,
      accessLogSetting: { destinationArn: logGroupArn(access), format: accessLogFormat },
      methodSettings: methodSettings(edge.throttle),
    });
    stage.node.addDependency(execution);
    return stage;
  }

  #deployment(api: CfnRestApi): CfnDeployment {
    const copied = JSON.stringify(Stack.of(this).resolve([api.body, api.policy]));
    const digest = createHash('sha256').update(copied).digest('hex').slice(0, 16);
    return new CfnDeployment(this, `Deployment-${digest}`, { restApiId: api.ref, description: digest });
  }

  /** For the calls of this API's stage: whoever else could invoke the gateway would say himself who he is. */
  #letItCall(functionName: string, apiId: string): void {
    const sourceArn = Stack.of(this).formatArn({
      service: 'execute-api',
      resource: apiId,
      resourceName: `${stageName}/POST/apps/*/model/*/*`,
    });
    new CfnPermission(this, 'MayCallGateway', {
      functionName,
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      sourceAccount: Stack.of(this).account,
      sourceArn,
    });
  }

  #explain(api: CfnRestApi): void {
    explainFindings(
      api,
      ['AwsSolutions-APIG2'],
      'Bodies and parameters of every method are validated: the validator stands in the imported OpenAPI document, where the rule does not look.',
    );
    explainFindings(
      this.stage,
      ['APIGWCacheEnabledAndEncrypted'],
      'Nothing is cached: every answer belongs to one caller and one record.',
    );
    explainFindings(
      this.stage,
      ['APIGWSSLEnabled'],
      'A client certificate is for back ends behind HTTP. This one is a Lambda function, which only this stage may invoke, by its resource policy.',
    );
  }
}
