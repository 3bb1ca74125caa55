import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
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

  constructor(scope: Construct, id: string, props: LedgerTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: ledgerSchema.partitionKey, type: AttributeType.STRING },
      sortKey: { name: ledgerSchema.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
