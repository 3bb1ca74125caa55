import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export interface RetainedTableProps {
  /** Names of the two string attributes of the primary key. */
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly encryptionKey: IKey;
}

/** A DynamoDB table for what must not be lost: on demand, point-in-time recovery, customer-managed key, and neither a stack nor a hand deletes it by mistake. */
export class RetainedTable extends Table {
  constructor(scope: Construct, id: string, props: RetainedTableProps) {
    super(scope, id, {
      partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
      sortKey: { name: props.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
