import { inRegion, type TypeTable, type } from './type-actions.ts';

/** Roles, keys and parameters. */
export const accessTypes: TypeTable = {
  'AWS::IAM::Role': type(
    'iam',
    'iam::{account}:role/{name}',
    'AttachRolePolicy CreateRole DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DetachRolePolicy GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies PutRolePermissionsBoundary PutRolePolicy TagRole UntagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription',
  ),
  'AWS::IAM::Policy': type('iam', 'iam::{account}:role/{name}', 'DeleteRolePolicy GetRolePolicy PutRolePolicy'),
  'AWS::IAM::ManagedPolicy': type(
    'iam',
    'iam::{account}:policy/{name}',
    'CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion GetPolicy GetPolicyVersion ListPolicyVersions SetDefaultPolicyVersion',
  ),
  'AWS::KMS::Key': type(
    'kms',
    `kms:${inRegion}:key/{name}`,
    'CreateKey DescribeKey DisableKey EnableKey EnableKeyRotation GetKeyPolicy GetKeyRotationStatus PutKeyPolicy ScheduleKeyDeletion TagResource UntagResource',
  ),
  'AWS::KMS::Alias': type('kms', `kms:${inRegion}:alias/{name}`, 'CreateAlias DeleteAlias ListAliases UpdateAlias'),
  'AWS::SSM::Parameter': type(
    'ssm',
    `ssm:${inRegion}:parameter/{name}`,
    'AddTagsToResource DeleteParameter GetParameters PutParameter RemoveTagsFromResource',
  ),
};
