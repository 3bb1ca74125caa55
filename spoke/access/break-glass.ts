import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { staffRoleNames } from '../../shared/names/role-names.ts';
import { sub, type TemplatePart, type TrustJson } from './cloudformation.ts';

/** The shortest that IAM takes. */
const sessionSeconds = 3_600;

/**
 * The role that policies of the organization spare where governance itself stands in the way. It has no limits of its own: what still binds it are those policies. Undefined where nobody may become it.
 */
export function breakGlassPart({ organization }: PolicyBundle): TemplatePart | undefined {
  if (organization.breakGlass === null) return undefined;
  return {
    key: 'break-glass',
    resources: {
      BreakGlass: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: staffRoleNames.breakGlass,
          Description: 'For emergencies, under the name of the person who acts',
          MaxSessionDuration: sessionSeconds,
          AssumeRolePolicyDocument: breakGlassTrust(organization.breakGlass.principals, organization.id),
          ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess')],
        },
      },
    },
  };
}

/**
 * Roles of people share one name among many: nobody becomes this one without saying who they are (sts:SourceIdentity), which stays with every session that follows and stands in CloudTrail.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
function breakGlassTrust(principals: readonly string[], organizationId: string): TrustJson {
  const accounts = [...new Set(principals.map((arn) => arn.replace(/:role\/.*$/, ':root')))];
  const who = { ArnEquals: { 'aws:PrincipalArn': principals }, StringEquals: { 'aws:PrincipalOrgID': organizationId } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ByNamedPeople',
        Effect: 'Allow',
        Principal: { AWS: accounts },
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
        Condition: { ...who, StringLike: { 'sts:SourceIdentity': '?*' } },
      },
    ],
  };
}
