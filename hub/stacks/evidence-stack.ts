import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { AuditPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { RetainedKey } from '../../shared/constructs/retained-key.ts';
import { DataKeysTable } from '../audit/data-keys-table.ts';
import { EvidenceBucket } from '../audit/evidence-bucket.ts';
import { EvidenceKeys } from '../audit/evidence-keys.construct.ts';
import { RecordsTable } from '../audit/records-table.ts';
import { LedgerTable } from '../cost/ledger-table.ts';
import { SealKey } from '../prompt-handler/seal-key.construct.ts';
import { ReviewsTable } from '../reviews/reviews-table.ts';

export interface EvidenceStackProps extends StackProps {
  readonly audit: AuditPolicy;
  readonly hub: HubPolicy;
  /** Only principals of this organization come near the evidence. */
  readonly organizationId: string;
}

/** What must outlive every deployment: evidence, records, the keys of content, reviews and the ledger. Nothing in this stack is removed with it. */
export class EvidenceStack extends Stack {
  readonly evidence: EvidenceBucket;
  readonly records: RecordsTable;
  readonly dataKeys: DataKeysTable;
  readonly reviews: ReviewsTable;
  readonly ledger: LedgerTable;
  readonly keys: EvidenceKeys;
  readonly sealKey: SealKey;
  /** Encrypts the tables. */
  readonly tablesKey: RetainedKey;

  constructor(scope: Construct, id: string, { audit, hub, organizationId, ...props }: EvidenceStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    this.tablesKey = new RetainedKey(this, 'TablesKey', { description: 'Gatehouse records, reviews and ledger' });
    const encryptionKey = this.tablesKey;
    this.evidence = new EvidenceBucket(this, 'Evidence', { audit, hub, organizationId });
    this.records = new RecordsTable(this, 'Records', { encryptionKey, hub });
    this.dataKeys = new DataKeysTable(this, 'DataKeys', { encryptionKey, hub });
    this.reviews = new ReviewsTable(this, 'Reviews', { encryptionKey, hub });
    this.ledger = new LedgerTable(this, 'Ledger', { encryptionKey, hub });
    this.keys = new EvidenceKeys(this, 'Keys', { hub });
    this.sealKey = new SealKey(this, 'SealKey', { hub });
  }
}
