import { deny } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import { type Exception, sparing } from '../exceptions.ts';
import type { ControlCases, ControlPolicy, PolicyContext } from '../policy.ts';

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
  cases: (context) => ({ allow: allowed(context), deny: denied(context) }),
};

function allowed(context: PolicyContext): ControlCases['allow'] {
  const { administrator, developer, hubBreakGlass, hubDeployer, hubPipeline, organizationDeployer, spoke } =
    exampleActors(context);
  const { stack, stackSet, handler, parameter } = examples(context);
  const theirs = `arn:${context.hub.partition}:cloudformation:${context.hub.region}:${spoke}:stack/shop/1`;
  return [
    ...casesOf('the pipeline', hubPipeline, stacks, stack),
    ...casesOf('a StackSet', organizationDeployer, stacks, stackSet),
    ...casesOf('break-glass', hubBreakGlass, stacks, stack),
    ...casesOf('the hub’s deployer', hubDeployer, functions, handler),
    ...casesOf('a StackSet', organizationDeployer, functions, handler),
    ...casesOf('break-glass', hubBreakGlass, functions, handler),
    ...casesOf('the hub’s deployer', hubDeployer, parameters, parameter),
    ...casesOf('a StackSet', organizationDeployer, parameters, parameter),
    ...casesOf('break-glass', hubBreakGlass, parameters, parameter),
    ...casesOf('a workload that looks for the hub', developer, ['ssm:GetParameter'], parameter),
    ...casesOf('an administrator with stacks of their own', administrator, stacks, theirs),
    ...casesOf('an administrator who looks', administrator, ['cloudformation:DescribeStacks'], stack),
  ];
}

function denied(context: PolicyContext): ControlCases['deny'] {
  const { administrator, hubAdministrator, hubGateway, root } = exampleActors(context);
  const { stack, stackSet, handler, generated, parameter } = examples(context);
  const [ofStacks, ofCode] = ['StacksAreDeployed', 'FunctionsAreDeployed'] as const;
  return [
    ...denialsOf(ofStacks, 'an administrator of the hub', hubAdministrator, stacks, stack),
    ...denialsOf(ofStacks, 'an administrator', administrator, stacks, stackSet),
    ...denialsOf(ofStacks, 'the root user', root, ['cloudformation:DeleteStack'], stackSet),
    ...denialsOf(ofCode, 'an administrator of the hub', hubAdministrator, functions, generated),
    ...denialsOf(ofCode, 'an administrator of the hub', hubAdministrator, functions, handler),
    ...denialsOf(ofCode, 'the gateway itself', hubGateway, ['lambda:UpdateFunctionCode'], handler),
    ...denialsOf('ParametersAreDeployed', 'an administrator', administrator, parameters, parameter),
  ];
}

/** One of each kind of target. */
function examples(context: PolicyContext) {
  const { ours, code, told } = targets(context, context.hub.accountId);
  const one = (pattern = '') => pattern.replaceAll('*', 'x');
  const [stack = '', stackSet = '', handler = '', generated = '', parameter = ''] = [...ours, ...code, ...told].map(
    one,
  );
  return { stack, stackSet, handler, generated, parameter };
}

/** Stacks of the hub, instances of the StackSet, functions, and parameters. */
function targets({ hub: { partition } }: PolicyContext, account: string) {
  const stack = (name: string) => `arn:${partition}:cloudformation:*:${account}:stack/${name}`;
  return {
    ours: [stack('Gatehouse*'), stack('StackSet-Gatehouse*')],
    told: [`arn:${partition}:ssm:*:${account}:parameter/gatehouse/*`],
    // Those with a name of their own, and those that CloudFormation names after their stack.
    code: ['gatehouse-*', 'Gatehouse*'].map((name) => `arn:${partition}:lambda:*:${account}:function:${name}`),
  };
}
