import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import { DynamodbReviews } from '../../../hub/reviews/dynamodb-reviews.ts';
import { reviewsSchema } from '../../../hub/reviews/reviews-schema.ts';
import { ReviewsTable } from '../../../hub/reviews/reviews-table.ts';
import { startDynamodb } from '../cost/dynamodb-server.ts';
import { expectFault } from '../gateway/faults.ts';
import { examplePolicy } from '../local/policy.fixture.ts';
import { describeReviews } from './reviews.contract.ts';

const { partitionKey, sortKey, byState, byApplication } = reviewsSchema;

const indexes = [byState, byApplication].map((index) => ({
  IndexName: index.indexName,
  KeySchema: [
    { AttributeName: index.partitionKey, KeyType: 'HASH' as const },
    { AttributeName: index.sortKey, KeyType: 'RANGE' as const },
  ],
  Projection: { ProjectionType: 'ALL' as const },
}));

const reviewsTable: CreateTableCommandInput = {
  TableName: 'reviews',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [partitionKey, sortKey, byState.partitionKey, byState.sortKey, byApplication.partitionKey].map(
    (name) => ({ AttributeName: name, AttributeType: 'S' }),
  ),
  KeySchema: [
    { AttributeName: partitionKey, KeyType: 'HASH' },
    { AttributeName: sortKey, KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: indexes,
};

describeReviews('DynamodbReviews', async () => {
  const { client, close } = await startDynamodb(reviewsTable);
  return { reviews: new DynamodbReviews({ client, tableName: 'reviews' }), close };
});

describe('DynamodbReviews', () => {
  it('is a fault, with a remedy, where the table cannot be reached', async () => {
    const { client, close } = await startDynamodb(reviewsTable);
    const reviews = new DynamodbReviews({ client, tableName: 'elsewhere' });
    await expectFault(reviews.get('V1'), 'evidence_unavailable');
    await expectFault(reviews.list({ state: 'open', limit: 1 }), 'evidence_unavailable');
    await close();
  });
});

describe('the reviews table', () => {
  it('has the keys and indexes that the adapter asks for, and outlives its stack', () => {
    const stack = new Stack(new App());
    const { hub } = examplePolicy();
    new ReviewsTable(stack, 'Reviews', { encryptionKey: new Key(stack, 'Key'), hub });
    Template.fromStack(stack).hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: Match.objectLike({
        KeySchema: reviewsTable.KeySchema,
        GlobalSecondaryIndexes: indexes,
        DeletionProtectionEnabled: true,
      }),
    });
    expect(reviewsSchema.byState.sortKey).toBe(reviewsSchema.byApplication.sortKey);
  });
});
