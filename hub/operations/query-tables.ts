/** Tables over what AWS writes about the evidence, as AWS Glue describes them. Locations are S3 addresses that end in a slash. */

export interface QueryTable {
  readonly name: string;
  readonly description: string;
  readonly location: string;
  readonly columns: Readonly<Record<string, string>>;
  /** Names and types; their values follow from `parameters` (partition projection), so that nobody has to add partitions. */
  readonly partitions: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly serde: { readonly library: string; readonly parameters: Readonly<Record<string, string>> };
}

export interface QueriedBuckets {
  readonly evidenceBucket: string;
  readonly journalBucket: string;
  readonly trailBucket: string;
  readonly accountId: string;
}

/** Nothing was written before. */
const firstYear = '2026';

export function queryTables(buckets: QueriedBuckets): readonly QueryTable[] {
  return [inventory(buckets), accesses(buckets), trail(buckets)];
}

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-athena-query.html */
function inventory({ journalBucket, evidenceBucket }: QueriedBuckets): QueryTable {
  return {
    name: 'evidence_inventory',
    description: 'Every version of every evidence object with its lock, weekly',
    location: `s3://${journalBucket}/inventory/${evidenceBucket}/evidence/hive/`,
    columns: {
      bucket: 'string',
      key: 'string',
      version_id: 'string',
      is_latest: 'boolean',
      is_delete_marker: 'boolean',
      size: 'bigint',
      last_modified_date: 'timestamp',
      encryption_status: 'string',
      object_lock_mode: 'string',
      object_lock_retain_until_date: 'timestamp',
      object_lock_legal_hold_status: 'string',
      replication_status: 'string',
    },
    partitions: { dt: 'string' },
    parameters: daily('dt', 'yyyy-MM-dd-HH-mm', `${firstYear}-01-01-01-00`),
    inputFormat: 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat',
    serde: {
      library: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe',
      parameters: { 'serialization.format': '1' },
    },
  };
}

const accessLogFields = [
  'bucket_owner',
  'bucket',
  'requested_at',
  'remote_ip',
  'requester',
  'request_id',
  'operation',
  'key',
  'request_uri',
  'status',
  'error_code',
  'bytes_sent',
  'object_size',
  'total_time',
  'turn_around_time',
  'referrer',
  'user_agent',
  'version_id',
] as const;

/** A field that is text between quotation marks; a dash where there is none. */
const quotedField = '("[^"]*"|-)';
const quotedFields: readonly string[] = ['request_uri', 'referrer', 'user_agent'];

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html */
function accesses({ journalBucket }: QueriedBuckets): QueryTable {
  const patterns = accessLogFields.map((field) => {
    if (field === 'requested_at') return '\\[([^\\]]*)\\]';
    return quotedFields.includes(field) ? quotedField : '([^ ]*)';
  });
  return {
    name: 'evidence_accesses',
    description: 'Every request to the evidence bucket, as Amazon S3 logs it',
    location: `s3://${journalBucket}/access/`,
    columns: Object.fromEntries(accessLogFields.map((field) => [field, 'string'])),
    partitions: {},
    parameters: {},
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serde: {
      library: 'org.apache.hadoop.hive.serde2.RegexSerDe',
      // What S3 adds at the end in later years is not asked for.
      parameters: { 'input.regex': `${patterns.join(' ')}.*$` },
    },
  };
}

/** Source: https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html */
function trail({ trailBucket, accountId }: QueriedBuckets): QueryTable {
  const location = `s3://${trailBucket}/AWSLogs/${accountId}/CloudTrail/`;
  return {
    name: 'trail',
    description: 'The audit trail; ask for a region and for days',
    location,
    columns: {
      eventversion: 'string',
      useridentity:
        'struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,sessioncontext:struct<sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>>>',
      eventtime: 'string',
      eventsource: 'string',
      eventname: 'string',
      awsregion: 'string',
      sourceipaddress: 'string',
      useragent: 'string',
      errorcode: 'string',
      errormessage: 'string',
      requestparameters: 'string',
      responseelements: 'string',
      requestid: 'string',
      eventid: 'string',
      readonly: 'string',
      resources: 'array<struct<arn:string,accountid:string,type:string>>',
      eventtype: 'string',
      recipientaccountid: 'string',
      eventcategory: 'string',
      vpcendpointid: 'string',
    },
    partitions: { region: 'string', day: 'string' },
    parameters: {
      ...daily('day', 'yyyy/MM/dd', `${firstYear}/01/01`),
      'projection.region.type': 'injected',
      'storage.location.template': `${location}\${region}/\${day}`,
    },
    inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serde: { library: 'org.apache.hive.hcatalog.data.JsonSerDe', parameters: { 'serialization.format': '1' } },
  };
}

/** Partition projection over days. Source: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
function daily(column: string, format: string, first: string): Readonly<Record<string, string>> {
  return {
    'projection.enabled': 'true',
    [`projection.${column}.type`]: 'date',
    [`projection.${column}.format`]: format,
    [`projection.${column}.range`]: `${first},NOW`,
    [`projection.${column}.interval`]: '1',
    [`projection.${column}.interval.unit`]: 'DAYS',
  };
}
