import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GatehouseFault } from '../../shared/errors.ts';
import { dataKeyPartition, dataKeysSchema } from './data-keys-schema.ts';
import type { WrappedKey, WrappedKeys } from './wrapped-keys.ts';

export interface DynamodbWrappedKeysOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

type Item = Record<string, AttributeValue>;

/** Wrapped data keys in DynamoDB: put once each, read consistently, because a key that was erased must not be found a moment longer. */
export class DynamodbWrappedKeys implements WrappedKeys {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor({ client, tableName }: DynamodbWrappedKeysOptions) {
    this.#client = client;
    this.#table = tableName;
  }

  async get(id: string): Promise<WrappedKey | undefined> {
    const request = new GetItemCommand({ TableName: this.#table, Key: keyOf(id), ConsistentRead: true });
    const { Item } = await this.#client.send(request).catch(keysUnavailable);
    return Item === undefined ? undefined : wrappedKey(id, Item);
  }

  async keep(key: WrappedKey): Promise<WrappedKey> {
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: {
        ...keyOf(key.id),
        [dataKeysSchema.application]: { S: key.application },
        [dataKeysSchema.wrapped]: { B: key.wrapped },
      },
      ConditionExpression: `attribute_not_exists(${dataKeysSchema.partitionKey})`,
    });
    try {
      await this.#client.send(put);
      return key;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) return keysUnavailable(error);
      const first = await this.get(key.id);
      if (first !== undefined) return first;
      // Made by somebody else and erased at once: whoever asks again gets a new one.
      return keysUnavailable(error);
    }
  }
}

function keyOf(id: string): Item {
  return {
    [dataKeysSchema.partitionKey]: { S: dataKeyPartition(id) },
    [dataKeysSchema.sortKey]: { S: dataKeysSchema.itemSortKey },
  };
}

function wrappedKey(id: string, item: Item): WrappedKey {
  const application = item[dataKeysSchema.application]?.S;
  const wrapped = item[dataKeysSchema.wrapped]?.B;
  if (application !== undefined && wrapped !== undefined) return { id, application, wrapped };
  throw new GatehouseFault(
    'key_unavailable',
    `The item of data key ${id} does not hold a wrapped key.`,
    'Treat the item as altered: restore the table to a moment before, and find out who wrote it.',
  );
}

function keysUnavailable(cause: unknown): never {
  throw new GatehouseFault(
    'key_unavailable',
    'The table of data keys cannot be read or written.',
    "Check the table's throttling and the hub's access to DynamoDB (endpoint policy, role, table policy, KMS key).",
    { cause },
  );
}
