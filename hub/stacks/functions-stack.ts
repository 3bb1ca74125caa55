import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { RetainedKey } from '../../shared/constructs/retained-key.ts';
import type { FunctionResources } from '../access/function-access.ts';
import type { GuardrailArns } from '../access/invocation-access.ts';
import { Gateway, type GatewayStores } from '../gateway/gateway.construct.ts';
import type { PolicyBundleBucket } from '../gateway/policy-bundle-bucket.construct.ts';
import { liveFunctionArn } from '../network/function-names.ts';
import { PromptHandler } from '../prompt-handler/prompt-handler.construct.ts';
import { ResponseFilter } from '../response-filter/response-filter.construct.ts';
import type { EvidenceStack } from './evidence-stack.ts';
import type { FunctionPlace } from './isolated-function.ts';
import type { NetworkStack } from './network-stack.ts';

export interface FunctionsStackProps extends StackProps {
  readonly policy: PolicyBundle;
  readonly network: Pick<NetworkStack, 'vpc' | 'securityGroups'>;
  readonly evidence: Pick<
    EvidenceStack,
    'evidence' | 'records' | 'ledger' | 'reviews' | 'dataKeys' | 'keys' | 'sealKey' | 'tablesKey'
  >;
  readonly bundles: PolicyBundleBucket;
  /** All guardrails of the hub. */
  readonly guardrails: readonly GuardrailArns[];
  /** Id of the hub's interface endpoint for Bedrock Runtime. */
  readonly bedrockEndpointId: string;
  /** Name and version of what is deployed. */
  readonly build: string;
}

/** Fixed: alarms name it. */
export const deadLetterQueueName = 'gatehouse-dead-letters';

/**
 * Gateway, response filter and prompt handler, which ask one another in this order. They name each other by ARN, so neither deployment nor this stack depends on an order.
 *
 * @example new FunctionsStack(app, 'GatehouseFunctions', { env, policy, network, evidence, bundles, guardrails, bedrockEndpointId, build });
 */
export class FunctionsStack extends Stack {
  constructor(scope: Construct, id: string, props: FunctionsStackProps) {
    const { policy, network, evidence, bundles, guardrails, bedrockEndpointId, build, ...stackProps } = props;
    super(scope, id, stackProps);
    const { hub, audit } = policy;
    const key = this.#key();
    const place: FunctionPlace = {
      hub,
      vpc: network.vpc,
      securityGroup: network.securityGroups.functions,
      key,
      deadLetters: this.#deadLetters(key),
    };
    const resources = resourcesOf(props);
    const stores = storesOf(props);
    const { bundleBucket, recordsTable } = stores;
    new PromptHandler(this, 'PromptHandler', { place, resources, bundleBucket, recordsTable });
    new ResponseFilter(this, 'ResponseFilter', { place, resources, bundleBucket });
    new Gateway(this, 'Gateway', { place, audit, resources, stores, build });
  }

  /** Of what the functions have beside their stores. CloudWatch Logs uses it for log groups of this account alone. */
  #key(): IKey {
    const key = new RetainedKey(this, 'Key', {
      description: 'Gatehouse functions: environments, logs and dead letters',
    });
    const logGroups = this.formatArn({ service: 'logs', resource: 'log-group:*' });
    const conditions = { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } };
    key.grantEncryptDecrypt(new ServicePrincipal('logs.amazonaws.com', { conditions }));
    // Roles and policies of the functions name it, and the CDK may not write them into its policy in turn.
    return Key.fromKeyArn(this, 'FixedKey', key.keyArn);
  }

  #deadLetters(key: IKey): IQueue {
    const queue = new Queue(this, 'DeadLetters', {
      queueName: deadLetterQueueName,
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    explainFindings(
      queue,
      ['AwsSolutions-SQS3', 'Serverless-SQSRedrivePolicy', 'sqs_dlq_check'],
      'This is the dead-letter queue: what arrives here stays until a person has looked at it, or for 14 days, and an alarm rings.',
    );
    return Queue.fromQueueArn(this, 'FixedDeadLetters', queue.queueArn);
  }
}

function resourcesOf(props: FunctionsStackProps): FunctionResources {
  const { policy, evidence, bundles, guardrails, bedrockEndpointId } = props;
  return {
    evidenceBucket: evidence.evidence.bucket.bucketArn,
    evidenceKey: evidence.evidence.key.keyArn,
    contentKey: evidence.keys.contentKeyArn,
    commitmentKey: evidence.keys.commitmentKeyArn,
    sealKey: evidence.sealKey.keyArn,
    recordsTable: evidence.records.table.tableArn,
    ledgerTable: evidence.ledger.table.tableArn,
    reviewsTable: evidence.reviews.table.tableArn,
    dataKeysTable: evidence.dataKeys.table.tableArn,
    tablesKey: evidence.tablesKey.keyArn,
    bundleBucket: bundles.bucket.bucketArn,
    bundleKey: bundles.keyArn,
    responseFilter: liveFunctionArn('response-filter', policy.hub),
    promptHandler: liveFunctionArn('prompt-handler', policy.hub),
    guardrails,
    bedrockEndpointId,
  };
}

function storesOf({ evidence, bundles }: FunctionsStackProps): GatewayStores {
  return {
    evidenceBucket: evidence.evidence.bucket.bucketName,
    bundleBucket: bundles.bucket.bucketName,
    recordsTable: evidence.records.table.tableName,
    ledgerTable: evidence.ledger.table.tableName,
    reviewsTable: evidence.reviews.table.tableName,
    dataKeysTable: evidence.dataKeys.table.tableName,
  };
}
