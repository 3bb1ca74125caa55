import type { ApplicationPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { principalArn } from '../network/hub-principals.ts';
import type { PolicyJson } from './policy-json.ts';

/** Tags of an invocation session, as CloudTrail and cost reports show them. */
const sessionTags = { application: 'application', purpose: 'purpose' } as const;

/**
 * Who may become an application's invocation role: the prompt handler, saying for which application and purpose, and on whose behalf. A session without these is refused, so no
 * call of Bedrock can lack its attribution. The account is the principal and a condition names the role, so that the prompt handler's own policy must grant it, too.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function invocationTrust(
  { name, purposes }: Pick<ApplicationPolicy, 'name' | 'purposes'>,
  hub: HubPolicy,
  organizationId: string,
): PolicyJson {
  const who = {
    ArnEquals: { 'aws:PrincipalArn': principalArn('prompt-handler', hub) },
    StringEquals: {
      'aws:PrincipalOrgID': organizationId,
      [`aws:RequestTag/${sessionTags.application}`]: name,
      [`aws:RequestTag/${sessionTags.purpose}`]: purposes,
    },
  };
  const Principal = { AWS: `arn:${hub.partition}:iam::${hub.accountId}:root` };
  const tags = { 'ForAllValues:StringEquals': { 'aws:TagKeys': Object.values(sessionTags) } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AssumeForTheApplication',
        Effect: 'Allow',
        Principal,
        Action: ['sts:AssumeRole'],
        Condition: {
          ArnEquals: who.ArnEquals,
          StringEquals: { ...who.StringEquals, 'sts:RoleSessionName': name },
          StringLike: { 'sts:SourceIdentity': '?*' },
        },
      },
      { Sid: 'TagTheSession', Effect: 'Allow', Principal, Action: ['sts:TagSession'], Condition: { ...who, ...tags } },
      {
        Sid: 'NameTheUser',
        Effect: 'Allow',
        Principal,
        Action: ['sts:SetSourceIdentity'],
        Condition: { ArnEquals: who.ArnEquals, StringEquals: { 'aws:PrincipalOrgID': organizationId } },
      },
    ],
  };
}
