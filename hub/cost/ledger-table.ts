import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { RetainedTable } from '../../shared/constructs/retained-table.ts';
import { ledgerSchema } from './ledger-schema.ts';

export interface LedgerTableProps {
  readonly encryptionKey: IKey;
}

/**
 * The table of `DynamodbLedger`: one item for each application. A lost ledger would reopen spent quotas, so it is kept as carefully as the records.
 *
 * @example new LedgerTable(stack, 'Ledger', { encryptionKey }).table.grant(gateway, 'dynamodb:UpdateItem');
 */
export class LedgerTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { encryptionKey }: LedgerTableProps) {
    super(scope, id);
    const { partitionKey, sortKey } = ledgerSchema;
    this.table = new RetainedTable(this, 'Table', { partitionKey, sortKey, encryptionKey });
  }
}
