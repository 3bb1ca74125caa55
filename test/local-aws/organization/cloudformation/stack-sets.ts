/** StackSets by themselves. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html and its neighbours */
import { type Fields, flag, object, objects, optionalText, requiredText, texts } from '../fields.ts';
import { freshId } from '../fresh-id.ts';
import type { Answer, Asked, Service } from '../service.ts';
import { stackSetKey, type World, type WorldStackSet } from '../world.ts';
import { requiredTargets } from './deployment-targets.ts';
import { existingStackSet, refuseDelegated, stackSetPage } from './existing-stack-set.ts';
import { conflict, missing, validationError } from './refusals.ts';
import { checkMayStart, isBusy, startOperation } from './start-operation.ts';
import { checkTemplate } from './template-rules.ts';

export const stackSets: Service = {
  reads: {
    DescribeStackSet: (asked) => ({ StackSet: describe(asked.world, existingStackSet(asked)) }),
    ListStackSets: listStackSets,
  },
  writes: { CreateStackSet: createStackSet, UpdateStackSet: updateStackSet, DeleteStackSet: deleteStackSet },
};

function createStackSet(asked: Asked): Answer {
  const { world, input, region } = asked;
  refuseDelegated(asked);
  const name = requiredText(input, 'StackSetName', missing);
  const body = requiredText(input, 'TemplateBody', missing);
  const clientToken = optionalText(input, 'ClientRequestToken') ?? '';
  const capabilities = [...texts(input, 'Capabilities')];
  checkModel(world, input, name);
  checkTemplate(body, capabilities);
  const key = stackSetKey(region, name);
  const known = world.stackSets[key];
  if (known?.status === 'ACTIVE') {
    if (clientToken !== '' && known.clientToken === clientToken) return { StackSetId: known.id };
    throw conflict('NameAlreadyExistsException', `StackSet ${name} already exists`);
  }
  const id = `${name}:${freshId(world, 'stack-set', [region, name], 32)}`;
  const settings = { ...settingsOf(input), capabilities, description: optionalText(input, 'Description') ?? '' };
  const empty = { units: [], regions: [], instances: [], operations: [] };
  world.stackSets[key] = { name, region, id, clientToken, status: 'ACTIVE', body, ...settings, ...empty };
  return { StackSetId: id };
}

function checkModel(world: World, input: Fields, name: string): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) throw validationError(`StackSetName ${name} is invalid`);
  if (input.PermissionModel !== 'SERVICE_MANAGED')
    throw validationError('Only service-managed stack sets are known here');
  if (input.AutoDeployment === undefined)
    throw validationError('AutoDeployment must be specified for SERVICE_MANAGED stack sets');
  if (!world.stackSetsActivated)
    throw validationError('You must enable organizations access to operate a service managed stack set');
}

function settingsOf(
  input: Fields,
): Pick<WorldStackSet, 'autoDeployment' | 'retainOnRemoval' | 'managedExecution' | 'tags'> {
  const automatic = object(input, 'AutoDeployment');
  return {
    autoDeployment: flag(automatic, 'Enabled'),
    retainOnRemoval: flag(automatic, 'RetainStacksOnAccountRemoval'),
    managedExecution: flag(object(input, 'ManagedExecution'), 'Active'),
    tags: objects(input, 'Tags').map(({ Key, Value }) => ({ Key: String(Key), Value: String(Value) })),
  };
}

/** Another template makes all instances outdated at once; those that are targeted (all, if nothing is said) are brought up to date. */
function updateStackSet(asked: Asked): Answer {
  const { input } = asked;
  const stackSet = existingStackSet(asked);
  const body = flag(input, 'UsePreviousTemplate') ? stackSet.body : requiredText(input, 'TemplateBody', missing);
  const capabilities = [...texts(input, 'Capabilities')];
  checkTemplate(body, capabilities);
  const targets = input.DeploymentTargets === undefined ? stackSet : requiredTargets(asked);
  checkMayStart(asked, stackSet);
  const { autoDeployment, retainOnRemoval, managedExecution, tags } = settingsOf(input);
  if (body !== stackSet.body) for (const instance of stackSet.instances) instance.status = 'OUTDATED';
  Object.assign(stackSet, {
    body,
    capabilities,
    description: optionalText(input, 'Description') ?? stackSet.description,
  });
  if (input.AutoDeployment !== undefined) Object.assign(stackSet, { autoDeployment, retainOnRemoval });
  if (input.ManagedExecution !== undefined) Object.assign(stackSet, { managedExecution });
  if (input.Tags !== undefined) Object.assign(stackSet, { tags });
  const order = { units: [...targets.units], accounts: [], regions: [...targets.regions] };
  return { OperationId: startOperation(asked, stackSet, { action: 'UPDATE', ...order }) };
}

function deleteStackSet(asked: Asked): Answer {
  const stackSet = existingStackSet(asked);
  if (isBusy(stackSet)) throw conflict('OperationInProgressException', 'Another Operation on StackSet is in progress');
  if (stackSet.instances.length > 0) throw conflict('StackSetNotEmptyException', 'StackSet is not empty');
  stackSet.status = 'DELETED';
  return {};
}

/** Deleted ones as well, unless only those of one status are asked for. */
function listStackSets(asked: Asked): Answer {
  const { world, input, region } = asked;
  refuseDelegated(asked);
  const wanted = optionalText(input, 'Status');
  const listed = Object.values(world.stackSets).filter(
    (stackSet) => stackSet.region === region && (wanted === undefined || stackSet.status === wanted),
  );
  return stackSetPage(
    asked,
    `ListStackSets ${wanted ?? ''}`,
    listed,
    ({ id }) => id,
    (stackSet) => ({
      StackSetName: stackSet.name,
      StackSetId: stackSet.id,
      Description: stackSet.description,
      Status: stackSet.status,
      ...modelOf(stackSet),
    }),
  );
}

function describe(world: World, stackSet: WorldStackSet): Answer {
  const { name, id, description, status, body, capabilities, tags, units, regions, region } = stackSet;
  return {
    StackSetName: name,
    StackSetId: id,
    StackSetARN: `arn:${world.partition}:cloudformation:${region}:${world.managementAccountId}:stackset/${id}`,
    Description: description,
    Status: status,
    TemplateBody: body,
    Parameters: [],
    Capabilities: capabilities,
    Tags: tags.map((tag) => ({ ...tag })),
    OrganizationalUnitIds: units,
    Regions: regions,
    ...modelOf(stackSet),
  };
}

function modelOf({ autoDeployment, retainOnRemoval, managedExecution }: WorldStackSet): Answer {
  return {
    PermissionModel: 'SERVICE_MANAGED',
    AutoDeployment: { Enabled: autoDeployment, RetainStacksOnAccountRemoval: retainOnRemoval },
    ManagedExecution: { Active: managedExecution },
  };
}
