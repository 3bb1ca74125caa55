/** Whether a role of the local hub lets itself be assumed: its trust policy, the one that the templates deploy, decided by the IAM evaluator. */
import type { AccessRequest } from '../../shared/iam/access-request.ts';
import { authorize } from '../../shared/iam/authorize.ts';
import { type PolicyDocument, parsePolicy } from '../../shared/iam/policy-document.ts';
import { roleTrust } from '../access/role-trust.ts';
import type { LocalPrincipal } from './credentials.ts';
import type { HubRole } from './roles.ts';

export interface TrustQuestion {
  readonly organizationId: string;
  readonly caller: Pick<LocalPrincipal, 'arn' | 'roleArn'>;
  readonly sessionName: string;
  readonly tagKeys: readonly string[];
  readonly sourceIdentity: string | undefined;
}

/** The local organization gives every role leave to assume others: what is asked here is the hub's side. */
const everyoneMayAsk: PolicyDocument = parsePolicy({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }],
});

/** `session-name`: the trust policy would allow it under the name that it pins. */
export function evaluateTrust(role: HubRole, question: TrustQuestion): 'allowed' | 'session-name' | 'denied' {
  if (trusts(role, question)) return 'allowed';
  if (role.sessionName === undefined || question.sessionName === role.sessionName) return 'denied';
  return trusts(role, { ...question, sessionName: role.sessionName }) ? 'session-name' : 'denied';
}

function trusts(role: HubRole, question: TrustQuestion): boolean {
  const document = parsePolicy(roleTrust({ ...role, organizationId: question.organizationId }));
  return actionsOf(question).every((action) => {
    const request = requestFor(action, role, question);
    return authorize(request, {
      identity: [{ name: 'local organization', document: everyoneMayAsk }],
      resource: [{ name: role.name, document }],
    }).allowed;
  });
}

/** A request with tags, or with a source identity, is one for each of these. */
function actionsOf({ tagKeys, sourceIdentity }: TrustQuestion): readonly string[] {
  return [
    'sts:AssumeRole',
    ...(tagKeys.length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
}

function requestFor(action: string, role: HubRole, question: TrustQuestion): AccessRequest {
  const { caller, organizationId, sessionName, tagKeys, sourceIdentity } = question;
  return {
    principal: { arn: caller.arn, roleArn: caller.roleArn },
    action,
    resource: role.arn,
    context: {
      'aws:PrincipalOrgID': organizationId,
      ...(action === 'sts:AssumeRole' && { 'sts:RoleSessionName': sessionName }),
      ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
      ...(tagKeys.length > 0 && { 'aws:TagKeys': tagKeys }),
    },
  };
}
