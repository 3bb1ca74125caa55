import type { ConditionJson } from '../../shared/iam/policy-json.ts';
import {
  deployRoleName,
  executionRoleName,
  stackSetRolePattern,
  staffRoleNames,
} from '../../shared/names/role-names.ts';
import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, type Exempt, exemptPrincipals, sparing } from '../exceptions.ts';
import type { ControlCases, ControlPolicy, PolicyContext } from '../policy.ts';

const ofTheHub: Exception = { who: 'hub-deployer', why: 'The hub’s roles are deployed.' };
const deployers: readonly Exception[] = [
  ofTheHub,
  { who: 'organization-deployer', why: 'The roles of spokes, and break-glass everywhere, come by StackSet.' },
];
const exceptions: readonly Exception[] = [
  ...deployers,
  { who: 'hub-pipeline', why: 'It passes the execution role to CloudFormation.' },
  { who: 'break-glass', why: 'It bootstraps the account that the hub is deployed to, and nothing else here.' },
];

/** Everything by which a role becomes another, or somebody else’s. */
const changing = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:UpdateRole',
  'iam:UpdateRoleDescription',
];
/** A role given to a function or a stack acts for whoever wrote the function or the template. */
const passing = ['iam:PassRole'];
const policies = [
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:SetDefaultPolicyVersion',
];

function targets(context: PolicyContext) {
  const role = (name: string) => `arn:${context.hub.partition}:iam::*:role/${name}`;
  const cdk = (who: 'hub-deployer' | 'hub-pipeline') => exemptPrincipals(who, context);
  return {
    // Those with a name of their own, and those that CloudFormation names after their stack.
    gatehouse: [role('gatehouse-*'), role('Gatehouse*')],
    policies: [`arn:${context.hub.partition}:iam::*:policy/gatehouse-*`],
    breakGlass: [role(staffRoleNames.breakGlass)],
    stackSets: [role(stackSetRolePattern)],
    deployer: [...cdk('hub-deployer'), ...cdk('hub-pipeline')],
    execution: cdk('hub-deployer'),
  };
}

/**
 * Exceptions go by the names of roles, so that no exception holds longer than this policy does. The roles that StackSets make are changed by a service-linked role, which no service control policy
 * binds: nobody else has any business there.
 */
export const protectRoles: ControlPolicy = {
  id: 'protect-roles',
  type: 'SCP',
  title: 'Roles that policies trust by name belong to who deploys them',
  why: 'Who can change a role, or make one of its name, has all that is granted to it and is spared wherever it is spared.',
  attachesTo: 'governed',
  exceptions,
  statements: (context) => {
    const to = targets(context);
    const all = sparing(context, deployers);
    // In a spoke, workloads are given the role of their application, which may do nothing but call the hub; break-glass has a statement of its own.
    const inHub = { StringEquals: { 'aws:PrincipalAccount': context.hub.accountId } };
    const only = (...who: readonly Exempt[]): ConditionJson => ({
      ArnNotLike: { 'aws:PrincipalArn': who.flatMap((each) => exemptPrincipals(each, context)) },
    });
    return [
      deny('GatehouseRolesAreDeployed', changing, all, to.gatehouse),
      deny('HubRolesArePassedByTheDeployer', passing, { ...sparing(context, [ofTheHub]), ...inHub }, to.gatehouse),
      deny('GatehousePoliciesAreDeployed', policies, all, to.policies),
      deny('BreakGlassComesByStackSet', [...changing, ...passing], only('organization-deployer'), to.breakGlass),
      deny('StackSetRolesAreOfTheService', [...changing, ...passing], {}, to.stackSets),
      deny('DeployerIsBootstrapped', changing, only('break-glass'), to.deployer),
      deny('DeployerIsPassedByThePipeline', passing, only('hub-pipeline', 'break-glass'), to.execution),
    ];
  },
  cases,
};

function cases(context: PolicyContext): ControlCases {
  return { allow: allowed(context), deny: denied(context) };
}

const either = [...changing, ...passing];

function examples({ hub }: PolicyContext, spoke: string) {
  const iam = (account: string, name: string) => `arn:${hub.partition}:iam::${account}:${name}`;
  return {
    caller: iam(hub.accountId, 'role/gatehouse-caller-claims-assistant'),
    workload: iam(spoke, 'role/gatehouse-app-claims-assistant'),
    generated: iam(hub.accountId, 'role/GatehouseOperations-TrailLogsRole83B70503'),
    own: iam(spoke, 'role/app'),
    boundary: iam(spoke, 'policy/gatehouse-boundary'),
    hubBoundary: iam(hub.accountId, 'policy/gatehouse-boundary'),
    breakGlass: iam(spoke, `role/${staffRoleNames.breakGlass}`),
    hubBreakGlass: iam(hub.accountId, `role/${staffRoleNames.breakGlass}`),
    stackSet: iam(spoke, 'role/stacksets-exec-0123456789abcdef'),
    // A path that looks like the name: the pattern of the exception would let it through, so that it must not be made.
    stackSetPath: iam(spoke, 'role/stacksets-exec-mine/app'),
    execution: iam(hub.accountId, `role/${executionRoleName(hub)}`),
    pipeline: iam(hub.accountId, `role/${deployRoleName(hub)}`),
  };
}

function allowed(context: PolicyContext): ControlCases['allow'] {
  const actors = exampleActors(context);
  const { administrator, hubDeployer, hubPipeline, organizationDeployer } = actors;
  const of = examples(context, actors.spoke);
  return [
    ...casesOf('the hub’s deployer', hubDeployer, either, of.caller),
    ...casesOf('the hub’s deployer', hubDeployer, policies, of.hubBoundary),
    ...casesOf('a StackSet', organizationDeployer, either, of.workload),
    ...casesOf('a StackSet', organizationDeployer, policies, of.boundary),
    ...casesOf('a StackSet', organizationDeployer, either, of.breakGlass),
    ...casesOf('the pipeline', hubPipeline, passing, of.execution),
    ...casesOf('break-glass of the hub', actors.hubBreakGlass, either, of.execution),
    ...casesOf('an administrator with roles of their own', administrator, either, of.own),
    ...casesOf('an administrator who runs an application', administrator, passing, of.workload),
    ...casesOf('an administrator who looks', administrator, ['iam:GetRole'], of.workload),
  ];
}

function denied(context: PolicyContext): ControlCases['deny'] {
  const actors = exampleActors(context);
  const { administrator, hubAdministrator, hubDeployer, organizationDeployer, impostor, breakGlass } = actors;
  const of = examples(context, actors.spoke);
  const [ours, ofHub, glass, service] = [
    'GatehouseRolesAreDeployed',
    'HubRolesArePassedByTheDeployer',
    'BreakGlassComesByStackSet',
    'StackSetRolesAreOfTheService',
  ] as const;
  const [bootstrapped, passed] = ['DeployerIsBootstrapped', 'DeployerIsPassedByThePipeline'] as const;
  return [
    ...denialsOf(ours, 'an administrator', administrator, changing, of.workload),
    ...denialsOf(ours, 'an administrator of the hub', hubAdministrator, changing, of.caller),
    ...denialsOf(ours, 'an administrator of the hub', hubAdministrator, changing, of.generated),
    ...denialsOf(ofHub, 'an administrator of the hub', hubAdministrator, passing, of.caller),
    ...denialsOf(ofHub, 'an administrator of the hub', hubAdministrator, passing, of.generated),
    ...denialsOf(ours, 'a role named like an exempt one', impostor, ['iam:PutRolePolicy'], of.workload),
    ...denialsOf(ours, 'break-glass', breakGlass, ['iam:CreateRole'], of.workload),
    ...denialsOf('GatehousePoliciesAreDeployed', 'an administrator', administrator, policies, of.boundary),
    ...denialsOf(glass, 'the hub’s deployer', hubDeployer, either, of.hubBreakGlass),
    ...denialsOf(service, 'an administrator', administrator, either, of.stackSet),
    ...denialsOf(service, 'an administrator', administrator, ['iam:CreateRole'], of.stackSetPath),
    ...denialsOf(service, 'a StackSet', organizationDeployer, either, of.stackSet),
    ...denialsOf(bootstrapped, 'an administrator of the hub', hubAdministrator, changing, of.execution),
    ...denialsOf(bootstrapped, 'the hub’s deployer', hubDeployer, changing, of.pipeline),
    ...denialsOf(passed, 'an administrator of the hub', hubAdministrator, passing, of.execution),
    ...denialsOf(passed, 'a StackSet', organizationDeployer, passing, of.execution),
  ];
}
