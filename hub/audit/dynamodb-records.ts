import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import type { Clock, RecordStore, SealedRecord } from '../gateway/ports.ts';
import { daysBackward, daysForward, recordIdsOfDay } from './dynamodb-day-index.ts';
import {
  type FoundRecord,
  type Item,
  readRecords,
  recordKey,
  recordsUnavailable,
  toFound,
} from './dynamodb-record-items.ts';
import type { CompletionRecord, IntentRecord } from './record.ts';
import { recordConflict } from './record-conflict.ts';
import { dayPartition, daySortKey, recordsSchema } from './records-schema.ts';

export interface DynamodbRecordsOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly clock: Clock;
  /**
   * How many days back `orphans` and `latest` look. The sweeper turns an orphan into a finding within minutes, so older days hold none unless it stood still longer
   * than this.
   * @default 7
   */
  readonly lookbackDays?: number;
}

/** Keys that one BatchGetItem takes are 100, and an orphan check needs one for each record, a listing two. */
const batchSize = 50;

/**
 * The AWS record store: two write-once items for each call, and an index of intents by UTC day, so that nothing ever scans the table. The index follows within moments
 * (it is eventually consistent), which is why orphans are asked for with a grace of minutes; whether a completion exists is read from the table, consistently.
 */
export class DynamodbRecords implements RecordStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #lookbackDays: number;

  constructor(options: DynamodbRecordsOptions) {
    this.#client = options.client;
    this.#table = options.tableName;
    this.#clock = options.clock;
    this.#lookbackDays = options.lookbackDays ?? 7;
  }

  async putIntent(intent: SealedRecord<IntentRecord>): Promise<void> {
    const { recordId, receivedAt, caller } = intent.record;
    const atMs = Date.parse(receivedAt);
    const extra: Item = {
      [recordsSchema.byDay.partitionKey]: { S: dayPartition(atMs) },
      [recordsSchema.byDay.sortKey]: { S: daySortKey(atMs, recordId) },
    };
    if (caller.application !== null) extra[recordsSchema.application] = { S: caller.application };
    await this.#create(intent, atMs, extra);
  }

  async putCompletion(completion: SealedRecord<CompletionRecord>): Promise<void> {
    await this.#create(completion, Date.parse(completion.record.completedAt), {});
  }

  async get(recordId: string): Promise<FoundRecord> {
    const query = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: `${recordsSchema.partitionKey} = :record`,
      ExpressionAttributeValues: { ':record': recordKey(recordId, 'intent')[recordsSchema.partitionKey] ?? { S: '' } },
      ConsistentRead: true,
    });
    const { Items } = await this.#client.send(query).catch(recordsUnavailable);
    return toFound(Items ?? []);
  }

  async *orphans(beforeMs: number): AsyncIterable<IntentRecord> {
    const first = this.#clock.now() - this.#lookbackDays * 86_400_000;
    for (const day of daysForward(first, beforeMs)) {
      for await (const ids of recordIdsOfDay(this.#client, this.#table, {
        day,
        beforeMs,
        newestFirst: false,
        pageSize: batchSize,
      })) {
        const completed = await readRecords(this.#client, this.#table, ids, ['completion']);
        const open = ids.filter((id) => completed.get(id)?.completion === undefined);
        const intents = await readRecords(this.#client, this.#table, open, ['intent']);
        for (const id of open) {
          const intent = intents.get(id)?.intent;
          if (intent !== undefined) yield intent;
        }
      }
    }
  }

  async latest(
    limit: number,
  ): Promise<readonly { readonly intent: IntentRecord; readonly completion?: CompletionRecord }[]> {
    const newest: { readonly intent: IntentRecord; readonly completion?: CompletionRecord }[] = [];
    for (const day of daysBackward(this.#clock.now(), this.#lookbackDays)) {
      for await (const ids of recordIdsOfDay(this.#client, this.#table, {
        day,
        newestFirst: true,
        pageSize: batchSize,
      })) {
        const wanted = ids.slice(0, limit - newest.length);
        const found = await readRecords(this.#client, this.#table, wanted, ['intent', 'completion']);
        for (const id of wanted) {
          const { intent, completion } = found.get(id) ?? {};
          if (intent !== undefined) newest.push(completion === undefined ? { intent } : { intent, completion });
        }
        if (newest.length >= limit) return newest;
      }
    }
    return newest;
  }

  async #create(
    { record, canonical }: SealedRecord<IntentRecord | CompletionRecord>,
    atMs: number,
    extra: Item,
  ): Promise<void> {
    const key = recordKey(record.recordId, record.type);
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: { ...key, ...extra, [recordsSchema.json]: { S: canonical }, [recordsSchema.at]: { N: String(atMs) } },
      ConditionExpression: `attribute_not_exists(${recordsSchema.partitionKey})`,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await this.#client.send(put);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) return recordsUnavailable(error);
      const stored = error.Item ?? (await this.#stored(key));
      if (stored?.[recordsSchema.json]?.S !== canonical) throw recordConflict(record.type, error);
    }
  }

  /** For servers that do not send the item back with a failed condition. */
  async #stored(key: Item): Promise<Item | undefined> {
    const { Item } = await this.#client
      .send(new GetItemCommand({ TableName: this.#table, Key: key, ConsistentRead: true }))
      .catch(recordsUnavailable);
    return Item;
  }
}
