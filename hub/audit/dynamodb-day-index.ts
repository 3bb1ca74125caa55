import { type DynamoDBClient, paginateQuery, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { recordsUnavailable } from './dynamodb-record-items.ts';
import { dayPartition, recordsSchema } from './records-schema.ts';

const dayMs = 86_400_000;

export interface DayQuery {
  /** Partition of the day, from `dayPartition`. */
  readonly day: string;
  /** Only intents received before this, in milliseconds since the epoch. */
  readonly beforeMs?: number;
  readonly newestFirst: boolean;
  readonly pageSize: number;
}

/** Record ids of one day's intents, in order of reception, page by page. */
export async function* recordIdsOfDay(
  client: DynamoDBClient,
  tableName: string,
  query: DayQuery,
): AsyncIterable<readonly string[]> {
  try {
    for await (const page of paginateQuery({ client, pageSize: query.pageSize }, dayQuery(tableName, query))) {
      const sortKeys = (page.Items ?? []).map((item) => item[recordsSchema.byDay.sortKey]?.S ?? '');
      if (sortKeys.length > 0) yield sortKeys.map((key) => key.slice(key.indexOf('#') + 1));
    }
  } catch (cause) {
    recordsUnavailable(cause);
  }
}

function dayQuery(tableName: string, { day, beforeMs, newestFirst }: DayQuery): QueryCommandInput {
  const { indexName, partitionKey, sortKey } = recordsSchema.byDay;
  const base = { TableName: tableName, IndexName: indexName, ScanIndexForward: !newestFirst };
  if (beforeMs === undefined) {
    return {
      ...base,
      KeyConditionExpression: `${partitionKey} = :day`,
      ExpressionAttributeValues: { ':day': { S: day } },
    };
  }
  return {
    ...base,
    KeyConditionExpression: `${partitionKey} = :day AND ${sortKey} < :before`,
    ExpressionAttributeValues: { ':day': { S: day }, ':before': { S: new Date(beforeMs).toISOString() } },
  };
}

/** The day partitions from the one of `firstMs` to the one of `lastMs`. */
export function* daysForward(firstMs: number, lastMs: number): Generator<string> {
  for (let atMs = firstMs - (firstMs % dayMs); atMs <= lastMs; atMs += dayMs) yield dayPartition(atMs);
}

/** Day partitions from tomorrow (a writer's clock may be ahead) to `count` days ago. */
export function* daysBackward(nowMs: number, count: number): Generator<string> {
  for (let back = -1; back <= count; back += 1) yield dayPartition(nowMs - back * dayMs);
}
