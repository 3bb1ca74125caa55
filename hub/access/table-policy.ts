import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import type { PolicyJson, StatementJson } from './policy-json.ts';
import { deployerRoleArn, staffRoleArn } from './staff-roles.ts';

export interface TablePolicyProps {
  readonly hub: HubPolicy;
  readonly tableName: string;
  /** What nobody may do, administrators included. */
  readonly never: readonly string[];
  /** What the writers alone may do. */
  readonly writing: readonly string[];
  /** ARNs of the roles that write. */
  readonly writers: readonly string[];
}

/** Ways to change items that no writer of the hub uses: in batches without a condition, and by statements. */
const unconditionalWrites = [
  'dynamodb:BatchWriteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
] as const;

/** What changes the table or this policy. The deployment does it after it has made the table, too. */
const configuring = [
  'dynamodb:DeleteResourcePolicy',
  'dynamodb:PutResourcePolicy',
  'dynamodb:UpdateContinuousBackups',
  'dynamodb:UpdateTable',
] as const;

/**
 * The policy of a table that must not be rewritten. It grants nothing: roles are granted what they need by their own policies, and are held back here, like everybody else. The account's root
 * user can always delete such a policy; organization policies watch that.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html
 *
 * @example tablePolicy({ hub, tableName, never: ['dynamodb:DeleteItem'], writing: ['dynamodb:PutItem'], writers: [gateway] });
 */
export function tablePolicy({ hub, tableName, never, writing, writers }: TablePolicyProps): PolicyJson {
  const Resource = [`arn:${hub.partition}:dynamodb:${hub.region}:${hub.accountId}:table/${tableName}`];
  const deny = (Sid: string, Action: readonly string[], butFor: readonly string[] = []): StatementJson => ({
    Sid,
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action,
    Resource,
    ...(butFor.length === 0 ? {} : { Condition: { ArnNotEquals: { 'aws:PrincipalArn': butFor } } }),
  });
  const breakGlass = staffRoleArn('breakGlass', hub);
  return {
    Version: '2012-10-17',
    Statement: [
      // Time to live would delete items without anybody's leave.
      deny('DenyRewriting', [...never, ...unconditionalWrites, 'dynamodb:UpdateTimeToLive']),
      deny('DenyOtherWriters', writing, writers),
      deny('DenyDeletion', ['dynamodb:DeleteTable'], [breakGlass]),
      deny('DenyReconfiguration', configuring, [deployerRoleArn(hub), breakGlass]),
    ],
  };
}
