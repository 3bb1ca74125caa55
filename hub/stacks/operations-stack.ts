import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { EvidenceJournalBucket } from '../audit/evidence-journal-bucket.ts';
import { policyBucketName } from '../gateway/policy-bucket-name.ts';
import { functionName } from '../network/function-names.ts';
import { AlarmTopic } from '../operations/alarm-topic.construct.ts';
import { HubDashboard } from '../operations/dashboard.construct.ts';
import { EvidenceQueries } from '../operations/evidence-queries.construct.ts';
import { HubAlarms } from '../operations/hub-alarms.construct.ts';
import { hubAlarms } from '../operations/hub-alarms.ts';
import { KeyWatch } from '../operations/key-watch.construct.ts';
import { ModelInvocationLog } from '../operations/model-invocation-log.construct.ts';
import { TraceGroups } from '../operations/trace-groups.construct.ts';
import { Trail } from '../operations/trail.construct.ts';
import { TrailWatches } from '../operations/trail-watches.construct.ts';
import { trailWatches } from '../operations/trail-watches.ts';
import type { WatchedHub } from '../operations/watched-hub.ts';
import { deadLetterQueueName } from './functions-stack.ts';

export interface OperationsStackProps extends StackProps {
  readonly policy: PolicyBundle;
  readonly evidence: {
    readonly bucket: Pick<IBucket, 'bucketName' | 'bucketArn'>;
    /** Access logs and inventory of it. */
    readonly journal: Pick<IBucket, 'bucketName'>;
  };
}

/**
 * How the hub is run: who is told of what (alarms), what can be seen at a look (dashboard, traces), and what is kept of who did what (trail, log of model invocations, queries). Functions, APIs, queues and
 * tables are named, not referred to, so this stack waits for none but the evidence.
 *
 * @example new OperationsStack(app, 'GatehouseOperations', { env, policy, evidence: evidenceStack.evidence });
 */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { policy, evidence, ...props }: OperationsStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    const { hub } = policy;
    const { thresholds, alarmAddresses, trailLogRetentionDays: retentionDays } = hub.operations;
    const watched = watchedHub(hub);
    const trail = this.#recording(policy, evidence);
    const watches = this.#watches(hub, evidence, trail);
    const { topic } = new AlarmTopic(this, 'AlarmTopic', { addresses: alarmAddresses });
    const { alarms } = new HubAlarms(this, 'Alarms', { alarms: [...hubAlarms(watched), ...watches.alarms], topic });
    new KeyWatch(this, 'KeyWatch', { topic });
    new HubDashboard(this, 'Dashboard', { hub: watched, alarms });
    new TraceGroups(this, 'Traces', {
      gateway: watched.functions.gateway,
      slowSeconds: thresholds.firstTokenSeconds,
    });
    new ModelInvocationLog(this, 'ModelInvocations', { encryptionKey: trail.key, retentionDays });
  }

  /** What AWS keeps about who did what, and where it can be asked. */
  #recording({ hub, audit }: PolicyBundle, { bucket, journal: noted }: OperationsStackProps['evidence']): Trail {
    const journal = new EvidenceJournalBucket(this, 'Journal', { retentionDays: audit.minimumRetentionDays }).bucket;
    const bundles = this.formatArn({ service: 's3', region: '', account: '', resource: policyBucketName(hub) });
    const trail = new Trail(this, 'Trail', {
      hub,
      audit,
      journal,
      bucketArns: [bucket.bucketArn, bundles],
      tableArns: [this.#tables('gatehouse-')],
    });
    new EvidenceQueries(this, 'Queries', {
      buckets: {
        evidenceBucket: bucket.bucketName,
        journalBucket: noted.bucketName,
        trailBucket: trail.bucket.bucketName,
      },
      encryptionKey: trail.key,
      journal,
    });
    return trail;
  }

  #watches(hub: HubPolicy, { bucket }: OperationsStackProps['evidence'], trail: Trail): TrailWatches {
    const watches = trailWatches({
      hub,
      evidenceBucket: bucket.bucketName,
      evidenceTables: [this.#tables('gatehouse-records'), this.#tables('gatehouse-data-keys')],
      guardedBuckets: [bucket.bucketName, trail.bucket.bucketName, policyBucketName(hub)],
    });
    return new TrailWatches(this, 'TrailWatches', { watches, logGroup: trail.logGroup });
  }

  /** The ARN of a table, or the beginning of those of several. */
  #tables(name: string): string {
    return this.formatArn({ service: 'dynamodb', resource: 'table', resourceName: name });
  }
}

function watchedHub({ operations, edge }: HubPolicy): WatchedHub {
  return {
    thresholds: operations.thresholds,
    functions: {
      gateway: functionName('gateway'),
      handlers: [functionName('response-filter'), functionName('prompt-handler')],
    },
    apis: (['regional', 'private'] as const)
      .filter((kind) => edge !== null && edge[kind] !== null)
      .map((kind) => ({ name: `gatehouse-${kind}`, stage: 'v1' })),
    deadLetterQueues: [deadLetterQueueName],
  };
}
