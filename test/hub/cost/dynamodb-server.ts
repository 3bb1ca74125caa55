import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { dataKeysSchema } from '../../../hub/audit/data-keys-schema.ts';
import { recordsSchema } from '../../../hub/audit/records-schema.ts';
import { ledgerSchema } from '../../../hub/cost/ledger-schema.ts';

export interface DynamodbServer {
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

/** An in-memory DynamoDB on loopback with one table. */
export async function startDynamodb(table: CreateTableCommandInput): Promise<DynamodbServer> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'test' },
  });
  await client.send(new CreateTableCommand(table));
  return {
    client,
    async close() {
      client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

export const ledgerTable: CreateTableCommandInput = {
  TableName: 'ledger',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [ledgerSchema.partitionKey, ledgerSchema.sortKey].map((name) => ({
    AttributeName: name,
    AttributeType: 'S',
  })),
  KeySchema: [
    { AttributeName: ledgerSchema.partitionKey, KeyType: 'HASH' },
    { AttributeName: ledgerSchema.sortKey, KeyType: 'RANGE' },
  ],
};

export const recordsTable: CreateTableCommandInput = {
  TableName: 'records',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    recordsSchema.partitionKey,
    recordsSchema.sortKey,
    recordsSchema.byDay.partitionKey,
    recordsSchema.byDay.sortKey,
  ].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: recordsSchema.partitionKey, KeyType: 'HASH' },
    { AttributeName: recordsSchema.sortKey, KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: recordsSchema.byDay.indexName,
      KeySchema: [
        { AttributeName: recordsSchema.byDay.partitionKey, KeyType: 'HASH' },
        { AttributeName: recordsSchema.byDay.sortKey, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

export const dataKeysTable: CreateTableCommandInput = {
  TableName: 'data-keys',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [dataKeysSchema.partitionKey, dataKeysSchema.sortKey].map((name) => ({
    AttributeName: name,
    AttributeType: 'S',
  })),
  KeySchema: [
    { AttributeName: dataKeysSchema.partitionKey, KeyType: 'HASH' },
    { AttributeName: dataKeysSchema.sortKey, KeyType: 'RANGE' },
  ],
};
