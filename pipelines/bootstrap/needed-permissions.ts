import type { Change } from './change.ts';

/**
 * What reading the organization takes, and saying who reads it. Kept by hand beside the calls of `aws/`, and held against what is really asked by a test.
 * Source of names: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
 */
const readingPermissions: readonly string[] = [
  'bedrock:GetGuardrail',
  'bedrock:GetResourcePolicy',
  'cloudformation:DescribeStackSet',
  'cloudformation:ListStackInstances',
  'cloudformation:ListStackSets',
  'iam:GetRole',
  'iam:SimulatePrincipalPolicy',
  'organizations:DescribeOrganization',
  'organizations:DescribePolicy',
  'organizations:ListAWSServiceAccessForOrganization',
  'organizations:ListAccountsForParent',
  'organizations:ListDelegatedAdministrators',
  'organizations:ListDelegatedServicesForAccount',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListPolicies',
  'organizations:ListRoots',
  'organizations:ListTargetsForPolicy',
];

const operations = [
  'cloudformation:DescribeStackSetOperation',
  'cloudformation:ListStackSetOperationResults',
  'cloudformation:ListStackSetOperations',
];

/** What making a change takes besides reading. */
const changePermissions: Readonly<Record<Change['kind'], readonly string[]>> = {
  // CloudFormation asks for the last two in the caller's name.
  'enable-trusted-access': [
    'cloudformation:ActivateOrganizationsAccess',
    'cloudformation:DescribeOrganizationsAccess',
    'organizations:EnableAWSServiceAccess',
    'iam:CreateServiceLinkedRole',
  ],
  'register-delegated-administrator': ['organizations:RegisterDelegatedAdministrator'],
  'enable-policy-type': ['organizations:EnablePolicyType'],
  'create-unit': ['organizations:CreateOrganizationalUnit', 'organizations:TagResource'],
  'move-account': ['organizations:ListParents', 'organizations:MoveAccount'],
  'put-guardrail-policy': ['bedrock:PutResourcePolicy'],
  'create-policy': ['organizations:CreatePolicy', 'organizations:TagResource'],
  'update-policy': ['organizations:UpdatePolicy'],
  'attach-policy': ['organizations:AttachPolicy', 'organizations:ListPoliciesForTarget'],
  'detach-policy': ['organizations:DetachPolicy', 'organizations:ListPoliciesForTarget'],
  'delete-policy': ['organizations:DeletePolicy'],
  'create-stack-set': ['cloudformation:CreateStackSet', 'cloudformation:TagResource'],
  'update-stack-set': ['cloudformation:UpdateStackSet', 'cloudformation:TagResource', ...operations],
  'deploy-stack-set': ['cloudformation:CreateStackInstances', ...operations],
  'withdraw-stack-set': ['cloudformation:DeleteStackInstances', ...operations],
  'delete-stack-set': ['cloudformation:DeleteStackSet'],
};

/** IAM actions that reading and making changes of these kinds take, in the order of names, each once. */
export function neededPermissions(kinds: Iterable<Change['kind']>): readonly string[] {
  const needed = new Set(readingPermissions);
  for (const kind of kinds) for (const action of changePermissions[kind]) needed.add(action);
  return [...needed].toSorted();
}
