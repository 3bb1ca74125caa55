import { describe, expect, it } from 'vitest';
import { load, minimalGovernance, onlyProblem, problemsOf } from './minimal-governance.ts';

const endpoint = { vpcId: 'vpc-0a1b2c3d', subnetIds: ['subnet-0a1b2c3d'], cidr: '10.60.0.0/16' };
const arn = 'arn:aws:apigateway:us-east-1:999988887777:/domainnames/genai.internal.example.com+abcd1234';
const spokes = { privateDomainNameArn: arn, endpoints: { '111122223333': endpoint } };
const commander = 'arn:aws:iam::123456789012:role/incident-commander';

function withOrganization(change: object, isPrivate = true) {
  const governance = minimalGovernance();
  const certificateArn = 'arn:aws:acm:us-east-1:999988887777:certificate/12345678-1234-1234-1234-123456789012';
  const edge = isPrivate
    ? { private: { domainName: 'genai.internal.example.com', certificateArn } }
    : { regional: { domainName: 'genai.example.com', certificateArn } };
  return {
    ...governance,
    hub: { ...governance.hub, edge },
    organization: { ...governance.organization, ...change },
  };
}

function organizationOf(governance: unknown) {
  const loaded = load(governance);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.policy.bundle.organization;
}

describe('organization.spokes', () => {
  it('need not be written', () => {
    expect(organizationOf(minimalGovernance()).spokes).toBeNull();
  });

  it('is taken as it is written', () => {
    expect(organizationOf(withOrganization({ spokes })).spokes).toEqual(spokes);
  });

  it('is refused where the hub has no private edge', () => {
    expect(onlyProblem(withOrganization({ spokes }, false))).toMatchObject({
      path: 'organization.spokes',
      message: expect.stringContaining('the hub does not have'),
      remedy: expect.stringContaining('hub.edge.private'),
    });
  });

  it.each([
    ['another account', arn.replace('999988887777', '444455556666')],
    ['another Region', arn.replace('us-east-1', 'us-west-2')],
    ['another partition', arn.replace('arn:aws:', 'arn:aws-us-gov:')],
    ['another name', arn.replace('genai.internal', 'genai.elsewhere')],
  ])('refuses a domain name of %s', (_what, privateDomainNameArn) => {
    expect(onlyProblem(withOrganization({ spokes: { ...spokes, privateDomainNameArn } }))).toMatchObject({
      path: 'organization.spokes.privateDomainNameArn',
      message: expect.stringContaining('not the hub’s private domain name'),
    });
  });

  it('refuses an endpoint in an account without an application', () => {
    const endpoints = { '111122223333': endpoint, '444455556666': endpoint };
    expect(onlyProblem(withOrganization({ spokes: { ...spokes, endpoints } }))).toMatchObject({
      path: 'organization.spokes.endpoints.444455556666',
      message: expect.stringContaining('the account of no application'),
    });
  });

  it.each([
    ['a public range', { ...endpoint, cidr: '0.0.0.0/0' }],
    ['a range that is none', { ...endpoint, cidr: '10.60.0.1/16' }],
    ['no subnets', { ...endpoint, subnetIds: [] }],
    ['a name in place of an id', { ...endpoint, vpcId: 'main' }],
    ['an unknown field', { ...endpoint, privateDns: true }],
  ])('refuses %s', (_what, broken) => {
    const problems = problemsOf(withOrganization({ spokes: { ...spokes, endpoints: { '111122223333': broken } } }));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path).toContain('organization.spokes.endpoints.111122223333');
  });

  it('refuses a key that is no account', () => {
    expect(problemsOf(withOrganization({ spokes: { ...spokes, endpoints: { main: endpoint } } }))).toHaveLength(1);
  });
});

describe('organization.breakGlass', () => {
  it('need not be written', () => {
    expect(organizationOf(minimalGovernance()).breakGlass).toBeNull();
  });

  it('is taken as it is written', () => {
    const breakGlass = { principals: [commander, 'arn:aws:iam::555566667777:role/security'] };
    expect(organizationOf(withOrganization({ breakGlass })).breakGlass).toEqual(breakGlass);
  });

  it.each([
    ['the hub', 'arn:aws:iam::999988887777:role/admin', 'in the hub'],
    ['an application’s account', 'arn:aws:iam::111122223333:role/admin', 'in an application’s account'],
    ['another partition', commander.replace('arn:aws:', 'arn:aws-us-gov:'), 'not a role of the partition aws'],
  ])('refuses a role of %s', (_what, principal, message) => {
    expect(onlyProblem(withOrganization({ breakGlass: { principals: [commander, principal] } }))).toMatchObject({
      path: 'organization.breakGlass.principals[1]',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['nobody', []],
    ['everybody', ['*']],
    ['a user', ['arn:aws:iam::123456789012:user/ada']],
    ['a whole account', ['arn:aws:iam::123456789012:root']],
    ['a pattern', ['arn:aws:iam::123456789012:role/*']],
  ])('refuses %s', (_what, principals) => {
    expect(problemsOf(withOrganization({ breakGlass: { principals } }))).toHaveLength(1);
  });
});
