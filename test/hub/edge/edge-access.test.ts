import { describe, expect, it } from 'vitest';
import { accessStacks } from '../../../hub/stacks/access-stack.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { guardrails } from '../access/access.fixture.ts';
import { faultOf } from '../gateway/faults.ts';
import { decide, decideForAdministrator, synthesizeStacks } from '../stacks/synthesize.ts';
import { composeEdge, edgePolicy, everyEdge, ownEndpoint, spokeEndpoint, synthesizeEdge } from './edge.fixture.ts';

/** The edge and the access of two applications, composed as the hub does. */
const policy = edgePolicy();
const policies = synthesizedPolicies(
  synthesizeStacks((app) => {
    const { apis } = composeEdge(app, policy);
    const env = { account: policy.hub.accountId, region: policy.hub.region };
    accessStacks(app, { env, bundle: policy, guardrails, bedrockEndpointIds: [ownEndpoint], apis });
  }),
);

const arnOf = (part: 'Regional' | 'Private') => {
  const api = policies.everything.find(
    ({ type, logicalId }) => type === 'AWS::ApiGateway::RestApi' && logicalId.startsWith(part),
  );
  return `arn:aws:execute-api:us-east-1:999988887777:${api?.identity.name}`;
};
const [regional, inVpcs] = [arnOf('Regional'), arnOf('Private')];
const session = (role: string, account = '999988887777') => `arn:aws:sts::${account}:assumed-role/${role}/s`;
const converse = (application: string) => `v1/POST/apps/${application}/model/amazon.micro-v1%3A0/converse`;
const proper = { 'aws:PrincipalOrgID': 'o-exampleorg1', 'aws:SecureTransport': 'true' };
const through = (endpoint: string) => ({ ...proper, 'aws:SourceVpce': endpoint });

interface Question {
  readonly who?: string;
  readonly on: string;
  readonly context?: Readonly<Record<string, string>>;
}

function request({ who = session('gatehouse-caller-claims-assistant'), on, context = proper }: Question) {
  return { principal: { arn: who }, action: 'execute-api:Invoke', resource: on, context };
}
const may = (question: Question) => decide(policies, request(question)).allowed;
/** For somebody whose own policies allow everything. */
const mayAnybody = (question: Question) => decideForAdministrator(policies, request(question)).allowed;

describe.each([
  ['regional', regional, proper],
  ['private', inVpcs, through(ownEndpoint)],
])('through the %s edge', (_edge, api, context) => {
  it('a caller reaches its own application’s path and no other’s', () => {
    expect(may({ on: `${api}/${converse('claims-assistant')}`, context })).toBe(true);
    expect(may({ on: `${api}/${converse('research-desk')}`, context })).toBe(false);
    expect(
      may({ who: session('gatehouse-caller-research-desk'), on: `${api}/${converse('claims-assistant')}`, context }),
    ).toBe(false);
  });

  it.each(['Administrator', 'gatehouse-gateway', 'gatehouse-auditor', 'gatehouse-invoke-claims-assistant'])(
    '%s reaches no application, whatever its own policies allow',
    (role) => {
      expect(mayAnybody({ who: session(role), on: `${api}/${converse('claims-assistant')}`, context })).toBe(false);
    },
  );

  it('nobody comes from another organization, or from none, or without TLS', () => {
    const on = `${api}/${converse('claims-assistant')}`;
    const { 'aws:PrincipalOrgID': _, ...nowhere } = context;
    expect(mayAnybody({ on, context })).toBe(true);
    expect(mayAnybody({ on, context: { ...context, 'aws:PrincipalOrgID': 'o-someoneelse' } })).toBe(false);
    expect(mayAnybody({ on, context: nowhere })).toBe(false);
    expect(mayAnybody({ on, context: { ...context, 'aws:SecureTransport': 'false' } })).toBe(false);
    expect(mayAnybody({ on: `${api}/v1/GET/healthz`, context: nowhere })).toBe(false);
  });

  it('a role of the same name in another account is let in by nobody', () => {
    const who = session('gatehouse-caller-claims-assistant', '111122223333');
    expect(mayAnybody({ who, on: `${api}/${converse('claims-assistant')}`, context })).toBe(false);
  });

  it('the policy of the API by itself allows the health check and nothing else', () => {
    const strange = session('gatehouse-caller-of-no-application');
    expect(may({ who: strange, on: `${api}/v1/GET/healthz`, context })).toBe(true);
    expect(may({ who: strange, on: `${api}/${converse('claims-assistant')}`, context })).toBe(false);
    expect(may({ who: session('Administrator'), on: `${api}/v1/GET/healthz`, context })).toBe(false);
  });
});

describe('the private edge', () => {
  const on = `${inVpcs}/${converse('claims-assistant')}`;

  it.each([ownEndpoint, spokeEndpoint])('is reached through an endpoint that is named: %s', (endpoint) => {
    expect(may({ on, context: through(endpoint) })).toBe(true);
  });

  it.each([
    ['another endpoint', through('vpce-0fedcba9876543210')],
    ['no endpoint', proper],
  ])('is not reached through %s', (_what, context) => {
    expect(mayAnybody({ on, context })).toBe(false);
    expect(mayAnybody({ on: `${inVpcs}/v1/GET/healthz`, context })).toBe(false);
  });

  it('lets its domain name be used by the organization through those endpoints alone', () => {
    const domain = policies.everything.find(({ type }) => type === 'AWS::ApiGateway::DomainNameV2');
    expect(domain?.properties.Policy).toMatchObject({
      Statement: [
        {
          Effect: 'Allow',
          Condition: {
            StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1', 'aws:SourceVpce': [ownEndpoint, spokeEndpoint] },
          },
        },
      ],
    });
  });

  it('refuses to be synthesized with more endpoints than its policy has room for', async () => {
    const vpcEndpoints = Array.from({ length: 400 }, (_, index) => `vpce-${index.toString(16).padStart(17, '0')}`);
    const inside = { ...everyEdge.private!, vpcEndpoints };
    const fault = await faultOf(() => synthesizeEdge(edgePolicy({ private: inside })));
    expect(fault.message).toMatch(/resource policy of the private API has \d+ characters; IAM takes 8192/);
    expect(fault.remedy).toContain('hub.edge.private.vpcEndpoints');
  });
});

describe('the gateway function', () => {
  const gateway = 'arn:aws:lambda:us-east-1:999988887777:function:gatehouse-gateway';
  const invokes = (api: string, method: string, arn = 'apigateway.amazonaws.com') =>
    decide(policies, {
      principal: { arn },
      action: 'lambda:InvokeFunction',
      resource: gateway,
      context: { 'aws:SourceArn': `${api}/${method}`, 'aws:SourceAccount': '999988887777' },
    }).allowed;

  it('is invoked for the calls of the two APIs', () => {
    for (const api of [regional, inVpcs]) expect(invokes(api, 'v1/POST/apps/*/model/*/converse')).toBe(true);
  });

  it.each([
    ['another API', 'arn:aws:execute-api:us-east-1:999988887777:someoneelse', 'v1/POST/apps/*/model/*/converse'],
    ['an API of another account', regional.replace('999988887777', '111122223333'), 'v1/POST/apps/*/model/*/converse'],
    ['another stage', regional, 'test-invoke-stage/POST/apps/*/model/*/converse'],
    ['another method', regional, 'v1/GET/apps/*/model/*/converse'],
    ['another path', regional, 'v1/POST/healthz'],
  ])('is not invoked for %s', (_what, api, method) => {
    expect(invokes(api, method)).toBe(false);
  });

  it('is invoked by no other service', () => {
    expect(invokes(regional, 'v1/POST/apps/*/model/*/converse', 'events.amazonaws.com')).toBe(false);
  });
});
