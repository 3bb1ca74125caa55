import { CreateStackSetCommand, DeleteStackSetCommand, UpdateStackSetCommand } from '@aws-sdk/client-cloudformation';
import type { CarryOutTools, ChangeOf } from './carry-out-tools.ts';
import { conflict } from './conflict.ts';
import { ownerTags } from './owner-tag.ts';
import { describeStackSet, stackInstances } from './read-stack-sets.ts';
import { sameDocument } from './same-document.ts';
import { followOperation, runOperation } from './stack-set-operation.ts';
import { existingStackSet, isBehind, operationOf, operationPreferences } from './stack-set-request.ts';
import { untilShown } from './until-shown.ts';

type Described = ChangeOf<'create-stack-set'> | ChangeOf<'update-stack-set'>;

/** What create and update both say, so that an update mends these too. */
function settings({ name, description, body }: Described) {
  return {
    StackSetName: name,
    Description: description,
    TemplateBody: body,
    Capabilities: ['CAPABILITY_NAMED_IAM' as const],
    Tags: ownerTags,
    PermissionModel: 'SERVICE_MANAGED' as const,
    // What an account is left with when it moves out is decided by offboarding, not by who moves it.
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
    ManagedExecution: { Active: true },
    CallAs: 'SELF' as const,
  };
}

/** @throws GatehouseFault `organization_conflict` where there is another StackSet of that name. */
export async function createStackSet(tools: CarryOutTools, change: ChangeOf<'create-stack-set'>): Promise<void> {
  const request = new CreateStackSetCommand({ ...settings(change), ClientRequestToken: operationOf(change).token });
  const answer = await tools.calls.makeUnless(
    ['NameAlreadyExistsException', 'CreatedButModifiedException'],
    'cloudformation:CreateStackSet',
    () => tools.clients.cloudformation.send(request),
  );
  if (answer === undefined) {
    const found = await existingStackSet(tools, change.name);
    const same = found.PermissionModel === 'SERVICE_MANAGED' && sameDocument(found.TemplateBody, change.body);
    if (!same) throw conflict(`There is another StackSet ${change.name} already.`);
  }
  await untilShown(tools, `there is a StackSet ${change.name}`, () => hasBody(tools, change));
}

/** @throws GatehouseFault `organization_conflict` where its template is neither the one that the plan saw nor the new one. */
export async function updateStackSet(tools: CarryOutTools, change: ChangeOf<'update-stack-set'>): Promise<void> {
  const { TemplateBody } = await existingStackSet(tools, change.name);
  if (sameDocument(TemplateBody, change.body)) {
    await followOperation(tools, operationOf(change));
    if (!(await stackInstances(tools, change.name)).some(isBehind)) return;
  } else if (!sameDocument(TemplateBody, change.before))
    throw conflict(`Somebody changed the StackSet ${change.name} since the plan was made.`);
  await runOperation(tools, operationOf(change), (OperationId) => {
    const OperationPreferences = operationPreferences;
    const request = new UpdateStackSetCommand({ ...settings(change), OperationPreferences, OperationId });
    return tools.calls.make('cloudformation:UpdateStackSet', () => tools.clients.cloudformation.send(request));
  });
  await untilShown(tools, `the StackSet ${change.name} has its new template`, () => hasBody(tools, change));
}

export async function deleteStackSet(tools: CarryOutTools, { name }: ChangeOf<'delete-stack-set'>): Promise<void> {
  const request = new DeleteStackSetCommand({ StackSetName: name, CallAs: 'SELF' });
  await tools.calls.makeUnless(['StackSetNotFoundException'], 'cloudformation:DeleteStackSet', () =>
    tools.clients.cloudformation.send(request),
  );
  const gone = async () => (await describeStackSet(tools, name)) === undefined;
  await untilShown(tools, `the StackSet ${name} is gone`, gone);
}

async function hasBody(tools: CarryOutTools, { name, body }: Described): Promise<boolean> {
  return sameDocument((await describeStackSet(tools, name))?.TemplateBody, body);
}
