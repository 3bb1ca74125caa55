import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { type QueriedBuckets, type QueryTable, queryTables } from './query-tables.ts';

export interface EvidenceQueriesProps {
  readonly buckets: Omit<QueriedBuckets, 'accountId'>;
  readonly encryptionKey: IKey;
  /** Receives the access logs of the results' bucket. */
  readonly journal: IBucket;
}

/** Fixed, as the endpoints' policies and the runbook have them. */
const workgroup = 'gatehouse-audit';
const database = 'gatehouse_audit';

/** Bytes: a query over all of a year's trail by mistake ends here. */
const mostScanned = 100 * 1024 ** 3;
const resultDays = 30;

/**
 * Where auditors ask SQL of the inventory, the access logs and the trail: an Athena workgroup that lets nobody choose another place or key for results, and the tables. Who may use it is for their own
 * policies to say; what the tables lead to is guarded by the buckets.
 *
 * @example new EvidenceQueries(this, 'Queries', { buckets, encryptionKey, journal });
 */
export class EvidenceQueries extends Construct {
  constructor(scope: Construct, id: string, { buckets, encryptionKey, journal }: EvidenceQueriesProps) {
    super(scope, id);
    const catalogId = Stack.of(this).account;
    this.#workgroup(encryptionKey, journal);
    const home = new CfnDatabase(this, 'Database', {
      catalogId,
      databaseInput: { name: database, description: 'Inventory, access logs and audit trail of Gatehouse' },
    });
    for (const table of queryTables({ ...buckets, accountId: catalogId }))
      new CfnTable(this, table.name, {
        catalogId,
        databaseName: home.ref,
        tableInput: tableInput(table),
      });
  }

  #workgroup(encryptionKey: IKey, journal: IBucket): void {
    const results = this.#results(encryptionKey, journal);
    new CfnWorkGroup(this, 'Workgroup', {
      name: workgroup,
      description: 'Gatehouse: inventory, access logs and audit trail',
      recursiveDeleteOption: false,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: mostScanned,
        resultConfiguration: {
          outputLocation: `s3://${results.bucketName}/`,
          expectedBucketOwner: Stack.of(this).account,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: encryptionKey.keyArn },
        },
      },
    });
  }

  #results(encryptionKey: IKey, journal: IBucket): Bucket {
    const bucket = new Bucket(this, 'Results', {
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [
        {
          expiration: Duration.days(resultDays),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      serverAccessLogsBucket: journal,
      serverAccessLogsPrefix: 'results/',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    explainFindings(
      bucket,
      ['S3BucketReplicationEnabled', 's3_bucket_object_lock_enabled_check'],
      'Results of queries are copies of what is kept elsewhere, are deleted after a month, and can be had again by asking again.',
    );
    explainFindings(
      bucket,
      ['s3_event_notifications_enabled_check'],
      'Nothing waits for the results of queries but the person who asked.',
    );
    return bucket;
  }
}

function tableInput(table: QueryTable): CfnTable.TableInputProperty {
  return {
    name: table.name,
    description: table.description,
    tableType: 'EXTERNAL_TABLE',
    parameters: { EXTERNAL: 'TRUE', ...table.parameters },
    partitionKeys: columnsOf(table.partitions),
    storageDescriptor: {
      columns: columnsOf(table.columns),
      location: table.location,
      inputFormat: table.inputFormat,
      outputFormat: table.outputFormat,
      serdeInfo: { serializationLibrary: table.serde.library, parameters: table.serde.parameters },
    },
  };
}

function columnsOf(types: Readonly<Record<string, string>>): CfnTable.ColumnProperty[] {
  return Object.entries(types).map(([name, type]) => ({ name, type }));
}
