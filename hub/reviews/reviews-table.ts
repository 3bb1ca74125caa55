import { AttributeType, ProjectionType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { RetainedTable } from '../../shared/constructs/retained-table.ts';
import { tablePolicy } from '../access/table-policy.ts';
import { principalArn } from '../network/hub-principals.ts';
import { reviewsSchema } from './reviews-schema.ts';

export interface ReviewsTableProps {
  readonly encryptionKey: IKey;
  readonly hub: HubPolicy;
}

/** Fixed: policies and endpoint policies name it. */
const tableName = 'gatehouse-reviews';

/**
 * The table of `DynamodbReviews`: one item for each flagged answer, and indexes by state, for all applications and for each. The gateway opens reviews and the console decides
 * them; nobody deletes one.
 *
 * @example new ReviewsTable(stack, 'Reviews', { encryptionKey, hub }).table.grant(gateway, 'dynamodb:PutItem');
 */
export class ReviewsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { encryptionKey, hub }: ReviewsTableProps) {
    super(scope, id);
    const { partitionKey, sortKey, byState, byApplication } = reviewsSchema;
    const policy = tablePolicy({
      hub,
      tableName,
      never: ['dynamodb:DeleteItem'],
      writing: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      writers: (['gateway', 'console'] as const).map((name) => principalArn(name, hub)),
    });
    const resourcePolicy = PolicyDocument.fromJson(policy);
    this.table = new RetainedTable(this, 'Table', { partitionKey, sortKey, encryptionKey, tableName, resourcePolicy });
    for (const index of [byState, byApplication]) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.indexName,
        partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
        sortKey: { name: index.sortKey, type: AttributeType.STRING },
        projectionType: ProjectionType.ALL,
      });
    }
  }
}
