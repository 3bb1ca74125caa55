import { hubRegions } from '../../../scp-policies/hub-regions.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { Principal } from '../../../shared/iam/access-request.ts';
import { deployRoleName, executionRoleName } from '../../../shared/names/role-names.ts';
import { actorsOf } from '../effects/actors.ts';
import { type DeployedResource, hubResources } from './hub-resources.ts';
import { type Need, needs } from './need.ts';
import type { AccountGroup } from './preflight-scene.ts';
import { actionsFor, type Place } from './resource-actions.ts';
import { templateResources } from './template-resources.ts';

/** The stack itself. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs.html */
const stackActions = [
  'cloudformation:CreateChangeSet',
  'cloudformation:CreateStack',
  'cloudformation:DeleteStack',
  'cloudformation:DescribeStacks',
  'cloudformation:ExecuteChangeSet',
  'cloudformation:UpdateStack',
];

/** What the role that hands over templates may, as `cdk bootstrap` makes it. Source: https://github.com/aws/aws-cdk-cli, bootstrap-template.yaml, DeploymentActionRole. */
const pipelineActions = [
  ...stackActions,
  'cloudformation:ContinueUpdateRollback',
  'cloudformation:DeleteChangeSet',
  'cloudformation:DescribeChangeSet',
  'cloudformation:DescribeStackEvents',
  'cloudformation:GetTemplate',
  'cloudformation:RollbackStack',
  'cloudformation:UpdateTerminationProtection',
];

/** CloudFormation in each governed account, for the StackSets of the plan; and, in the hub, for its stacks. */
export function deployerNeeds(group: AccountGroup, bundle: PolicyBundle): readonly Need[] {
  const account = group.accounts[0].id;
  const actor = actorsOf(account, bundle).find(({ name }) => name === 'organizationDeployer');
  const bySets = actor === undefined ? [] : group.stackSets.flatMap((set) => setNeeds(set, actor, account, bundle));
  return group.isHub ? [...bySets, ...hubRegions(bundle).flatMap((region) => hubNeeds(region, bundle))] : bySets;
}

function setNeeds(
  { name, body }: AccountGroup['stackSets'][number],
  { who, principal }: { readonly who: string; readonly principal: Principal },
  account: string,
  bundle: PolicyBundle,
): readonly Need[] {
  const { partition, region } = bundle.hub;
  const stack = `StackSet-${name}-0123456789ab`;
  const why = `it deploys ${name} there.`;
  const own = { check: 'deployer', who, principal, region, why } as const;
  return [
    ...needs(own, `arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/0123`, stackActions),
    ...resourceNeeds(own, templateResources(body, stack), { partition, region, account }),
  ];
}

function hubNeeds(region: string, { hub }: PolicyBundle): readonly Need[] {
  const { partition, accountId } = hub;
  const home = { accountId, region };
  const session = (role: string): Principal => ({
    arn: `arn:${partition}:sts::${accountId}:assumed-role/${role}/deployment`,
  });
  const deployer = {
    check: 'deployer',
    who: 'the hub’s deployer',
    principal: session(executionRoleName(home)),
    region,
    why: 'it deploys the hub’s stacks.',
  } as const;
  const pipeline = {
    check: 'deployer',
    who: 'the hub’s pipeline',
    principal: session(deployRoleName(home)),
    region,
    why: 'it hands the hub’s stacks to CloudFormation.',
  } as const;
  const execution = `arn:${partition}:iam::${accountId}:role/${executionRoleName(home)}`;
  const stack = `arn:${partition}:cloudformation:${region}:${accountId}:stack/GatehouseFunctions/0123`;
  return [
    ...resourceNeeds(deployer, hubResources, { partition, region, account: accountId }),
    ...needs(pipeline, stack, pipelineActions),
    ...needs(pipeline, execution, ['iam:PassRole']),
  ];
}

/** Types without actions are told of by another check. */
function resourceNeeds(
  common: Omit<Need, 'action' | 'resource'>,
  resources: readonly DeployedResource[],
  place: Place,
): readonly Need[] {
  const all = resources.flatMap((resource) => {
    const found = actionsFor(resource, place);
    return found === undefined ? [] : needs(common, found.arn, found.actions);
  });
  return [...new Map(all.map((need) => [`${need.action} ${need.resource}`, need])).values()];
}
