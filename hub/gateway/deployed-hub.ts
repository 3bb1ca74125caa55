import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import type * as z from 'zod/mini';
import { onceOpened } from '../../shared/runtime/once-opened.ts';
import type { ContentKeys } from '../audit/content-keys.ts';
import { DynamodbRecords } from '../audit/dynamodb-records.ts';
import { DynamodbWrappedKeys } from '../audit/dynamodb-wrapped-keys.ts';
import { EvidenceS3 } from '../audit/evidence-s3.ts';
import { openKmsContentKeys } from '../audit/kms-content-keys.ts';
import { RecordWriter } from '../audit/record-writer.ts';
import { DynamodbLedger } from '../cost/dynamodb-ledger.ts';
import { MetricsObserver } from '../operations/metrics-observer.ts';
import { DynamodbReviews } from '../reviews/dynamodb-reviews.ts';
import type { ClientSettings } from './client-settings.ts';
import { functionPolicy } from './function-policy-s3.ts';
import type { GatewayEnv } from './gateway.env.ts';
import type { Handlers } from './handlers.ts';
import type { Hub } from './hub.ts';

type GatewayEnvironment = z.output<typeof GatewayEnv>;

const clock = { now: Date.now };
/** Straight to the log: CloudWatch reads a metric from a line that is JSON and nothing else. */
const observer = new MetricsObserver((line) => process.stdout.write(line));

/**
 * The hub over AWS, put together once for each environment of the function: clients at its start, keys at its first call. To be opened at the beginning of each call, because a function that is
 * frozen between calls can look for newer rules then only.
 *
 * @returns what opens it; it faults with `policy_unavailable` or `key_unavailable`, and the next call tries anew.
 */
export function deployedHub(env: GatewayEnvironment, settings: ClientSettings, handlers: Handlers): () => Promise<Hub> {
  const dynamodb = new DynamoDBClient(settings);
  const s3 = new S3Client(settings);
  const policies = functionPolicy(env, s3);
  const stores = storesOf(env, dynamodb, s3);
  const openKeys = onceOpened(() => keysOf(env, dynamodb, new KMSClient(settings)));
  return async () => {
    const [keys] = await Promise.all([openKeys(), policies.ready()]);
    return { ...stores, keys, handlers, policy: () => policies.policy(), clock, observer, build: env.GATEHOUSE_BUILD };
  };
}

function storesOf(
  env: GatewayEnvironment,
  dynamodb: DynamoDBClient,
  s3: S3Client,
): Pick<Hub, 'ledger' | 'writer' | 'evidence' | 'reviews'> {
  const records = new DynamodbRecords({ client: dynamodb, tableName: env.GATEHOUSE_RECORDS_TABLE, clock });
  return {
    ledger: new DynamodbLedger({ client: dynamodb, tableName: env.GATEHOUSE_LEDGER_TABLE }),
    writer: new RecordWriter(records),
    reviews: new DynamodbReviews({ client: dynamodb, tableName: env.GATEHOUSE_REVIEWS_TABLE }),
    evidence: new EvidenceS3({
      client: s3,
      bucket: env.GATEHOUSE_EVIDENCE_BUCKET,
      lockMode: env.GATEHOUSE_OBJECT_LOCK_MODE === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE',
    }),
  };
}

function keysOf(env: GatewayEnvironment, dynamodb: DynamoDBClient, kms: KMSClient): Promise<ContentKeys> {
  return openKmsContentKeys({
    kms,
    wrappedKeys: new DynamodbWrappedKeys({ client: dynamodb, tableName: env.GATEHOUSE_DATA_KEYS_TABLE }),
    contentKeyId: env.GATEHOUSE_CONTENT_KEY,
    commitmentKeyId: env.GATEHOUSE_COMMITMENT_KEY,
    clock,
  });
}
