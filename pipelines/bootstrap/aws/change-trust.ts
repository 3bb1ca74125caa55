import { ActivateOrganizationsAccessCommand, DescribeOrganizationsAccessCommand } from '@aws-sdk/client-cloudformation';
import {
  EnableAWSServiceAccessCommand,
  EnablePolicyTypeCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import type { CarryOutTools, ChangeOf } from './carry-out-tools.ts';
import { organizationsType } from './policy-types.ts';
import { readRoot } from './read-organization.ts';
import { delegatedServices, trustedServices } from './read-trust.ts';
import { isNotImplemented } from './refused-call.ts';
import { untilShown } from './until-shown.ts';

/** CloudFormation enables this one itself, because it makes its service-linked role at the same time. */
const stackSets = 'member.org.stacksets.cloudformation.amazonaws.com';

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html */
export async function enableTrustedAccess(
  tools: CarryOutTools,
  { service }: ChangeOf<'enable-trusted-access'>,
): Promise<void> {
  const throughCloudFormation = service === stackSets && (await activateStackSets(tools));
  if (!throughCloudFormation) await trust(tools, service);
  await untilShown(tools, `${service} is trusted`, async () => {
    const [trusted, activated] = await Promise.all([
      trustedServices(tools),
      throughCloudFormation ? isActivated(tools) : true,
    ]);
    return activated && trusted.includes(service);
  });
}

async function trust({ clients, calls }: CarryOutTools, service: string): Promise<void> {
  const request = new EnableAWSServiceAccessCommand({ ServicePrincipal: service });
  await calls.make('organizations:EnableAWSServiceAccess', () => clients.organizations.send(request));
}

/** False where an emulator of AWS knows no such thing: then Organizations alone is told. */
async function activateStackSets({ clients, calls, standsIn }: CarryOutTools): Promise<boolean> {
  const request = new ActivateOrganizationsAccessCommand({});
  try {
    await calls.make('cloudformation:ActivateOrganizationsAccess', () => clients.cloudformation.send(request));
    return true;
  } catch (error) {
    if (standsIn && isNotImplemented(error)) return false;
    throw error;
  }
}

async function isActivated({ clients, calls }: CarryOutTools): Promise<boolean> {
  const { Status } = await calls.make('cloudformation:DescribeOrganizationsAccess', () =>
    clients.cloudformation.send(new DescribeOrganizationsAccessCommand({ CallAs: 'SELF' })),
  );
  return Status === 'ENABLED';
}

export async function registerDelegatedAdministrator(
  tools: CarryOutTools,
  { account, service }: ChangeOf<'register-delegated-administrator'>,
): Promise<void> {
  const request = new RegisterDelegatedAdministratorCommand({ AccountId: account, ServicePrincipal: service });
  await tools.calls.makeUnless(
    ['AccountAlreadyRegisteredException'],
    'organizations:RegisterDelegatedAdministrator',
    () => tools.clients.organizations.send(request),
  );
  const registered = async () => (await delegatedServices(tools, account)).includes(service);
  await untilShown(tools, `${account} administers ${service}`, registered);
}

/** AWS works at it for a while (PENDING_ENABLE), and attaches its own policies meanwhile: FullAWSAccess to all there is. */
export async function enablePolicyType(tools: CarryOutTools, { type }: ChangeOf<'enable-policy-type'>): Promise<void> {
  const rootId = await tools.names.rootId();
  const request = new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: organizationsType[type] });
  await tools.calls.makeUnless(['PolicyTypeAlreadyEnabledException'], 'organizations:EnablePolicyType', () =>
    tools.clients.organizations.send(request),
  );
  const enabled = async () => (await readRoot(tools)).policyTypes.includes(type);
  await untilShown(tools, `policies of type ${type} are enabled`, enabled);
}
