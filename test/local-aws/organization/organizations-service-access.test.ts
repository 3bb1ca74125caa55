import {
  EnableAWSServiceAccessCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
  RegisterDelegatedAdministratorCommand,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, standInHere } from './organization.fixture.ts';

const here = standInHere();
const service = 'member.org.stacksets.cloudformation.amazonaws.com';
const account = '200000000001';

beforeEach(() => here().control.seed({ empty: { accounts: 2 } }));

const enable = (ServicePrincipal: string) =>
  here().organizations.send(new EnableAWSServiceAccessCommand({ ServicePrincipal }));
const register = (AccountId: string) =>
  here().organizations.send(new RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal: service }));

describe('trusted services of the stand-in', () => {
  it('are listed once they are enabled, however often', async () => {
    await enable(service);
    await enable(service);
    const { EnabledServicePrincipals } = await here().organizations.send(
      new ListAWSServiceAccessForOrganizationCommand({}),
    );
    expect(EnabledServicePrincipals?.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual([service]);
  });

  it.each(['no principal', 'stacksets.cloudformation.amazonaws.com'])('are not %s', async (name) => {
    expect(await refusalOf(enable(name))).toBe('InvalidInputException UNRECOGNIZED_SERVICE_PRINCIPAL');
  });
});

describe('delegated administrators of the stand-in', () => {
  it('are listed with their services', async () => {
    await enable(service);
    await register(account);
    const { organizations } = here();
    const { DelegatedAdministrators } = await organizations.send(
      new ListDelegatedAdministratorsCommand({ ServicePrincipal: service }),
    );
    expect(DelegatedAdministrators?.map(({ Id, State }) => [Id, State])).toEqual([[account, 'ACTIVE']]);
    const { DelegatedServices } = await organizations.send(
      new ListDelegatedServicesForAccountCommand({ AccountId: account }),
    );
    expect(DelegatedServices?.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual([service]);
    const others = await organizations.send(
      new ListDelegatedAdministratorsCommand({ ServicePrincipal: 'x.amazonaws.com' }),
    );
    expect(others.DelegatedAdministrators).toEqual([]);
  });

  it('need the service to be trusted first', async () => {
    expect(await refusalOf(register(account))).toBe('ConstraintViolationException SERVICE_ACCESS_NOT_ENABLED');
  });

  it('are registered once, and are active members', async () => {
    await enable(service);
    await register(account);
    expect(await refusalOf(register(account))).toBe('AccountAlreadyRegisteredException');
    expect(await refusalOf(register('999999999999'))).toBe('AccountNotFoundException');
    expect(await refusalOf(register('111111111111'))).toBe(
      'ConstraintViolationException CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR',
    );
    const snapshot = await here().control.dump();
    const accounts = snapshot.accounts.map((known) => ({ ...known, state: 'SUSPENDED' }));
    await here().control.seed({ snapshot: { ...snapshot, accounts } });
    expect(await refusalOf(register('200000000002'))).toBe(
      'ConstraintViolationException CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR',
    );
  });

  it('have no services where they are none', async () => {
    const services = (AccountId: string) =>
      refusalOf(here().organizations.send(new ListDelegatedServicesForAccountCommand({ AccountId })));
    expect(await services(account)).toBe('AccountNotRegisteredException');
    expect(await services('999999999999')).toBe('AccountNotFoundException');
  });
});
