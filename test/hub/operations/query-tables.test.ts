import { describe, expect, it } from 'vitest';
import { queryTables } from '../../../hub/operations/query-tables.ts';

const tables = queryTables({
  evidenceBucket: 'evidence',
  journalBucket: 'journal',
  trailBucket: 'trail',
  accountId: '999988887777',
});
const table = (name: string) => tables.find((one) => one.name === name)!;

describe('the table of accesses', () => {
  const { serde, columns } = table('evidence_accesses');
  const expression = new RegExp(`^${serde.parameters['input.regex']}`);
  // The example of https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html, with what its newer fields add at the end.
  const line =
    '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be 3E57427F3EXAMPLE REST.GET.VERSIONING - "GET /amzn-s3-demo-bucket1?versioning HTTP/1.1" 200 - 113 - 7 - "-" "S3Console/0.4" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP Yes';

  it('reads a line of a log, one group for each column', () => {
    const found = expression.exec(line);
    const names = Object.keys(columns);
    expect(found?.slice(1)).toHaveLength(names.length);
    const read = Object.fromEntries(names.map((name, at) => [name, found?.[at + 1]]));
    expect(read).toMatchObject({
      bucket: 'amzn-s3-demo-bucket1',
      requested_at: '06/Feb/2019:00:00:38 +0000',
      operation: 'REST.GET.VERSIONING',
      request_uri: '"GET /amzn-s3-demo-bucket1?versioning HTTP/1.1"',
      status: '200',
      user_agent: '"S3Console/0.4"',
      version_id: '-',
    });
  });
});

describe('the tables', () => {
  it('lie where AWS writes', () => {
    expect(tables.map(({ name, location }) => [name, location])).toEqual([
      ['evidence_inventory', 's3://journal/inventory/evidence/evidence/hive/'],
      ['evidence_accesses', 's3://journal/access/'],
      ['trail', 's3://trail/AWSLogs/999988887777/CloudTrail/'],
    ]);
  });

  it('find their partitions by themselves', () => {
    for (const { partitions, parameters } of tables)
      for (const name of Object.keys(partitions)) expect(parameters).toHaveProperty([`projection.${name}.type`]);
    expect(table('trail').parameters['storage.location.template']).toBe(
      's3://trail/AWSLogs/999988887777/CloudTrail/${region}/${day}',
    );
  });

  it('show of the inventory what a lock that is missing would be told by', () => {
    expect(Object.keys(table('evidence_inventory').columns)).toEqual(
      expect.arrayContaining(['version_id', 'object_lock_mode', 'object_lock_retain_until_date', 'is_delete_marker']),
    );
  });
});
