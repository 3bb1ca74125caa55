import { describe, expect, it } from 'vitest';
import { resourceTypeActions } from '../../../../pipelines/bootstrap/preflight/resource-type-actions.ts';
import { templateResources } from '../../../../pipelines/bootstrap/preflight/template-resources.ts';
import { actionNames } from '../../../../pipelines/policy/lint/catalogue.ts';
import { spokeStackSets } from '../../../../spoke/access/stack-sets.ts';
import { bundleOf } from '../governed-organization.fixture.ts';

describe('what deployers need', () => {
  it.each([...resourceTypeActions])('is, for %s, actions that AWS has', async (_type, { actions }) => {
    for (const action of actions) {
      const [service = '', name] = action.split(':');
      expect(await actionNames(service), action).toContain(name);
    }
  });

  it('is known for every type that the stacks of spokes are made of', () => {
    const resources = spokeStackSets(bundleOf('aws')).flatMap(({ body, name }) => templateResources(body, name));
    expect(resources.length).toBeGreaterThan(0);
    expect(resources.filter(({ type }) => !resourceTypeActions.has(type))).toEqual([]);
  });

  it('takes the names that templates give, and those that CloudFormation makes up', () => {
    const body = JSON.stringify({
      Resources: {
        Caller: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'gatehouse-app-x' } },
        Other: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'X' } } },
        Bare: { Type: 'AWS::SNS::Topic' },
      },
    });
    expect(templateResources(body, 'Stack').map(({ name }) => name)).toEqual([
      'gatehouse-app-x',
      'Stack-Other-0123456789AB',
      'Stack-Bare-0123456789AB',
    ]);
  });

  it.each(['', 'null', '[]', '{"Resources":[]}', '{"Resources":{"A":null}}'])('finds nothing in %j', (body) => {
    expect(templateResources(body, 'Stack')).toEqual([]);
  });
});
