import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import type { PolicyJson, StatementJson } from './policy-json.ts';
import { deployerRoleArn, staffRoleArn } from './staff-roles.ts';

/** Who may use a key, and for what. Roles are named by ARN patterns, and need the leave of their own policy besides. */
export interface KeyUse {
  readonly sid: string;
  readonly roles: readonly string[];
  readonly actions: readonly string[];
  /** Further conditions. @default none */
  readonly when?: NonNullable<StatementJson['Condition']>;
  /** Whether the same is denied to all others. Not where an AWS service uses the key through a grant, which a denial would stop. @default true */
  readonly exclusive?: boolean;
}

/** What everybody of the account may learn who is allowed to by a policy of theirs; nothing of it uses the key. */
const lookingActions = [
  'kms:DescribeKey',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListKeyPolicies',
  'kms:ListResourceTags',
];
const deployingActions = [
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:PutKeyPolicy',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateKeyDescription',
];
const breakGlassActions = [...deployingActions, 'kms:CancelKeyDeletion', 'kms:DisableKey', 'kms:ScheduleKeyDeletion'];

/**
 * A key policy without the usual `kms:*` for the account, under which any administrator could give himself the use of the key. Users are named, whoever is not is denied, and
 * grants, which would be another way in, are closed but to AWS services that a named role works through. Principals are the account with a condition on the role, so that a role may be made after the key, or again.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 *
 * @example keyPolicy(hub, [{ sid: 'Sign', roles: [sealer], actions: ['kms:Sign'] }]);
 */
export function keyPolicy(hub: HubPolicy, uses: readonly KeyUse[]): PolicyJson {
  const account = { AWS: `arn:${hub.partition}:iam::${hub.accountId}:root` };
  const allow = (Sid: string, Action: readonly string[], roles?: readonly string[], when = {}): StatementJson => ({
    Sid,
    Effect: 'Allow',
    Principal: account,
    Action,
    Resource: ['*'],
    ...(roles === undefined ? {} : { Condition: { ...when, ArnLike: { 'aws:PrincipalArn': roles } } }),
  });
  return {
    Version: '2012-10-17',
    Statement: [
      allow('Look', lookingActions),
      allow('Deploy', deployingActions, [deployerRoleArn(hub)]),
      allow('BreakGlass', breakGlassActions, [staffRoleArn('breakGlass', hub)]),
      ...uses.map(({ sid, roles, actions, when }) => allow(sid, actions, roles, when)),
      {
        Sid: 'DenyGrantsButByServices',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: ['kms:CreateGrant'],
        Resource: ['*'],
        Condition: {
          BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' },
        },
      },
      ...uses
        .filter(({ exclusive }) => exclusive !== false)
        .map(({ sid, roles, actions }) => denyOthers(sid, actions, roles)),
    ],
  };
}

/** Holds even against whom the policies of the account allow everything. */
function denyOthers(sid: string, Action: readonly string[], roles: readonly string[]): StatementJson {
  return {
    Sid: `${sid}DeniedToOthers`,
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action,
    Resource: ['*'],
    Condition: { ArnNotLike: { 'aws:PrincipalArn': roles } },
  };
}
