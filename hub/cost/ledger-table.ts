import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { RetainedTable } from '../../shared/constructs/retained-table.ts';
import { tablePolicy } from '../access/table-policy.ts';
import { principalArn } from '../network/hub-principals.ts';
import { ledgerSchema } from './ledger-schema.ts';

export interface LedgerTableProps {
  readonly encryptionKey: IKey;
  readonly hub: HubPolicy;
}

/** Fixed: policies and endpoint policies name it. */
const tableName = 'gatehouse-ledger';

/**
 * The table of `DynamodbLedger`: one item for each application. A lost or edited ledger would reopen spent quotas, so it is kept as carefully as the
 * records; its items are updated, by conditions, by those who reserve, settle and release alone. Holds expire within the item, so there is no time to live.
 *
 * @example new LedgerTable(stack, 'Ledger', { encryptionKey, hub }).table.grant(gateway, 'dynamodb:UpdateItem');
 */
export class LedgerTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { encryptionKey, hub }: LedgerTableProps) {
    super(scope, id);
    const { partitionKey, sortKey } = ledgerSchema;
    const policy = tablePolicy({
      hub,
      tableName,
      never: ['dynamodb:DeleteItem'],
      writing: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      writers: (['gateway', 'job-worker', 'sweeper'] as const).map((name) => principalArn(name, hub)),
    });
    const resourcePolicy = PolicyDocument.fromJson(policy);
    this.table = new RetainedTable(this, 'Table', { partitionKey, sortKey, encryptionKey, tableName, resourcePolicy });
  }
}
