import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { RetainedTable } from '../../shared/constructs/retained-table.ts';
import type { PolicyJson } from '../access/policy-json.ts';
import { staffRoleArn } from '../access/staff-roles.ts';
import { tablePolicy } from '../access/table-policy.ts';
import { principalArn } from '../network/hub-principals.ts';
import { dataKeysSchema } from './data-keys-schema.ts';

export interface DataKeysTableProps {
  readonly encryptionKey: IKey;
  readonly hub: HubPolicy;
}

/** Fixed: policies and endpoint policies name it. */
const tableName = 'gatehouse-data-keys';
/** Days after which an erasure cannot be undone by a restore. Losing the table would erase everything, so there must be some. */
const recoveryDays = 7;

/** Whatever hands items out. A wrapped key that somebody has copied would outlive its erasure. */
const reading = [
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:PartiQLSelect',
  'dynamodb:Query',
  'dynamodb:Scan',
] as const;

/** Whatever makes a copy of all of them. */
const copying = [
  'dynamodb:CreateBackup',
  'dynamodb:ExportTableToPointInTime',
  'dynamodb:RestoreTableToPointInTime',
] as const;

/**
 * The table of `DynamodbWrappedKeys`: one item for each subject. Whoever keeps content puts keys, each once, and never changes one; the eraser alone deletes, and is the only one who needs to; nobody
 * else reads.
 *
 * @example new DataKeysTable(stack, 'DataKeys', { encryptionKey, hub }).table.grant(gateway, 'dynamodb:GetItem', 'dynamodb:PutItem');
 */
export class DataKeysTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { encryptionKey, hub }: DataKeysTableProps) {
    super(scope, id);
    const { partitionKey, sortKey } = dataKeysSchema;
    const resourcePolicy = PolicyDocument.fromJson(dataKeysPolicy(hub));
    this.table = new RetainedTable(this, 'Table', {
      partitionKey,
      sortKey,
      encryptionKey,
      tableName,
      resourcePolicy,
      recoveryDays,
    });
  }
}

function dataKeysPolicy(hub: HubPolicy): PolicyJson {
  const writers = [principalArn('gateway', hub), principalArn('job-worker', hub)];
  const eraser = principalArn('eraser', hub);
  const readers = [...writers, principalArn('console', hub), eraser];
  const policy = tablePolicy({
    hub,
    tableName,
    never: ['dynamodb:UpdateItem'],
    writing: ['dynamodb:PutItem'],
    writers,
  });
  const Resource = policy.Statement[0]?.Resource ?? [];
  const deny = (Sid: string, Action: readonly string[], butFor: readonly string[]) => ({
    Sid,
    Effect: 'Deny' as const,
    Principal: { AWS: '*' },
    Action,
    Resource,
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': butFor } },
  });
  return {
    ...policy,
    Statement: [
      ...policy.Statement,
      deny('DenyOtherErasers', ['dynamodb:DeleteItem'], [eraser]),
      deny('DenyOtherReaders', reading, readers),
      deny('DenyCopies', copying, [staffRoleArn('breakGlass', hub)]),
    ],
  };
}
