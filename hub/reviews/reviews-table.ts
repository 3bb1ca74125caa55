import { AttributeType, ProjectionType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { RetainedTable } from '../../shared/constructs/retained-table.ts';
import { reviewsSchema } from './reviews-schema.ts';

export interface ReviewsTableProps {
  readonly encryptionKey: IKey;
}

/**
 * The table of `DynamodbReviews`: one item for each flagged answer, and indexes by state, for all applications and for each.
 *
 * @example new ReviewsTable(stack, 'Reviews', { encryptionKey }).table.grant(gateway, 'dynamodb:PutItem');
 */
export class ReviewsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { encryptionKey }: ReviewsTableProps) {
    super(scope, id);
    const { partitionKey, sortKey, byState, byApplication } = reviewsSchema;
    this.table = new RetainedTable(this, 'Table', { partitionKey, sortKey, encryptionKey });
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
