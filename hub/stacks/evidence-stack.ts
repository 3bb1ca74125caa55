import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { AuditPolicy } from '../../shared/config/bundle.ts';
import { EvidenceBucket } from '../audit/evidence-bucket.ts';
import { RecordsTable } from '../audit/records-table.ts';
import { LedgerTable } from '../cost/ledger-table.ts';
import { ReviewsTable } from '../reviews/reviews-table.ts';

export interface EvidenceStackProps extends StackProps {
  readonly audit: AuditPolicy;
}

/** What must outlive every deployment: evidence, records, reviews and the ledger. Nothing in this stack is removed with it. */
export class EvidenceStack extends Stack {
  readonly evidence: EvidenceBucket;
  readonly records: RecordsTable;
  readonly reviews: ReviewsTable;
  readonly ledger: LedgerTable;

  constructor(scope: Construct, id: string, { audit, ...props }: EvidenceStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    const encryptionKey = new Key(this, 'TablesKey', {
      description: 'Gatehouse records, reviews and ledger',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.evidence = new EvidenceBucket(this, 'Evidence', { audit });
    this.records = new RecordsTable(this, 'Records', { encryptionKey });
    this.reviews = new ReviewsTable(this, 'Reviews', { encryptionKey });
    this.ledger = new LedgerTable(this, 'Ledger', { encryptionKey });
  }
}
