import { CreatePolicyCommand, DeletePolicyCommand, UpdatePolicyCommand } from '@aws-sdk/client-organizations';
import type { PolicyType } from '../snapshot.ts';
import type { CarryOutTools, ChangeOf } from './carry-out-tools.ts';
import { conflict } from './conflict.ts';
import { ownerTags } from './owner-tag.ts';
import { organizationsType } from './policy-types.ts';
import { policySummaries, policyText } from './read-policies.ts';
import { refusedFor } from './refused-call.ts';
import { sameDocument } from './same-document.ts';
import { showsInTime, untilShown } from './until-shown.ts';

const description = 'Made by Gatehouse from governance.yaml. Change it there: what is changed here is drift.';

/** @throws GatehouseFault `organization_conflict` where there is a policy of that name that says something else. */
export async function createPolicy(tools: CarryOutTools, change: ChangeOf<'create-policy'>): Promise<void> {
  const { clients, calls, names } = tools;
  const { type, name, text } = change;
  const request = new CreatePolicyCommand({
    Name: name,
    Description: description,
    Type: organizationsType[type],
    Content: text,
    Tags: ownerTags,
  });
  const answer = await calls.makeUnless(['DuplicatePolicyException'], 'organizations:CreatePolicy', () =>
    clients.organizations.send(request),
  );
  const id = answer?.Policy?.PolicySummary?.Id ?? (await sameNamed(tools, change));
  names.rememberPolicy(type, name, id);
  await untilShown(tools, `there is a policy ${name}`, async () => {
    const [shown, summaries] = await Promise.all([policyText(tools, id), policySummaries(tools, type)]);
    return sameDocument(shown, text) && summaries.some(({ Id }) => Id === id);
  });
}

/** The policy that has the name already: made by a run before this one, if it says the same. */
async function sameNamed(tools: CarryOutTools, { type, name, text }: ChangeOf<'create-policy'>): Promise<string> {
  let id: string | undefined;
  let shown: string | undefined;
  await showsInTime(tools, async () => {
    id = await tools.names.policyId(type, name);
    shown = id === undefined ? undefined : await policyText(tools, id);
    return shown !== undefined;
  });
  if (id !== undefined && sameDocument(shown, text)) return id;
  throw conflict(`There is a policy ${name} already, and it is not the one that the plan would create.`);
}

/** @throws GatehouseFault `organization_conflict` where it says neither what it said when the plan was made, nor what it is to say. */
export async function updatePolicy(tools: CarryOutTools, change: ChangeOf<'update-policy'>): Promise<void> {
  const { type, name, text, before } = change;
  const id = await tools.names.policyId(type, name);
  if (id === undefined) throw conflict(`There is no policy ${name} any more.`);
  let shown: string | undefined;
  // A read may still show what it said before the last change: an older text is waited out before anybody is accused.
  await showsInTime(tools, async () => {
    shown = await policyText(tools, id);
    return sameDocument(shown, text) || sameDocument(shown, before);
  });
  if (sameDocument(shown, text)) return;
  if (!sameDocument(shown, before)) throw changedByOthers(name);
  const request = new UpdatePolicyCommand({ PolicyId: id, Content: text });
  await tools.calls.make('organizations:UpdatePolicy', () => tools.clients.organizations.send(request));
  await untilShown(tools, `${name} says what it was told`, async () => sameDocument(await policyText(tools, id), text));
}

/** @throws GatehouseFault `organization_conflict` where it says something else than when the plan was made, or is attached again. */
export async function deletePolicy(tools: CarryOutTools, change: ChangeOf<'delete-policy'>): Promise<void> {
  const { type, name, before } = change;
  const id = await tools.names.policyId(type, name);
  const shown = id === undefined ? undefined : await policyText(tools, id);
  if (id === undefined || shown === undefined) return tools.names.forgetPolicy(type, name);
  if (!sameDocument(shown, before)) throw changedByOthers(name);
  // Still in use may be no more than a detachment that not all of AWS knows of yet.
  const deleted = await showsInTime(tools, () => deleteUnattached(tools, id));
  if (!deleted) throw conflict(`The policy ${name} is attached somewhere again, so it cannot be deleted.`);
  tools.names.forgetPolicy(type, name);
  await untilShown(tools, `the policy ${name} is gone`, async () => !(await isListed(tools, type, id)));
}

/** False where it is still attached. */
async function deleteUnattached({ clients, calls }: CarryOutTools, id: string): Promise<boolean> {
  const request = new DeletePolicyCommand({ PolicyId: id });
  try {
    await calls.make('organizations:DeletePolicy', () => clients.organizations.send(request));
    return true;
  } catch (error) {
    if (refusedFor(error, 'PolicyNotFoundException')) return true;
    if (refusedFor(error, 'PolicyInUseException')) return false;
    throw error;
  }
}

async function isListed(tools: CarryOutTools, type: PolicyType, id: string): Promise<boolean> {
  return (await policySummaries(tools, type)).some(({ Id }) => Id === id);
}

function changedByOthers(name: string) {
  return conflict(`Somebody changed the policy ${name} since the plan was made.`);
}
