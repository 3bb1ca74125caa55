import { setTimeout as pause } from 'node:timers/promises';
import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GatehouseFault } from '../../shared/errors.ts';
import type { CompletionRecord, IntentRecord } from './record.ts';
import { recordPartition, recordsSchema } from './records-schema.ts';

export type Item = Record<string, AttributeValue>;
export type RecordType = keyof typeof recordsSchema.sortKeys;
export interface FoundRecord {
  readonly intent?: IntentRecord;
  readonly completion?: CompletionRecord;
}

const maxBatchAttempts = 6;

export function recordKey(recordId: string, type: RecordType): Item {
  return {
    [recordsSchema.partitionKey]: { S: recordPartition(recordId) },
    [recordsSchema.sortKey]: { S: recordsSchema.sortKeys[type] },
  };
}

/** Parses the items of one record. */
export function toFound(items: readonly Item[]): FoundRecord {
  const found: { intent?: IntentRecord; completion?: CompletionRecord } = {};
  for (const item of items) {
    const json = item[recordsSchema.json]?.S;
    if (json === undefined) continue;
    if (item[recordsSchema.sortKey]?.S === recordsSchema.sortKeys.intent)
      found.intent = JSON.parse(json) as IntentRecord;
    else found.completion = JSON.parse(json) as CompletionRecord;
  }
  return found;
}

/**
 * Reads records by id, consistently. DynamoDB may leave keys of a batch unprocessed when throttled; those are asked for again, a little later each time.
 * @param recordIds at most 50 (100 keys a batch).
 */
export async function readRecords(
  client: DynamoDBClient,
  tableName: string,
  recordIds: readonly string[],
  types: readonly RecordType[],
): Promise<ReadonlyMap<string, FoundRecord>> {
  let keys: readonly Item[] = recordIds.flatMap((id) => types.map((type) => recordKey(id, type)));
  const items: Item[] = [];
  for (let attempt = 0; keys.length > 0; attempt += 1) {
    if (attempt === maxBatchAttempts) return recordsUnavailable(new Error('BatchGetItem left keys unprocessed'));
    if (attempt > 0) await pause(20 * 2 ** attempt);
    const request = { [tableName]: { Keys: [...keys], ConsistentRead: true } };
    const page = await client.send(new BatchGetItemCommand({ RequestItems: request })).catch(recordsUnavailable);
    items.push(...(page.Responses?.[tableName] ?? []));
    keys = page.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  return byRecord(recordIds, items);
}

function byRecord(recordIds: readonly string[], items: readonly Item[]): ReadonlyMap<string, FoundRecord> {
  const grouped = Map.groupBy(items, (item) => item[recordsSchema.partitionKey]?.S);
  return new Map(recordIds.map((id) => [id, toFound(grouped.get(recordPartition(id)) ?? [])]));
}

export function recordsUnavailable(cause: unknown): never {
  throw new GatehouseFault(
    'evidence_unavailable',
    'The record store cannot be read or written.',
    "Check the records table's throttling and the hub's access to DynamoDB (endpoint policy, role, KMS key).",
    { cause },
  );
}
