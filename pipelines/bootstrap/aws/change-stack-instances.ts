import { CreateStackInstancesCommand, DeleteStackInstancesCommand } from '@aws-sdk/client-cloudformation';
import type { CarryOutTools, ChangeOf } from './carry-out-tools.ts';
import { describeStackSet, stackInstances } from './read-stack-sets.ts';
import { followOperation, runOperation } from './stack-set-operation.ts';
import { existingStackSet, isBehind, operationOf, operationPreferences } from './stack-set-request.ts';
import { untilShown } from './until-shown.ts';

type Deployment = ChangeOf<'deploy-stack-set'> | ChangeOf<'withdraw-stack-set'>;

/** Units that have it already are deployed to again only where an instance of theirs is behind. */
export async function deployStackSet(tools: CarryOutTools, change: ChangeOf<'deploy-stack-set'>): Promise<void> {
  const units = await unitIds(tools, change.targets);
  const deployed = async () => {
    const { OrganizationalUnitIds = [] } = await existingStackSet(tools, change.name);
    return units.every((unit) => OrganizationalUnitIds.includes(unit));
  };
  if (await deployed()) {
    await followOperation(tools, operationOf(change));
    const instances = await stackInstances(tools, change.name);
    if (!instances.some((instance) => units.includes(instance.unitId) && isBehind(instance))) return;
  }
  await runOperation(tools, operationOf(change), (operationId) => {
    const request = new CreateStackInstancesCommand(deployment(change, units, operationId));
    return tools.calls.make('cloudformation:CreateStackInstances', () => tools.clients.cloudformation.send(request));
  });
  await untilShown(tools, `the StackSet ${change.name} is deployed to its units`, deployed);
}

/** Takes the stacks away, with all that is in them. */
export async function withdrawStackSet(tools: CarryOutTools, change: ChangeOf<'withdraw-stack-set'>): Promise<void> {
  const units = await unitIds(tools, change.targets);
  const remaining = async () => {
    const found = await describeStackSet(tools, change.name);
    return found && units.filter((unit) => found.OrganizationalUnitIds?.includes(unit));
  };
  const left = await remaining();
  if (left === undefined) return;
  if (left.length === 0) return followOperation(tools, operationOf(change));
  await runOperation(tools, operationOf(change), (operationId) => {
    const request = new DeleteStackInstancesCommand({ ...deployment(change, left, operationId), RetainStacks: false });
    return tools.calls.make('cloudformation:DeleteStackInstances', () => tools.clients.cloudformation.send(request));
  });
  const withdrawn = async () => ((await remaining()) ?? []).length === 0;
  await untilShown(tools, `the StackSet ${change.name} is withdrawn from its units`, withdrawn);
}

/** What creating and deleting instances both say. */
function deployment({ name, region }: Deployment, units: string[], operationId: string) {
  return {
    StackSetName: name,
    DeploymentTargets: { OrganizationalUnitIds: units },
    Regions: [region],
    OperationPreferences: operationPreferences,
    OperationId: operationId,
    CallAs: 'SELF' as const,
  };
}

async function unitIds({ names }: CarryOutTools, targets: readonly string[]): Promise<string[]> {
  const ids = await Promise.all(targets.map((target) => names.targetId(target)));
  return ids.toSorted();
}
