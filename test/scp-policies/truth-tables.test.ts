import { beforeAll, describe, expect, it } from 'vitest';
import { exampleActors } from '../../scp-policies/example-requests.ts';
import type { AccessRequest } from '../../shared/iam/access-request.ts';
import { authorize, type PolicySet } from '../../shared/iam/authorize.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import { unitPolicies } from './composed-units.fixture.ts';
import { contextOf, partitions } from './policy-contexts.fixture.ts';

const document = parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const open = parsePolicy({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
});

/** What an account grants everything to may do: `yes` or `no`, for each principal and question. */
describe.each(partitions)('under the composed policies in %s', (partition) => {
  const context = contextOf(partition);
  const { hub, organization } = context;
  const { spoke, ...actors } = exampleActors(context);
  const home = { 'aws:RequestedRegion': hub.region };
  const elsewhere = { 'aws:RequestedRegion': 'xx-nowhere-9' };
  const arn = (service: string, account: string, name: string, region: string = hub.region) =>
    `arn:${partition}:${service}:${region}:${account}:${name}`;
  const model = (region: string) =>
    arn('bedrock', '', 'foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0', region);
  const profile = (kind: string, name: string) => ({
    'bedrock:InferenceProfileArn': arn('bedrock', hub.accountId, `${kind}/${name}`),
  });
  const invoke = (resource: string, keys: NonNullable<AccessRequest['context']>) => ({
    action: 'bedrock:InvokeModel',
    resource,
    context: keys,
  });
  const questions = {
    'invokes a model': invoke(model(hub.region), home),
    'invokes a model elsewhere': invoke(model('xx-nowhere-9'), elsewhere),
    'through a geographic profile': invoke(model('xx-nowhere-9'), {
      ...elsewhere,
      ...profile('inference-profile', 'us.anthropic.claude-haiku-4-5-20251001-v1:0'),
    }),
    'through a global profile': invoke(model(''), {
      'aws:RequestedRegion': 'unspecified',
      ...profile('inference-profile', 'global.anthropic.claude-haiku-4-5-20251001-v1:0'),
    }),
    'through an application profile': invoke(model('xx-nowhere-9'), {
      ...elsewhere,
      ...profile('application-inference-profile', 'a1b2c3d4e5f6'),
    }),
    'by a bearer token': { action: 'bedrock:CallWithBearerToken', resource: '*', context: home },
    'in a batch': { action: 'bedrock:CreateModelInvocationJob', resource: '*', context: home },
    'by another service': { action: 'aws-external-anthropic:CreateInference', resource: '*', context: home },
    'makes an access key': { action: 'iam:CreateAccessKey', resource: '*', context: home },
    'changes a guardrail': { action: 'bedrock:UpdateGuardrail', resource: '*', context: home },
    'changes a hub role': {
      action: 'iam:PutRolePolicy',
      resource: `arn:${partition}:iam::${hub.accountId}:role/gatehouse-gateway`,
      context: home,
    },
    'stops the trail': {
      action: 'cloudtrail:StopLogging',
      resource: arn('cloudtrail', hub.accountId, 'trail/gatehouse'),
      context: home,
    },
    'leaves the organization': { action: 'organizations:LeaveOrganization', resource: '*', context: home },
    'starts a machine at home': { action: 'ec2:RunInstances', resource: '*', context: home },
    'starts a machine elsewhere': { action: 'ec2:RunInstances', resource: '*', context: elsewhere },
    'becomes a role of the hub': {
      action: 'sts:AssumeRole',
      resource: `arn:${partition}:iam::${hub.accountId}:role/gatehouse-caller-claims-assistant`,
      context: { ...home, 'aws:PrincipalOrgID': organization.id },
    },
  } as const satisfies Record<string, Omit<AccessRequest, 'principal'>>;
  type Question = keyof typeof questions;

  const units: { spokes?: PolicySet; hub?: PolicySet } = {};
  beforeAll(async () => {
    units.spokes = await unitPolicies(context, 'spokes');
    units.hub = await unitPolicies(context, 'hub');
  });

  /** The questions that are answered with yes. */
  function may(who: keyof typeof actors): readonly string[] {
    const principal = actors[who];
    const unit = principal.arn.includes(`:${hub.accountId}:`) ? units.hub : units.spokes;
    const yes = Object.entries(questions).filter(([, question]) => {
      const everything = {
        identity: [{ name: 'identity', document }],
        resource: [{ name: 'resource', document: open }],
      };
      // Policies on what is asked for are those of the account that it is in.
      const resourceControl = units.hub?.resourceControl ?? [];
      return authorize({ ...question, principal }, { ...unit, ...everything, resourceControl }).allowed;
    });
    return yes.map(([question]) => question);
  }

  const anybody: readonly Question[] = ['starts a machine at home', 'becomes a role of the hub'];
  const profiles: readonly Question[] = [
    'through a geographic profile',
    'through a global profile',
    'through an application profile',
  ];

  it.each([
    ['developer', anybody],
    ['administrator', anybody],
    ['user', anybody],
    ['impostor', anybody],
    ['root', []],
    ['breakGlass', ['changes a guardrail', 'stops the trail', ...anybody, 'starts a machine elsewhere']],
    ['organizationDeployer', ['changes a guardrail', 'changes a hub role', 'stops the trail', ...anybody]],
    ['hubAdministrator', anybody],
    ['hubPipeline', anybody],
    ['hubDeployer', ['changes a guardrail', 'changes a hub role', 'stops the trail', ...anybody]],
    ['hubBreakGlass', ['changes a guardrail', 'stops the trail', ...anybody, 'starts a machine elsewhere']],
    ['hubGateway', anybody],
    ['hubResponseFilter', anybody],
    ['hubPromptHandler', anybody],
    ['hubInvocation', ['invokes a model', ...profiles, ...anybody]],
  ] as const)('%s may do no more than it should', (who, expected) => {
    expect(new Set(may(who))).toEqual(new Set(expected));
  });

  it('binds nobody in the management account', () => {
    const principal = { arn: `arn:${partition}:sts::${organization.managementAccountId}:assumed-role/admin/session` };
    const asked = { principal, action: 'bedrock:InvokeModel', resource: model('xx-nowhere-9'), context: elsewhere };
    expect(authorize(asked, { ...units.hub, identity: [{ name: 'identity', document }] }).allowed).toBe(true);
  });

  it('binds no service-linked role', () => {
    const roleArn = `arn:${partition}:iam::${spoke}:role/aws-service-role/member.org.stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgMember`;
    const principal = {
      arn: `arn:${partition}:sts::${spoke}:assumed-role/AWSServiceRoleForCloudFormationStackSetsOrgMember/session`,
      roleArn,
    };
    const resource = `arn:${partition}:iam::${spoke}:role/stacksets-exec-0123456789abcdef`;
    const asked = { principal, action: 'iam:CreateRole', resource, context: home };
    expect(authorize(asked, { ...units.spokes, identity: [{ name: 'identity', document }] }).allowed).toBe(true);
  });
});
