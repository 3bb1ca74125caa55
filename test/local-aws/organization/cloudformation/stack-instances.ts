/** Stacks of a StackSet in its accounts. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html and its neighbours */
import { objects, optionalText } from '../fields.ts';
import type { Answer, Asked, Service } from '../service.ts';
import type { WorldInstance, WorldStackSet } from '../world.ts';
import { requiredTargets } from './deployment-targets.ts';
import { existingStackSet, stackSetPage } from './existing-stack-set.ts';
import { missing, validationError } from './refusals.ts';
import { checkMayStart, startOperation } from './start-operation.ts';

export const stackInstances: Service = {
  reads: { ListStackInstances: listStackInstances, ListStackSetAutoDeploymentTargets: listTargets },
  writes: {
    CreateStackInstances: (asked) => start(asked, 'CREATE'),
    DeleteStackInstances: (asked) => {
      if (asked.input.RetainStacks === undefined) throw missing('retainStacks');
      return start(asked, 'DELETE');
    },
  },
};

function start(asked: Asked, action: 'CREATE' | 'DELETE'): Answer {
  const stackSet = existingStackSet(asked);
  const { units, regions } = requiredTargets(asked);
  if (!asked.world.stackSetsActivated)
    throw validationError('You must enable organizations access to operate a service managed stack set');
  checkMayStart(asked, stackSet);
  const order = { action, units: [...units], accounts: [], regions: [...regions] };
  return { OperationId: startOperation(asked, stackSet, order) };
}

function listStackInstances(asked: Asked): Answer {
  const stackSet = existingStackSet(asked);
  const listed = stackSet.instances.filter((instance) => isWanted(asked, instance));
  const { input } = asked;
  const list = ['ListStackInstances', stackSet.name, input.StackInstanceAccount, input.StackInstanceRegion].join(' ');
  return stackSetPage(
    asked,
    list,
    listed,
    ({ account, region }) => `${region} ${account}`,
    (instance) => summaryOf(asked.world.partition, stackSet, instance),
  );
}

function isWanted(
  { input }: Asked,
  { account, region, detailedStatus, drift, lastOperationId }: WorldInstance,
): boolean {
  const values: Readonly<Record<string, string>> = {
    DETAILED_STATUS: detailedStatus,
    DRIFT_STATUS: drift,
    LAST_OPERATION_ID: lastOperationId,
  };
  return (
    account === (optionalText(input, 'StackInstanceAccount') ?? account) &&
    region === (optionalText(input, 'StackInstanceRegion') ?? region) &&
    objects(input, 'Filters').every(({ Name, Values }) => values[String(Name)] === Values)
  );
}

function summaryOf(partition: string, { id }: WorldStackSet, instance: WorldInstance): Answer {
  return {
    StackSetId: id,
    Account: instance.account,
    Region: instance.region,
    StackId: `arn:${partition}:cloudformation:${instance.region}:${instance.account}:stack/StackSet-${id.replace(':', '-')}`,
    Status: instance.status,
    StatusReason: instance.statusReason === '' ? undefined : instance.statusReason,
    StackInstanceStatus: { DetailedStatus: instance.detailedStatus },
    OrganizationalUnitId: instance.unitId,
    DriftStatus: instance.drift,
    LastOperationId: instance.lastOperationId === '' ? undefined : instance.lastOperationId,
  };
}

function listTargets(asked: Asked): Answer {
  const { name, units, regions } = existingStackSet(asked);
  return stackSetPage(
    asked,
    `ListStackSetAutoDeploymentTargets ${name}`,
    units,
    (unit) => unit,
    (unit) => ({
      OrganizationalUnitId: unit,
      Regions: regions,
    }),
  );
}
