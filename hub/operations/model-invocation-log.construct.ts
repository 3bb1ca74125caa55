import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';

export interface ModelInvocationLogProps {
  readonly encryptionKey: IKey;
  readonly retentionDays: number;
}

const logGroupName = '/gatehouse/model-invocations';

/**
 * Where Amazon Bedrock itself notes every invocation of a model in this account and Region, the hub's or not: a second witness, of who asked which model and how many tokens it used, that the hub
 * cannot leave anything out of. CloudFormation has no resource that turns the logging on, so the output `ModelInvocationLogging` says what to turn it on with (RUNBOOK.md, first deployment). Every
 * delivery of data is off in it: content is in the evidence, encrypted and under retention, and has no business in a log.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 *
 * @example new ModelInvocationLog(this, 'ModelInvocations', { encryptionKey, retentionDays: 365 });
 */
export class ModelInvocationLog extends Construct {
  constructor(scope: Construct, id: string, { encryptionKey, retentionDays }: ModelInvocationLogProps) {
    super(scope, id);
    new LogGroup(this, 'LogGroup', {
      logGroupName,
      encryptionKey,
      retention: retentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new CfnOutput(this, 'LoggingConfig', {
      description: 'What aws bedrock put-model-invocation-logging-configuration is given as --logging-config',
      value: Stack.of(this).toJsonString({
        cloudWatchConfig: { logGroupName, roleArn: this.#role().roleArn },
        textDataDeliveryEnabled: false,
        imageDataDeliveryEnabled: false,
        embeddingDataDeliveryEnabled: false,
        videoDataDeliveryEnabled: false,
      }),
    }).overrideLogicalId('ModelInvocationLogging');
  }

  /** Bedrock writes to one stream alone, and for this account alone (no confused deputy). */
  #role(): Role {
    const stack = Stack.of(this);
    const stream = stack.formatArn({
      service: 'logs',
      resource: `log-group:${logGroupName}:log-stream:aws/bedrock/modelinvocations`,
    });
    const from = stack.formatArn({ service: 'bedrock', resource: '*' });
    const role = new Role(this, 'Role', {
      description: 'Writes the log of model invocations',
      assumedBy: new ServicePrincipal('bedrock.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': from } },
      }),
      inlinePolicies: {
        Write: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [stream] }),
          ],
        }),
      },
    });
    explainFindings(
      role,
      ['IAMNoInlinePolicy'],
      'An inline policy lives and dies with its one role, and cannot be attached to another by mistake.',
    );
    return role;
  }
}
