import { EventField, Match, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { runbookEntry } from './hub-alarms.ts';

export interface KeyWatchProps {
  readonly topic: ITopic;
}

/** Of the rule, and of its entry in the runbook. */
export const keyWatchName = 'gatehouse-key-danger';

/** What makes a key unusable, now or soon, or keeps it from rotating. All keys of the hub's account are the hub's. */
const dangerous = ['DisableKey', 'ScheduleKeyDeletion', 'DisableKeyRotation', 'DeleteImportedKeyMaterial'];

/**
 * Tells people at once when a key is disabled or is to be deleted, because evidence that nobody can decrypt is lost. A rule instead of an alarm: KMS is regional, so its events are on this
 * Region's bus within seconds.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export class KeyWatch extends Construct {
  constructor(scope: Construct, id: string, { topic }: KeyWatchProps) {
    super(scope, id);
    const rule = new Rule(this, 'Rule', {
      ruleName: keyWatchName,
      description: `A key of the hub is disabled or is to be deleted. What to do: ${runbookEntry(keyWatchName)}`,
      eventPattern: {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { eventSource: ['kms.amazonaws.com'], eventName: Match.anyOf(...dangerous) },
      },
    });
    const what = EventField.fromPath('$.detail.eventName');
    const who = EventField.fromPath('$.detail.userIdentity.arn');
    const said = `${keyWatchName}: ${who} asked AWS KMS for ${what}. What to do: ${runbookEntry(keyWatchName)}`;
    explainFindings(
      rule,
      ['Serverless-EventBusDLQ'],
      'EventBridge tries to reach the topic for a day, and the audit trail has the same event, for which the alarm gatehouse-policy-changes rings on a way of its own.',
    );
    rule.addTarget(new SnsTopic(topic, { message: RuleTargetInput.fromText(said) }));
  }
}
