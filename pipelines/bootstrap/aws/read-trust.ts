import {
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  ListDelegatedServicesForAccountCommand,
} from '@aws-sdk/client-organizations';
import type { Snapshot } from '../snapshot.ts';
import type { DeskParts } from './desk-parts.ts';
import { allPages } from './pages.ts';

/** Service principals that the organization trusts. */
export function trustedServices({ clients, calls }: DeskParts): Promise<readonly string[]> {
  return allPages(async (NextToken) => {
    const request = new ListAWSServiceAccessForOrganizationCommand({ NextToken });
    const answer = await calls.make('organizations:ListAWSServiceAccessForOrganization', () =>
      clients.organizations.send(request),
    );
    const items = answer.EnabledServicePrincipals?.map(({ ServicePrincipal = '' }) => ServicePrincipal);
    return { items, next: answer.NextToken };
  });
}

/** Accounts that administer services for the organization, of which there are few. */
export async function delegatedAdministrators(parts: DeskParts): Promise<Snapshot['delegatedAdministrators']> {
  const { clients, calls } = parts;
  const accounts = await allPages(async (NextToken) => {
    const request = new ListDelegatedAdministratorsCommand({ NextToken });
    const answer = await calls.make('organizations:ListDelegatedAdministrators', () =>
      clients.organizations.send(request),
    );
    return { items: answer.DelegatedAdministrators?.map(({ Id = '' }) => Id), next: answer.NextToken };
  });
  return Promise.all(
    accounts.toSorted().map(async (accountId) => {
      const services = await delegatedServices(parts, accountId);
      return { accountId, services: services.toSorted() };
    }),
  );
}

/** Service principals for which an account is the delegated administrator; none where it is not registered. */
export function delegatedServices({ clients, calls }: DeskParts, accountId: string): Promise<readonly string[]> {
  return allPages(async (NextToken) => {
    const request = new ListDelegatedServicesForAccountCommand({ AccountId: accountId, NextToken });
    const answer = await calls.makeUnless(
      ['AccountNotRegisteredException'],
      'organizations:ListDelegatedServicesForAccount',
      () => clients.organizations.send(request),
    );
    const items = answer?.DelegatedServices?.map(({ ServicePrincipal = '' }) => ServicePrincipal);
    return { items, next: answer?.NextToken };
  });
}
