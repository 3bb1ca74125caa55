import { describe, expect, it } from 'vitest';
import type { NetworkPolicy } from '../../../shared/config/hub-policy.ts';
import { defaultZones, isZoneId } from '../../../shared/config/zones.ts';
import { load, minimalGovernance, onlyProblem, problemsOf } from './minimal-governance.ts';

function withNetwork(network: unknown, region = 'us-east-1') {
  const governance = minimalGovernance();
  governance.models.nova = { ...governance.models.nova, regions: [region] } as (typeof governance.models)[string];
  return { ...governance, hub: { ...governance.hub, region, network } };
}

function networkOf(network: unknown, region?: string): NetworkPolicy {
  const loaded = load(withNetwork(network, region));
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join());
  return loaded.policy.bundle.hub.network;
}

const subnets = [
  { id: 'subnet-0a1b2c3d4e5f60718', routeTable: 'rtb-0a1b2c3d4e5f60718' },
  { id: 'subnet-0a1b2c3d4e5f60719', routeTable: 'rtb-0a1b2c3d4e5f60719' },
];
const existingVpc = { id: 'vpc-0a1b2c3d4e5f60718', subnets };
const transitGateway = 'tgw-0a1b2c3d4e5f60718';

describe('hub.network', () => {
  it('need not be written', () => {
    expect(networkOf(undefined)).toEqual({
      cidr: '10.0.0.0/22',
      zones: ['use1-az1', 'use1-az2'],
      existingVpc: null,
      transitGateway: null,
      callerNetworks: [],
      prefixLists: null,
      flowLogRetentionDays: 365,
    });
  });

  it('is taken as it is written', () => {
    const network = {
      cidr: '172.20.0.0/20',
      zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
      transitGateway,
      callerNetworks: ['10.64.0.0/12'],
      prefixLists: { s3: 'pl-63a5400a', dynamodb: 'pl-02cd2c6b' },
      flowLogRetentionDays: 731,
    };
    expect(networkOf(network)).toEqual({ ...network, existingVpc: null });
    expect(networkOf({ existingVpc, callerNetworks: ['10.0.0.0/16'] }).existingVpc).toEqual(existingVpc);
  });

  it.each([
    ['cidr', '10.0.0.0/8'],
    ['cidr', '10.0.0.0/25'],
    ['cidr', '8.8.8.0/24'],
    ['cidr', '10.0.0.1/22'],
    ['cidr', 'ten'],
    ['zones', ['us-east-1a']],
    ['zones[0]', ['somewhere', 'us-east-1b']],
    ['transitGateway', 'tgw-1'],
    ['flowLogRetentionDays', 100],
    ['existingVpc.subnets', { id: existingVpc.id, subnets: subnets.slice(1) }],
    ['existingVpc.id', { id: 'igw-0a1b2c3d4e5f60718', subnets }],
    ['prefixLists.s3', { s3: 'com.amazonaws.us-east-1.s3', dynamodb: 'pl-02cd2c6b' }],
  ])('refuses a wrong %s (%j)', (path, value) => {
    const [key = ''] = path.split(/[.[]/);
    const found = problemsOf(withNetwork({ [key]: value })).map((problem) => problem.path);
    expect(found).toContain(`hub.network.${path}`);
  });

  it('refuses a network of callers that is not private: it would be a way to the internet', () => {
    expect(onlyProblem(withNetwork({ transitGateway, callerNetworks: ['0.0.0.0/0'] }))).toMatchObject({
      path: 'hub.network.callerNetworks[0]',
      message: 'which is not a private IPv4 range',
    });
  });

  it.each(['cidr', 'zones', 'transitGateway'])('refuses %s for a VPC that exists already', (key) => {
    const value = { cidr: '10.9.0.0/22', zones: ['us-east-1a', 'us-east-1b'], transitGateway }[key];
    const callerNetworks = ['10.64.0.0/12'];
    expect(onlyProblem(withNetwork({ existingVpc, callerNetworks, [key]: value }))).toMatchObject({
      path: `hub.network.${key}`,
      remedy: `Remove ${key}, or remove existingVpc.`,
    });
  });

  it('refuses a transit gateway that leads nowhere, and callers without a way', () => {
    expect(onlyProblem(withNetwork({ transitGateway })).path).toBe('hub.network.transitGateway');
    expect(onlyProblem(withNetwork({ callerNetworks: ['10.64.0.0/12'] })).path).toBe('hub.network.callerNetworks');
  });

  it.each([
    [{ transitGateway, callerNetworks: ['172.16.0.0/12', '10.0.0.0/8'] }, 1],
    [{ cidr: '172.20.0.0/20', transitGateway, callerNetworks: ['172.16.0.0/12'] }, 0],
  ])('refuses networks of callers that overlap with its own range (%j)', (network, index) => {
    expect(onlyProblem(withNetwork(network))).toMatchObject({
      path: `hub.network.callerNetworks[${index}]`,
      message: expect.stringContaining('overlaps'),
    });
  });

  it('refuses zones of another Region, and a zone twice', () => {
    expect(onlyProblem(withNetwork({ zones: ['us-east-1a', 'us-west-2b'] }))).toMatchObject({
      path: 'hub.network.zones[1]',
      message: 'which is not in us-east-1',
    });
    expect(onlyProblem(withNetwork({ zones: ['use1-az1', 'use1-az1'] })).message).toBe('which stands there twice');
  });
});

describe('the zones of a Region', () => {
  it.each([
    'us-east-1',
    'us-west-1',
    'us-west-2',
    'ap-northeast-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'eu-west-1',
    'sa-east-1',
  ])('are ids in %s, where names differ between accounts', (region) => {
    expect(defaultZones(region).map(isZoneId)).toEqual([true, true]);
    expect(networkOf(undefined, region).zones).toEqual(defaultZones(region));
  });

  it.each(['eu-central-1', 'us-gov-west-1', 'eusc-de-east-1'])('are names in %s', (region) => {
    expect(defaultZones(region)).toEqual([`${region}a`, `${region}b`]);
  });

  it('are no inherited property', () => {
    expect(defaultZones('constructor')).toEqual(['constructora', 'constructorb']);
  });

  it('may be written out as they are by default', () => {
    for (const region of ['us-east-1', 'ap-northeast-1', 'eu-central-1', 'ca-central-1'])
      expect(networkOf({ zones: defaultZones(region) }, region).zones).toEqual(defaultZones(region));
  });
});
