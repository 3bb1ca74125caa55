import { describe, expect, it } from 'vitest';
import { applicablePolicies } from '../../../pipelines/policy/applicable-policies.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { workloadServices } from '../../../shared/config/spoke-policy.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { authorize } from '../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';
import { decide, decideForAdministrator } from '../../hub/stacks/synthesize.ts';
import { applicationOf, bundleOf, partitions, stacksIn } from './spoke-organization.ts';

const account = '111122223333';

describe.each(partitions)('the role of an application in %s', (partition) => {
  const bundle = bundleOf((governance) => {
    governance.applications.claims = applicationOf({
      account,
      partition,
      services: workloadServices,
      roles: ['batch', 'path/loader'],
    });
    governance.applications['only-roles'] = applicationOf({ account, partition, roles: ['batch'] });
    governance.applications['only-lambda'] = applicationOf({ account, partition, services: ['lambda.amazonaws.com'] });
  }, partition);
  const policies = synthesizedPolicies(stacksIn(bundle, account));
  const roleArn = (name: string, of = account) => `arn:${partition}:iam::${of}:role/${name}`;
  const session = (name: string, of = account) => `arn:${partition}:sts::${of}:assumed-role/${name}/s`;
  const trusted = (arn: string, change: Partial<AccessRequest> = {}) =>
    decideForAdministrator(policies, {
      principal: { arn },
      action: 'sts:AssumeRole',
      resource: roleArn('gatehouse-app-claims'),
      ...change,
    }).allowed;

  it.each(workloadServices)('is given to %s of its own account', (service) => {
    expect(trusted(service, { context: { 'aws:SourceAccount': account } })).toBe(true);
    expect(trusted(service, { context: { 'aws:SourceAccount': '444455556666' } })).toBe(false);
  });

  it.each(['codebuild.amazonaws.com', 'ecs-tasks.amazonaws.com', 'sagemaker.amazonaws.com', 'states.amazonaws.com'])(
    'is not given to %s on nobody’s behalf',
    (service) => {
      expect(trusted(service)).toBe(false);
    },
  );

  it.each(['lambda.amazonaws.com', 'ec2.amazonaws.com'])('is given to %s, which does not say for whom', (service) => {
    expect(trusted(service)).toBe(true);
  });

  it('is given to no service that is not named', () => {
    const context = { 'aws:SourceAccount': account };
    expect(trusted('cloudformation.amazonaws.com', { context })).toBe(false);
    const resource = roleArn('gatehouse-app-only-lambda');
    expect(trusted('lambda.amazonaws.com', { resource, context })).toBe(true);
    expect(trusted('ecs-tasks.amazonaws.com', { resource, context })).toBe(false);
    expect(trusted('lambda.amazonaws.com', { resource: roleArn('gatehouse-app-only-roles'), context })).toBe(false);
  });

  it('takes the tags of EKS Pod Identity, and of no other service', () => {
    const context = { 'aws:SourceAccount': account, 'aws:TagKeys': ['kubernetes-namespace', 'eks-cluster-arn'] };
    const action = 'sts:TagSession';
    expect(trusted('pods.eks.amazonaws.com', { action, context })).toBe(true);
    expect(trusted('ecs-tasks.amazonaws.com', { action, context })).toBe(false);
    expect(trusted('lambda.amazonaws.com', { action, context })).toBe(false);
  });

  it('is assumed by the roles that are named, with their paths, and by no other', () => {
    expect(trusted(session('batch'))).toBe(true);
    const loader = { arn: session('loader'), roleArn: roleArn('path/loader') };
    expect(trusted('', { principal: loader })).toBe(true);
    expect(trusted(session('loader'))).toBe(false);
    expect(trusted(session('batch', '444455556666'))).toBe(false);
    expect(trusted(session('Administrator'))).toBe(false);
    expect(trusted(`arn:${partition}:iam::${account}:root`)).toBe(false);
    expect(trusted(session('batch'), { resource: roleArn('gatehouse-app-only-lambda') })).toBe(false);
  });

  it('takes tags and a source identity from them, but no tag of Gatehouse’s', () => {
    const tagged = (key: string) => ({ action: 'sts:TagSession', context: { 'aws:TagKeys': ['team', key] } });
    expect(trusted(session('batch'), { action: 'sts:SetSourceIdentity' })).toBe(true);
    expect(trusted(session('batch'), tagged('purpose'))).toBe(true);
    expect(trusted(session('batch'), tagged('gatehouse:account'))).toBe(false);
    expect(trusted(session('batch'), { ...tagged('gatehouse:account'), action: 'sts:AssumeRole' })).toBe(false);
    expect(trusted('pods.eks.amazonaws.com', tagged('gatehouse:account'))).toBe(false);
  });

  /** A role that leaves it to the spoke's account whom it lets in: what holds then is the spoke's own. */
  const lettingTheAccountIn = {
    name: 'everybody',
    document: parsePolicy({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'sts:*' }],
    }),
  };
  const mayBecome = (resource: string, change: Partial<AccessRequest> = {}) => {
    const request = {
      principal: { arn: session('gatehouse-app-claims') },
      action: 'sts:AssumeRole',
      resource,
      ...change,
    };
    return authorize(request, { ...applicablePolicies(request, policies), resource: [lettingTheAccountIn] }).allowed;
  };

  it('becomes its own caller role of the hub, and nothing else', () => {
    expect(mayBecome(roleArn('gatehouse-caller-claims', '999988887777'))).toBe(true);
    expect(mayBecome(roleArn('gatehouse-caller-only-roles', '999988887777'))).toBe(false);
    expect(mayBecome(roleArn('gatehouse-caller-claims', '444455556666'))).toBe(false);
    expect(mayBecome(roleArn('gatehouse-invoke-claims', '999988887777'))).toBe(false);
    expect(mayBecome(roleArn('batch'))).toBe(false);
  });

  it('sends tags along, but none of Gatehouse’s', () => {
    const resource = roleArn('gatehouse-caller-claims', '999988887777');
    const tagged = (...keys: readonly string[]) => ({ action: 'sts:TagSession', context: { 'aws:TagKeys': keys } });
    expect(mayBecome(resource, tagged('kubernetes-namespace'))).toBe(true);
    expect(mayBecome(resource, tagged('kubernetes-namespace', 'gatehouse:account'))).toBe(false);
    expect(mayBecome(resource, { action: 'sts:SetSourceIdentity' })).toBe(true);
  });

  it.each(['s3:GetObject', 'bedrock:InvokeModel', 'execute-api:Invoke', 'iam:PassRole', 'ssm:GetParameter'])(
    'may not %s, not even with everything granted: its boundary does not let it',
    (action) => {
      const request = { principal: { arn: session('gatehouse-app-claims') }, action, resource: '*' };
      expect(decide(policies, request).reason).toBe('no-identity-allow');
      expect(decideForAdministrator(policies, request).reason).toBe('no-boundary-allow');
    },
  );

  it('cannot be anything but a caller, whatever is granted to it', () => {
    const assumes = (resource: string) => {
      const request = { principal: { arn: session('gatehouse-app-claims') }, action: 'sts:AssumeRole', resource };
      const set = applicablePolicies(request, policies);
      return authorize(request, { ...set, identity: [everything], resource: [lettingTheAccountIn] }).allowed;
    };
    expect(assumes(roleArn('gatehouse-caller-only-roles', '999988887777'))).toBe(true);
    expect(assumes(roleArn('gatehouse-platform', '999988887777'))).toBe(false);
    expect(assumes(roleArn('OrganizationAccountAccessRole', '444455556666'))).toBe(false);
  });

  it('says in tags whose it is', () => {
    const role = policies.everything.find(({ identity }) => identity.arn === roleArn('gatehouse-app-claims'));
    expect(role?.properties.Tags).toEqual([
      { Key: 'gatehouse:account', Value: account },
      { Key: 'gatehouse:application', Value: 'claims' },
    ]);
  });

  it('comes with an instance profile where EC2 runs it, and there alone', () => {
    const profiles = policies.everything.filter(({ type }) => type === 'AWS::IAM::InstanceProfile');
    expect(profiles.map(({ properties }) => properties)).toEqual([
      { InstanceProfileName: 'gatehouse-app-claims', Roles: ['gatehouse-app-claims'] },
    ]);
  });
});

const everything = {
  name: 'everything',
  document: parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};
describe('an application without workloads', () => {
  it('gets no role', () => {
    const bundle = bundleOf((governance) => {
      governance.applications.claims = applicationOf({ account, callers: ['own'] });
    });
    const { roles } = synthesizedPolicies(stacksIn(bundle, account));
    expect(roles.map(({ name }) => name)).toEqual(['gatehouse-job-results']);
  });
});
