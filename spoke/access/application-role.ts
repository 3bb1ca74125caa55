import type { ApplicationPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import type { WorkloadService, WorkloadsPolicy } from '../../shared/config/spoke-policy.ts';
import type { PolicyJson, StatementJson } from '../../shared/iam/policy-json.ts';
import { callerRoleName } from '../../shared/names/role-names.ts';
import type { TrustJson, TrustStatementJson } from './cloudformation.ts';

/**
 * Services that are not documented to say for which account they assume a role that something runs in. A role can be passed to a service within its own account alone (iam:PassRole), so that
 * they act for that account in any case; where they do say, it must be that account.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const silentServices: readonly WorkloadService[] = ['ec2.amazonaws.com', 'lambda.amazonaws.com'];
/** EKS Pod Identity names cluster, namespace and service account in tags of the session. Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
const podIdentity: WorkloadService = 'pods.eks.amazonaws.com';

/**
 * Tags of a session outweigh those of its role, and are handed on where they are transitive: whoever could set these would be another application to whatever believes them (quarantine does).
 */
const noTagsOfOurs = { 'ForAllValues:StringNotLike': { 'aws:TagKeys': ['gatehouse:*'] } } as const;

/** Who may run as the application: services that act for this account, and roles of it, by name. */
export function workloadTrust(
  { accountId }: Pick<ApplicationPolicy, 'accountId'>,
  { services, roles }: WorkloadsPolicy,
  { partition }: Pick<HubPolicy, 'partition'>,
): TrustJson {
  return {
    Version: '2012-10-17',
    Statement: [
      ...ofServices(services, accountId),
      ...(roles.length === 0 ? [] : ofRoles(roles, `arn:${partition}:iam::${accountId}:root`)),
    ],
  };
}

function ofServices(services: readonly WorkloadService[], accountId: string): readonly TrustStatementJson[] {
  const account = { 'aws:SourceAccount': accountId };
  const telling = services.filter((service) => !silentServices.includes(service) && service !== podIdentity);
  const silent = services.filter((service) => silentServices.includes(service));
  const pods = services.filter((service) => service === podIdentity);
  const statements = [
    { Sid: 'Services', Service: telling, Condition: { StringEquals: account } },
    { Sid: 'SilentServices', Service: silent, Condition: { StringEqualsIfExists: account } },
    {
      Sid: 'Pods',
      Service: pods,
      alsoMay: ['sts:TagSession'],
      Condition: { StringEqualsIfExists: account, ...noTagsOfOurs },
    },
  ];
  return statements
    .filter(({ Service }) => Service.length > 0)
    .map(({ Sid, Service, alsoMay = [], Condition }) => ({
      Sid,
      Effect: 'Allow',
      Principal: { Service },
      Action: ['sts:AssumeRole', ...alsoMay],
      Condition,
    }));
}

/** The account is the principal and a condition names the role, as in the hub: a role that is not there yet stops no deployment. */
function ofRoles(roles: readonly string[], account: string): readonly TrustStatementJson[] {
  const who = { Effect: 'Allow', Principal: { AWS: [account] } } as const;
  return [
    {
      Sid: 'Roles',
      ...who,
      Action: ['sts:AssumeRole'],
      Condition: { ArnEquals: { 'aws:PrincipalArn': roles }, ...noTagsOfOurs },
    },
    // Neither is of any use without sts:AssumeRole: it repeats no role.
    { Sid: 'TagAndName', ...who, Action: ['sts:SetSourceIdentity', 'sts:TagSession'], Condition: noTagsOfOurs },
  ];
}

/** What an application's role may do: become the application in the hub, and nothing else. */
export function workloadAccess(application: string, hub: Pick<HubPolicy, 'partition' | 'accountId'>): PolicyJson {
  return { Version: '2012-10-17', Statement: [becoming('BecomeTheApplication', callerRoleName(application), hub)] };
}

/** What no policy that is ever put on an application's role can exceed. */
export function workloadBoundary(hub: Pick<HubPolicy, 'partition' | 'accountId'>): PolicyJson {
  return { Version: '2012-10-17', Statement: [becoming('CallTheHubAndNothingElse', callerRoleName('*'), hub)] };
}

function becoming(
  Sid: string,
  role: string,
  { partition, accountId }: Pick<HubPolicy, 'partition' | 'accountId'>,
): StatementJson {
  return {
    Sid,
    Effect: 'Allow',
    Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
    Resource: [`arn:${partition}:iam::${accountId}:role/${role}`],
    Condition: noTagsOfOurs,
  };
}
