import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GatehouseFault } from '../../shared/errors.ts';
import { decodeQuota, encodeWindows, type Item, type QuotaItem } from './dynamodb-ledger-item.ts';
import type { ConditionalUpdate } from './dynamodb-ledger-updates.ts';
import { ledgerSchema, quotaPartition } from './ledger-schema.ts';
import { emptyWindows } from './windows.ts';

/** The ledger table, item by item. Every failure but a failed condition is a fault with code `ledger_unavailable`. */
export class QuotaItems {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#table = tableName;
  }

  /** Undefined where the update was applied; else the item as it stood. */
  async update(
    application: string,
    update: ConditionalUpdate,
  ): Promise<{ readonly item: QuotaItem | undefined } | undefined> {
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: quotaKey(application),
          ...update,
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw ledgerUnavailable(error);
      // No item in the answer: there is none, or the server does not know the option. A read tells, and happens once for each application on AWS.
      return { item: error.Item === undefined ? await this.read(application) : decodeQuota(application, error.Item) };
    }
  }

  async read(application: string): Promise<QuotaItem | undefined> {
    const { Item } = await this.#try(() =>
      this.#client.send(
        new GetItemCommand({ TableName: this.#table, Key: quotaKey(application), ConsistentRead: true }),
      ),
    );
    return Item === undefined ? undefined : decodeQuota(application, Item);
  }

  /** First use of an application. It is listed before it can have holds, so that `releaseExpired` misses none; when two gateways race, one item wins. */
  async create(application: string, nowMs: number): Promise<undefined> {
    await this.#put({
      [ledgerSchema.partitionKey]: { S: ledgerSchema.applicationsPartition },
      [ledgerSchema.sortKey]: { S: application },
    });
    await this.#put({ ...quotaKey(application), ...encodeWindows(emptyWindows(nowMs)) });
    return undefined;
  }

  async #put(item: Item): Promise<void> {
    await this.#try(async () => {
      try {
        const ConditionExpression = `attribute_not_exists(${ledgerSchema.partitionKey})`;
        await this.#client.send(new PutItemCommand({ TableName: this.#table, Item: item, ConditionExpression }));
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error; // exists already: what was wanted
      }
    });
  }

  async applications(): Promise<readonly string[]> {
    const query = {
      TableName: this.#table,
      KeyConditionExpression: `${ledgerSchema.partitionKey} = :list`,
      ExpressionAttributeValues: { ':list': { S: ledgerSchema.applicationsPartition } },
      ConsistentRead: true,
    };
    return this.#try(async () => {
      const names: string[] = [];
      for await (const page of paginateQuery({ client: this.#client }, query)) {
        for (const item of page.Items ?? []) names.push(item[ledgerSchema.sortKey]?.S ?? '');
      }
      return names;
    });
  }

  async #try<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (cause) {
      throw ledgerUnavailable(cause);
    }
  }
}

function quotaKey(application: string): Item {
  return {
    [ledgerSchema.partitionKey]: { S: quotaPartition(application) },
    [ledgerSchema.sortKey]: { S: ledgerSchema.quotaSortKey },
  };
}

export function ledgerUnavailable(cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'ledger_unavailable',
    'The quota ledger cannot be read or written.',
    "Check the ledger table's throttling and the gateway's access to DynamoDB (endpoint policy, role, KMS key).",
    { cause },
  );
}
