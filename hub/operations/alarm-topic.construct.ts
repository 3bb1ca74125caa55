import { Annotations, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { RetainedKey } from '../../shared/constructs/retained-key.ts';

export interface AlarmTopicProps {
  /** E-mail addresses. */
  readonly addresses: readonly string[];
}

/**
 * Where alarms go, and from there to people. Only CloudWatch of this account and EventBridge publish to it, over TLS alone. A rule that has it as its target lets EventBridge in, and on no condition: EventBridge
 * delivers to no topic whose policy asks for one.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html, https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 *
 * @example new AlarmTopic(this, 'Alarms', { addresses: hub.operations.alarmAddresses }).topic;
 */
export class AlarmTopic extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { addresses }: AlarmTopicProps) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', {
      topicName: 'gatehouse-alarms',
      displayName: 'Gatehouse alarms',
      masterKey: this.#key(),
      enforceSSL: true,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsRing',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    explainFindings(
      topic,
      ['Serverless-SNSRedrivePolicy'],
      'The topic writes e-mail, which Amazon SNS tries again by itself. An alarm that nobody got still stands in CloudWatch and on the dashboard until what rang it is over.',
    );
    for (const address of addresses) topic.addSubscription(new EmailSubscription(address));
    if (addresses.length === 0)
      Annotations.of(this).addWarningV2(
        'gatehouse:alarms-reach-nobody',
        'Alarms reach nobody: hub.operations.alarmAddresses in governance.yaml is empty.',
      );
    this.topic = topic;
  }

  #key(): Key {
    const key = new RetainedKey(this, 'Key', { description: 'Gatehouse alarms' });
    // Neither says for which alarm or rule it uses the key.
    for (const service of ['cloudwatch', 'events'])
      key.grantEncryptDecrypt(new ServicePrincipal(`${service}.amazonaws.com`));
    return key;
  }
}
