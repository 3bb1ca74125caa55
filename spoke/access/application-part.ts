import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { WorkloadsPolicy } from '../../shared/config/spoke-policy.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { applicationParameter } from '../../shared/names/parameter-paths.ts';
import { applicationRoleName } from '../../shared/names/role-names.ts';
import { workloadAccess, workloadTrust } from './application-role.ts';
import { logicalId, ref, type TemplatePart, type TemplateResource } from './cloudformation.ts';
import { applicationAddress } from './hub-address.ts';

/** IAM's default quota on a trust policy: nobody should have to raise it in every account. Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const mostTrustCharacters = 2_048;

/** What an application's account gets for it: where the hub is, and a role for its workloads where one is asked for. */
export function applicationPart(bundle: PolicyBundle, name: string, boundary: string): TemplatePart {
  const application = Object.hasOwn(bundle.applications, name) ? bundle.applications[name] : undefined;
  const address = applicationAddress(bundle, name);
  if (application === undefined || address === undefined)
    throw new GatehouseFault(
      'configuration_invalid',
      `There is no application ${name}.`,
      'Name one of the applications of the bundle.',
    );
  const { accountId: account, workloads } = application;
  const parameter: TemplateResource = {
    Type: 'AWS::SSM::Parameter',
    Properties: {
      Name: applicationParameter(name),
      Description: `How ${name} calls the hub`,
      Type: 'String',
      Value: JSON.stringify(address),
      Tags: { 'gatehouse:application': name },
    },
  };
  return {
    key: `application/${name}`,
    account,
    resources: {
      [logicalId('Address', name)]: parameter,
      ...(workloads === null ? {} : roleOf(bundle, name, account, workloads, boundary)),
    },
  };
}

function roleOf(
  { hub }: PolicyBundle,
  application: string,
  account: string,
  workloads: WorkloadsPolicy,
  boundary: string,
): TemplatePart['resources'] {
  const trust = workloadTrust({ accountId: account }, workloads, hub);
  const length = JSON.stringify(trust).length;
  if (length > mostTrustCharacters)
    throw new GatehouseFault(
      'configuration_invalid',
      `The trust policy of ${applicationRoleName(application)} has ${length} characters; IAM takes ${mostTrustCharacters}.`,
      `Name fewer roles under applications.${application}.workloads, or ones with shorter names.`,
    );
  const id = logicalId('Role', application);
  const role: TemplateResource = {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: applicationRoleName(application),
      Description: `In which workloads of ${application} run: it can call the hub, and do nothing else`,
      AssumeRolePolicyDocument: trust,
      PermissionsBoundary: ref(boundary),
      Policies: [{ PolicyName: 'access', PolicyDocument: workloadAccess(application, hub) }],
      Tags: [
        { Key: 'gatehouse:account', Value: account },
        { Key: 'gatehouse:application', Value: application },
      ],
    },
  };
  if (!workloads.services.includes('ec2.amazonaws.com')) return { [id]: role };
  // EC2 takes a role in this wrapping alone, and nobody else may make one of this name.
  const profile: TemplateResource = {
    Type: 'AWS::IAM::InstanceProfile',
    Properties: { InstanceProfileName: applicationRoleName(application), Roles: [ref(id)] },
  };
  return { [id]: role, [logicalId('Profile', application)]: profile };
}
