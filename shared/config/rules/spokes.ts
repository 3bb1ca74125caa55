import { entriesAt, mapAt, textAt, textsAt } from '../draft.ts';
import { partitionOf } from '../inferred.ts';
import { describeFound, type Finding } from '../problem.ts';

const spokes = ['organization', 'spokes'] as const;

function organizationOf(file: unknown) {
  return mapAt(file, 'organization');
}

function accountsOfApplications(file: unknown): ReadonlySet<string> {
  return new Set(entriesAt(file, 'applications').flatMap(([, application]) => textAt(application, 'account') ?? []));
}

/** An endpoint leads to the private edge, or nowhere. */
export function* endpointsLeadSomewhere(file: unknown): Iterable<Finding> {
  if (organizationOf(file).spokes === undefined || mapAt(mapAt(file, 'hub'), 'edge').private !== undefined) return;
  yield {
    path: [...spokes],
    at: 'key',
    found: 'a way to the private edge',
    message: 'which the hub does not have',
    remedy: 'Switch on hub.edge.private, or remove organization.spokes.',
  };
}

/** Somebody else's domain name would take in what applications send. */
export function* privateDomainNameIsTheHubs(file: unknown): Iterable<Finding> {
  const hub = mapAt(file, 'hub');
  const [region, account] = [textAt(hub, 'region'), textAt(hub, 'accountId')];
  const domain = textAt(mapAt(mapAt(hub, 'edge'), 'private'), 'domainName');
  const arn = textAt(mapAt(organizationOf(file), 'spokes'), 'privateDomainNameArn');
  const [, partition, , of, owner, resource] = arn?.split(':') ?? [];
  if (arn === undefined || region === undefined || account === undefined || resource === undefined) return;
  const named = /^\/domainnames\/([^+]*)\+/.exec(resource)?.[1];
  const isHubs = partition === partitionOf(region) && of === region && owner === account;
  if (isHubs && (domain === undefined || named === undefined || named === domain)) return;
  yield {
    path: [...spokes, 'privateDomainNameArn'],
    found: describeFound(arn),
    message: 'which is not the hub’s private domain name',
    remedy: `Name that of ${domain ?? 'hub.edge.private'} in account ${account}, ${region} (output PrivateDomainArn of GatehouseEdge).`,
  };
}

/** An endpoint in an account without an application would serve nobody: the account is mistyped. */
export function* endpointsAreOfApplications(file: unknown): Iterable<Finding> {
  const accounts = accountsOfApplications(file);
  for (const [account] of entriesAt(mapAt(organizationOf(file), 'spokes'), 'endpoints')) {
    // What is no account id is the schema's to report.
    if (accounts.has(account) || !/^\d{12}$/.test(account)) continue;
    yield {
      path: [...spokes, 'endpoints', account],
      at: 'key',
      found: describeFound(account),
      message: 'which is the account of no application',
      remedy: 'Write the account of an application, or remove the endpoint.',
    };
  }
}

/**
 * Whoever administers an account has every role in it. Break-glass is for when governance itself must be got round, so that neither the governed nor those who deploy the hub may hold its key.
 */
export function* breakGlassIsNobodysOwn(file: unknown): Iterable<Finding> {
  const hub = mapAt(file, 'hub');
  const [region, hubAccount] = [textAt(hub, 'region'), textAt(hub, 'accountId')];
  const accounts = accountsOfApplications(file);
  for (const [index, role] of textsAt(mapAt(organizationOf(file), 'breakGlass'), 'principals')) {
    const [, partition, account] = /^arn:([^:]*):iam::(\d{12}):role\//.exec(role) ?? [];
    if (partition === undefined || account === undefined) continue;
    const where = { path: ['organization', 'breakGlass', 'principals', index], found: describeFound(role) };
    if (account === hubAccount || accounts.has(account))
      yield {
        ...where,
        message: `which is in ${account === hubAccount ? 'the hub' : 'an application’s account'}, whose administrators could take it`,
        remedy: 'Name a role of the management account, or of one for security.',
      };
    if (region !== undefined && partition !== partitionOf(region))
      yield {
        ...where,
        message: `which is not a role of the partition ${partitionOf(region)}`,
        remedy: `Write arn:${partitionOf(region)}:iam::…`,
      };
  }
}
