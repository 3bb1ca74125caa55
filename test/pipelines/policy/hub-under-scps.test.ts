import { beforeAll, describe, expect, it } from 'vitest';
import type { HubScene } from '../../../pipelines/policy/hub-scene.ts';
import { actionsMatching } from '../../../pipelines/policy/lint/catalogue.ts';
import { readHub } from '../../../pipelines/policy/read-hub.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { authorize, type PolicySet } from '../../../shared/iam/authorize.ts';
import type { Statement } from '../../../shared/iam/policy-document.ts';
import { unitPolicies } from '../../scp-policies/composed-units.fixture.ts';

let scene: HubScene;
beforeAll(() => {
  scene = readHub('governance.yaml');
});

/** Every action that a statement names, by its whole name. */
async function actionsOf({ action }: Statement): Promise<readonly string[]> {
  const found = action.patterns.map((pattern) => {
    const [service = '', name = ''] = pattern.split(':');
    return actionsMatching(service, name);
  });
  return (await Promise.all(found)).flat().map(({ name }) => name);
}

/** The keys that say through which inference profile a model is reached, and where the request goes. */
function contextOf({ condition }: Statement, resource: string, home: string): Record<string, string> {
  const profile = condition.find(({ key }) => key.toLowerCase() === 'bedrock:inferenceprofilearn')?.values[0];
  const region = resource.split(':')[3];
  return {
    'aws:RequestedRegion': region === undefined || region === '' || region === '*' ? home : region,
    'aws:SecureTransport': 'true',
    'aws:PrincipalOrgID': scene.bundle.organization.id,
    'kms:GrantIsForAWSResource': 'true',
    ...(profile === undefined ? {} : { 'bedrock:InferenceProfileArn': profile.replaceAll('*', 'x') }),
  };
}

interface Grant {
  readonly role: string;
  readonly request: AccessRequest;
}

/** One request for each action and resource that the policies of the templates' roles allow. */
async function grants(): Promise<readonly Grant[]> {
  const { roles } = scene.policies;
  const found = roles.flatMap(({ name, arn, identity }) =>
    identity
      .flatMap(({ document }) => document.statements)
      .filter(({ effect }) => effect === 'Allow')
      .map((statement) => grantsOf(name, arn, statement)),
  );
  return (await Promise.all(found)).flat();
}

async function grantsOf(role: string, roleArn: string, statement: Statement): Promise<readonly Grant[]> {
  const { accountId, region, partition } = scene.bundle.hub;
  const arn = `arn:${partition}:sts::${accountId}:assumed-role/${roleArn.split('/').at(-1)}/session`;
  const actions = await actionsOf(statement);
  const resources = statement.resource?.patterns ?? [];
  return actions.flatMap((action) =>
    resources.map((pattern) => {
      const resource = pattern === '*' ? '*' : pattern.replaceAll('*', 'x');
      const context = contextOf(statement, resource, region);
      return { role, request: { principal: { arn, roleArn }, action, resource, resourceAccount: accountId, context } };
    }),
  );
}

function lost(all: readonly Grant[], fences: PolicySet): readonly string[] {
  return all.flatMap(({ role, request }) => {
    const { reason, statement } = authorize(request, fences);
    if (reason !== 'explicit-deny') return [];
    return [`${role}: ${request.action} on ${request.resource}, by ${statement?.sid ?? statement?.policy}`];
  });
}

describe('the hub', () => {
  it('keeps, under the policies of its unit, every action that its roles are granted', async () => {
    const all = await grants();
    expect(all.length).toBeGreaterThan(100);
    expect(lost(all, await unitPolicies(scene.bundle, 'hub'))).toEqual([]);
  });

  it('would lose its models under the policies of spokes', async () => {
    const all = await grants();
    const models = all.filter(({ request }) => request.action === 'bedrock:InvokeModel');
    expect(models.length).toBeGreaterThan(0);
    expect(lost(models, await unitPolicies(scene.bundle, 'spokes'))).toHaveLength(models.length);
  });
});
