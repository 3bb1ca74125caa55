import { KMSClient } from '@aws-sdk/client-kms';
import { type Content, openContent } from '../../hub/audit/content-envelope.ts';
import { DynamodbWrappedKeys } from '../../hub/audit/dynamodb-wrapped-keys.ts';
import { openKmsContentKeys } from '../../hub/audit/kms-content-keys.ts';
import type { CompletionRecord } from '../../hub/audit/record.ts';
import { clientDefaults } from '../local-aws/loopback-server.ts';
import type { LocalAws } from './functions.fixture.ts';

/** What a call left in the evidence, opened as an auditor opens it: by the data key that its record names. */
export async function keptContent(
  { s3, kms, dynamodb, names }: LocalAws,
  completion: CompletionRecord | undefined,
): Promise<{ sent: Buffer; answer: Buffer }> {
  const keys = await openKmsContentKeys({
    kms: new KMSClient({ ...clientDefaults, endpoint: kms.endpoint }),
    wrappedKeys: new DynamodbWrappedKeys({ client: dynamodb, tableName: names.dataKeys }),
    contentKeyId: names.contentKey,
    commitmentKeyId: names.commitmentKey,
    clock: { now: Date.now },
  });
  const dataKey = await keys.find(completion?.content?.dataKeyId ?? '');
  const stored = s3.objects.get(`${names.evidenceBucket}/${completion?.content?.key}`);
  if (completion === undefined || dataKey === undefined || stored === undefined) throw new Error('nothing is kept');
  const { sent, answer }: Content = openContent(stored, completion.recordId, dataKey);
  return { sent: Buffer.from(sent), answer: Buffer.from(answer) };
}
