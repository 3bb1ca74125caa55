import { AttributeType, ProjectionType, type Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { RetainedTable } from '../../shared/constructs/retained-table.ts';
import { tablePolicy } from '../access/table-policy.ts';
import { principalArn } from '../network/hub-principals.ts';
import { recordsSchema } from './records-schema.ts';

export interface RecordsTableProps {
  readonly encryptionKey: IKey;
  readonly hub: HubPolicy;
}

/** Fixed: policies and endpoint policies name it. */
const tableName = 'gatehouse-records';

/**
 * The table of `DynamodbRecords`: intents and completions, and a sparse index of intents by day. Items are put, each under the condition that it is new, and never changed or deleted: the
 * table's own policy denies that to everyone. There is no time to live.
 *
 * @example new RecordsTable(stack, 'Records', { encryptionKey, hub }).table.grant(gateway, 'dynamodb:PutItem');
 */
export class RecordsTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { encryptionKey, hub }: RecordsTableProps) {
    super(scope, id);
    const { partitionKey, sortKey, byDay } = recordsSchema;
    const policy = tablePolicy({
      hub,
      tableName,
      never: ['dynamodb:DeleteItem', 'dynamodb:UpdateItem'],
      writing: ['dynamodb:PutItem'],
      writers: (['gateway', 'job-worker', 'sweeper'] as const).map((name) => principalArn(name, hub)),
    });
    const resourcePolicy = PolicyDocument.fromJson(policy);
    this.table = new RetainedTable(this, 'Table', { partitionKey, sortKey, encryptionKey, tableName, resourcePolicy });
    this.table.addGlobalSecondaryIndex({
      indexName: byDay.indexName,
      partitionKey: { name: byDay.partitionKey, type: AttributeType.STRING },
      sortKey: { name: byDay.sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
