import { AttributeType, ProjectionType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { RetainedTable } from '../../shared/constructs/retained-table.ts';
import { recordsSchema } from './records-schema.ts';

export interface RecordsTableProps {
  readonly encryptionKey: IKey;
}

/**
 * The table of `DynamodbRecords`: intents and completions, and a sparse index of intents by day.
 *
 * @example new RecordsTable(stack, 'Records', { encryptionKey }).table.grant(gateway, 'dynamodb:PutItem');
 */
export class RecordsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { encryptionKey }: RecordsTableProps) {
    super(scope, id);
    const { partitionKey, sortKey, byDay } = recordsSchema;
    this.table = new RetainedTable(this, 'Table', { partitionKey, sortKey, encryptionKey });
    this.table.addGlobalSecondaryIndex({
      indexName: byDay.indexName,
      partitionKey: { name: byDay.partitionKey, type: AttributeType.STRING },
      sortKey: { name: byDay.sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
