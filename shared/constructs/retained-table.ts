import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { explainFindings } from './explained-findings.ts';

export interface RetainedTableProps {
  /** Names of the two string attributes of the primary key. */
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly encryptionKey: IKey;
  /** Fixed, so that policies can name the table before it exists. */
  readonly tableName: string;
  /** Policy that is attached to the table. */
  readonly resourcePolicy: PolicyDocument;
  /** Days that the table can be restored to, and what was deleted can come back from. @default 35, the most there are */
  readonly recoveryDays?: number;
}

/** A DynamoDB table for what must not be lost: on demand, point-in-time recovery, customer-managed key, and neither a stack nor a hand deletes it by mistake. */
export class RetainedTable extends Table {
  constructor(scope: Construct, id: string, props: RetainedTableProps) {
    super(scope, id, {
      partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
      sortKey: { name: props.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        ...(props.recoveryDays === undefined ? {} : { recoveryPeriodInDays: props.recoveryDays }),
      },
      deletionProtection: true,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.encryptionKey,
      tableName: props.tableName,
      resourcePolicy: props.resourcePolicy,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    explainFindings(
      this,
      ['DynamoDBInBackupPlan'],
      `Point-in-time recovery restores the table to any second of the last ${props.recoveryDays ?? 35} days. Backup plans for longer are the organization’s own, by AWS Backup policies.`,
    );
  }
}
