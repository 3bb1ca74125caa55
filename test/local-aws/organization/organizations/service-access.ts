/** Trusted services and delegated administrators. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_RegisterDelegatedAdministrator.html */
import { optionalText, requiredText } from '../fields.ts';
import type { Answer, Asked, Service } from '../service.ts';
import { entityArn } from './arns.ts';
import { organizationsPage } from './organizations-page.ts';
import { conflict, constraint, inputRequired, invalidInput, notFound } from './refusals.ts';

const enabledAt = 1_767_225_600;

export const serviceAccess: Service = {
  reads: {
    ListAWSServiceAccessForOrganization: (asked) =>
      organizationsPage(
        asked,
        'ListAWSServiceAccess',
        asked.world.trustedServices,
        (service) => service,
        (page) => ({
          EnabledServicePrincipals: page.map((ServicePrincipal) => ({ ServicePrincipal, DateEnabled: enabledAt })),
        }),
      ),
    ListDelegatedAdministrators: listAdministrators,
    ListDelegatedServicesForAccount: listServices,
  },
  writes: {
    EnableAWSServiceAccess: ({ world, input }) => {
      const service = servicePrincipal(input);
      if (!world.trustedServices.includes(service)) world.trustedServices.push(service);
      return {};
    },
    RegisterDelegatedAdministrator: register,
  },
};

function listAdministrators(asked: Asked): Answer {
  const { world, input } = asked;
  const service = optionalText(input, 'ServicePrincipal');
  const ids = Object.entries(world.delegated)
    .filter(([, services]) => service === undefined || services.includes(service))
    .map(([id]) => id);
  return organizationsPage(
    asked,
    `ListDelegatedAdministrators ${service ?? ''}`,
    ids,
    (id) => id,
    (page) => ({
      DelegatedAdministrators: page.map((Id) => ({
        Id,
        Arn: entityArn(world, 'account', Id),
        Email: `${Id}@example.com`,
        Name: world.accounts[Id]?.name,
        State: world.accounts[Id]?.state,
        JoinedMethod: 'CREATED',
        DelegationEnabledDate: enabledAt,
      })),
    }),
  );
}

function listServices(asked: Asked): Answer {
  const { world, input } = asked;
  const id = requiredText(input, 'AccountId', inputRequired);
  if (world.accounts[id] === undefined)
    throw notFound('AccountNotFoundException', 'No such account in the organization.');
  const services = world.delegated[id];
  if (services === undefined)
    throw notFound('AccountNotRegisteredException', 'The specified account is not a delegated administrator.');
  return organizationsPage(
    asked,
    `ListDelegatedServicesForAccount ${id}`,
    services,
    (service) => service,
    (page) => ({
      DelegatedServices: page.map((ServicePrincipal) => ({ ServicePrincipal, DelegationEnabledDate: enabledAt })),
    }),
  );
}

function register({ world, input }: Asked): Answer {
  const id = requiredText(input, 'AccountId', inputRequired);
  const service = servicePrincipal(input);
  const account = world.accounts[id];
  if (account === undefined) throw notFound('AccountNotFoundException', 'No such account in the organization.');
  if (id === world.managementAccountId)
    throw constraint(
      'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
      'You cannot register the management account.',
    );
  if (account.state !== 'ACTIVE')
    throw constraint('CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR', 'The account is not active.');
  if (!world.trustedServices.includes(service))
    throw constraint('SERVICE_ACCESS_NOT_ENABLED', 'Call the EnableAWSServiceAccess API first.');
  const services = world.delegated[id] ?? [];
  if (services.includes(service))
    throw conflict(
      'AccountAlreadyRegisteredException',
      'The account is already a delegated administrator for this service.',
    );
  world.delegated[id] = [...services, service];
  return {};
}

function servicePrincipal(input: Asked['input']): string {
  const service = requiredText(input, 'ServicePrincipal', inputRequired);
  // That of StackSets has a longer name; the short one is its role's, and refused by AWS as well.
  if (!/^[\w+=,.@-]{1,128}$/.test(service) || service === 'stacksets.cloudformation.amazonaws.com')
    throw invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL', `${service} is no service principal.`);
  return service;
}
