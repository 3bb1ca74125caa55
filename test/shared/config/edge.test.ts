import { describe, expect, it } from 'vitest';
import type { EdgePolicy } from '../../../shared/config/hub-policy.ts';
import { load, minimalGovernance, onlyProblem, problemsOf } from './minimal-governance.ts';

function withEdge(edge: unknown, region = 'us-east-1') {
  const governance = minimalGovernance();
  governance.models.nova = { ...governance.models.nova, regions: [region] } as (typeof governance.models)[string];
  return { ...governance, hub: { ...governance.hub, region, edge } };
}

function edgeOf(edge: unknown, region?: string): EdgePolicy | null {
  const loaded = load(withEdge(edge, region));
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join());
  return loaded.policy.bundle.hub.edge;
}

const certificateArn = certificate('us-east-1');
function certificate(region: string, account = '999988887777', partition = 'aws'): string {
  return `arn:${partition}:acm:${region}:${account}:certificate/12345678-1234-1234-1234-123456789012`;
}
const regional = { domainName: 'genai.example.com', certificateArn };
const inVpcs = { domainName: 'genai.internal.example.com', certificateArn };

describe('hub.edge', () => {
  it('need not be written: then there is no edge', () => {
    expect(edgeOf(undefined)).toBeNull();
  });

  it('switches on what is written and nothing else', () => {
    expect(edgeOf({ regional })).toEqual({
      regional,
      cloudFront: null,
      private: null,
      throttle: { requestsPerSecond: 500, burst: 1000, operations: {} },
      callsPerAddress: 30_000,
      allowedCountries: [],
      logRetentionDays: 365,
    });
    expect(edgeOf({ private: inVpcs })).toMatchObject({
      regional: null,
      private: { ...inVpcs, vpcEndpoints: [], sharedWith: [] },
    });
  });

  it('is taken as it is written', () => {
    const edge = {
      regional,
      cloudFront: { certificateArn },
      private: {
        ...inVpcs,
        vpcEndpoints: ['vpce-0a1b2c3d4e5f60718'],
        sharedWith: ['111122223333', 'arn:aws:organizations::123456789012:ou/o-exampleorg1/ou-ab12-example1'],
      },
      throttle: {
        requestsPerSecond: 20,
        burst: 40,
        operations: { 'count-tokens': { requestsPerSecond: 1, burst: 1 } },
      },
      callsPerAddress: 600,
      allowedCountries: ['US', 'CA'],
      logRetentionDays: 731,
    };
    expect(edgeOf(edge)).toEqual(edge);
  });

  it.each([
    ['regional.domainName', { regional: { ...regional, domainName: 'https://genai.example.com' } }],
    ['regional.domainName', { regional: { ...regional, domainName: 'example.com' } }],
    ['regional.certificateArn', { regional: { ...regional, certificateArn: 'certificate/1' } }],
    ['private.vpcEndpoints[0]', { private: { ...inVpcs, vpcEndpoints: ['*'] } }],
    ['private.sharedWith[0]', { private: { ...inVpcs, sharedWith: ['*'] } }],
    ['throttle.requestsPerSecond', { regional, throttle: { requestsPerSecond: 0 } }],
    [
      'throttle.operations.listen',
      { regional, throttle: { operations: { listen: { requestsPerSecond: 1, burst: 1 } } } },
    ],
    ['callsPerAddress', { regional, callsPerAddress: 9 }],
    ['allowedCountries[0]', { regional, allowedCountries: ['Canada'] }],
    ['logRetentionDays', { regional, logRetentionDays: 100 }],
    ['cloudfront', { regional, cloudfront: { certificateArn } }],
  ])('refuses a wrong %s (%j)', (path, edge) => {
    expect(problemsOf(withEdge(edge)).map((problem) => problem.path)).toEqual([`hub.edge.${path}`]);
  });

  it.each([[{}], [{ cloudFront: { certificateArn } }]])('refuses edges that let nobody in (%j)', (edge) => {
    expect(onlyProblem(withEdge(edge))).toMatchObject({
      path: 'hub.edge',
      message: 'so that nobody could call the hub',
    });
  });

  it('refuses CloudFront without the regional edge that it fetches from', () => {
    expect(onlyProblem(withEdge({ private: inVpcs, cloudFront: { certificateArn } }))).toMatchObject({
      path: 'hub.edge.cloudFront',
      remedy: 'Add regional with the same domain name, or remove cloudFront.',
    });
  });

  it.each([
    ['regional', { regional: { ...regional, certificateArn: certificate('us-west-2') } }, 'us-east-1'],
    ['regional', { regional: { ...regional, certificateArn: certificate('us-east-1', '111122223333') } }, 'us-east-1'],
    ['private', { private: { ...inVpcs, certificateArn: certificate('us-west-2') } }, 'us-east-1'],
  ])('refuses a certificate that the %s edge does not find', (name, edge, region) => {
    expect(onlyProblem(withEdge(edge))).toMatchObject({
      path: `hub.edge.${name}.certificateArn`,
      remedy: `Name a certificate of account 999988887777 in ${region}.`,
    });
  });

  it('wants CloudFront’s certificate in us-east-1, wherever the hub is', () => {
    const there = { ...regional, certificateArn: certificate('eu-west-3') };
    expect(
      onlyProblem(withEdge({ regional: there, cloudFront: { certificateArn: certificate('eu-west-3') } }, 'eu-west-3')),
    ).toMatchObject({
      path: 'hub.edge.cloudFront.certificateArn',
      remedy: 'Name a certificate of account 999988887777 in us-east-1.',
    });
    expect(edgeOf({ regional: there, cloudFront: { certificateArn } }, 'eu-west-3')).not.toBeNull();
  });

  it('does not ask for a place of CloudFront’s certificate where there is no CloudFront', () => {
    const there = certificate('us-gov-west-1', '999988887777', 'aws-us-gov');
    const edge = { regional: { ...regional, certificateArn: there }, cloudFront: { certificateArn: there } };
    const governance = withEdge(edge, 'us-gov-west-1');
    governance.applications.desk!.callers = ['arn:aws-us-gov:iam::111122223333:role/desk'];
    expect(load(governance).ok).toBe(true);
  });
});
