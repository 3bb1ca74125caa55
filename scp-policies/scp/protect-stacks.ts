import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlPolicy, PolicyContext } from '../policy.ts';

const pipeline: Exception = { who: 'hub-pipeline', why: 'It deploys the hub’s stacks.' };
const deployer: Exception = {
  who: 'hub-deployer',
  why: 'CloudFormation makes and changes the functions that the stacks describe.',
};
const everywhere: readonly Exception[] = [
  { who: 'organization-deployer', why: 'It deploys the stacks of spokes, and what is in them.' },
  { who: 'break-glass', why: 'A deployment that hangs must be ended.' },
];

/** A stack keeps the role that it was deployed in: whoever updates it acts in that role. */
const stacks = [
  'cloudformation:CancelUpdateStack',
  'cloudformation:ContinueUpdateRollback',
  'cloudformation:CreateChangeSet',
  'cloudformation:CreateStack',
  'cloudformation:DeleteStack',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:RollbackStack',
  'cloudformation:SetStackPolicy',
  'cloudformation:SignalResource',
  'cloudformation:UpdateStack',
  'cloudformation:UpdateTerminationProtection',
];
const functions = [
  'lambda:AddPermission',
  'lambda:CreateAlias',
  'lambda:CreateFunction',
  'lambda:CreateFunctionUrlConfig',
  'lambda:DeleteAlias',
  'lambda:DeleteFunction',
  'lambda:DeleteFunctionCodeSigningConfig',
  'lambda:DeleteFunctionConcurrency',
  'lambda:PublishVersion',
  'lambda:PutFunctionCodeSigningConfig',
  'lambda:PutFunctionConcurrency',
  'lambda:PutRuntimeManagementConfig',
  'lambda:RemovePermission',
  'lambda:UpdateAlias',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  'lambda:UpdateFunctionUrlConfig',
];
/** Workloads look there for the hub, and believe what they find. */
const parameters = [
  'ssm:DeleteParameter',
  'ssm:DeleteParameters',
  'ssm:LabelParameterVersion',
  'ssm:PutParameter',
  'ssm:UnlabelParameterVersion',
];

export const protectStacks: ControlPolicy = {
  id: 'protect-stacks',
  type: 'SCP',
  title: 'Stacks, functions and parameters of Gatehouse are deployed, not edited',
  why: 'Code that somebody puts into the gateway has the gateway’s rights, and answers in its name; and so does whoever workloads are sent to in its place.',
  attachesTo: 'governed',
  exceptions: [pipeline, deployer, ...everywhere],
  statements: (context) => {
    const { ours, code, told } = targets(context, '*');
    return [
      deny('StacksAreDeployed', stacks, sparing(context, [pipeline, ...everywhere]), ours),
      deny('FunctionsAreDeployed', functions, sparing(context, [deployer, ...everywhere]), code),
      deny('ParametersAreDeployed', parameters, sparing(context, [deployer, ...everywhere]), told),
    ];
  },
  cases: (context) => {
    const actors = exampleActors(context);
    const { ours, code, told } = targets(context, context.hub.accountId);
    const [stack = '', stackSet = ''] = ours.map((pattern) => pattern.replaceAll('*', 'x'));
    const [handler = '', generated = ''] = code.map((pattern) => pattern.replaceAll('*', 'x'));
    const [parameter = ''] = told.map((pattern) => pattern.replaceAll('*', 'x'));
    const theirs = `arn:${context.hub.partition}:cloudformation:${context.hub.region}:${actors.spoke}:stack/shop/1`;
    return {
      allow: [
        ...casesOf('the pipeline', actors.hubPipeline, stacks, stack),
        ...casesOf('the hub’s deployer', actors.hubDeployer, functions, handler),
        ...casesOf('a StackSet', actors.organizationDeployer, stacks, stackSet),
        ...casesOf('a StackSet', actors.organizationDeployer, functions, handler),
        ...casesOf('break-glass', actors.hubBreakGlass, stacks, stack),
        ...casesOf('break-glass', actors.hubBreakGlass, functions, handler),
        ...casesOf('the hub’s deployer', actors.hubDeployer, parameters, parameter),
        ...casesOf('a StackSet', actors.organizationDeployer, parameters, parameter),
        ...casesOf('break-glass', actors.hubBreakGlass, parameters, parameter),
        ...casesOf('a workload that looks for the hub', actors.developer, ['ssm:GetParameter'], parameter),
        ...casesOf('an administrator with stacks of their own', actors.administrator, stacks, theirs),
        ...casesOf('an administrator who looks', actors.administrator, ['cloudformation:DescribeStacks'], stack),
      ],
      deny: [
        ...denialsOf('StacksAreDeployed', 'an administrator of the hub', actors.hubAdministrator, stacks, stack),
        ...denialsOf('StacksAreDeployed', 'an administrator', actors.administrator, stacks, stackSet),
        ...denialsOf('StacksAreDeployed', 'the root user', actors.root, ['cloudformation:DeleteStack'], stackSet),
        ...denialsOf(
          'FunctionsAreDeployed',
          'an administrator of the hub',
          actors.hubAdministrator,
          functions,
          generated,
        ),
        ...denialsOf(
          'FunctionsAreDeployed',
          'an administrator of the hub',
          actors.hubAdministrator,
          functions,
          handler,
        ),
        ...denialsOf(
          'FunctionsAreDeployed',
          'the gateway itself',
          actors.hubGateway,
          ['lambda:UpdateFunctionCode'],
          handler,
        ),
        ...denialsOf('ParametersAreDeployed', 'an administrator', actors.administrator, parameters, parameter),
      ],
    };
  },
};

/** Stacks of the hub, instances of the StackSet, and functions. */
function targets({ hub: { partition } }: PolicyContext, account: string) {
  const stack = (name: string) => `arn:${partition}:cloudformation:*:${account}:stack/${name}`;
  return {
    ours: [stack('Gatehouse*'), stack('StackSet-Gatehouse*')],
    told: [`arn:${partition}:ssm:*:${account}:parameter/gatehouse/*`],
    // Those with a name of their own, and those that CloudFormation names after their stack.
    code: ['gatehouse-*', 'Gatehouse*'].map((name) => `arn:${partition}:lambda:*:${account}:function:${name}`),
  };
}
