import { EvidenceStack } from '../../../hub/stacks/evidence-stack.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { AuditPolicy } from '../../../shared/config/bundle.ts';
import type { HubPolicy } from '../../../shared/config/hub-policy.ts';
import { examplePolicy } from '../local/policy.fixture.ts';
import { decideForAdministrator, synthesizeStacks } from './synthesize.ts';

const { hub } = examplePolicy();
const organization = 'o-exampleorg1';

/** The evidence stack of the example organization, with changes. */
export function evidence(audit: Partial<AuditPolicy> = {}, change: Partial<HubPolicy> = {}) {
  const home = { ...hub, ...change };
  const stacks = synthesizeStacks((app) => {
    new EvidenceStack(app, 'Evidence', {
      env: { account: home.accountId, region: home.region },
      audit: { minimumRetentionDays: 365, objectLockMode: 'COMPLIANCE', logArchive: null, ...audit },
      hub: home,
      organizationId: organization,
    });
  });
  return { stacks, policies: synthesizedPolicies(stacks) };
}

export const { policies } = evidence();
/** The role in which CloudFormation deploys. */
export const cfn = 'cdk-hnb659fds-cfn-exec-role-999988887777-us-east-1';
/** A session of a role of the hub's account. */
export const role = (name: string) => `arn:aws:sts::999988887777:assumed-role/${name}/s`;
export const arnOf = (type: string, part: string, from = policies) =>
  from.everything.find((one) => one.type === type && one.logicalId.startsWith(part))!.identity.arn;
/** What every proper request of the organization has. */
export const secure = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3', 'aws:PrincipalOrgID': organization };

interface Question {
  readonly who?: string;
  readonly action: string;
  readonly on: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly from?: typeof policies;
}

/** Asked for somebody whose own policies allow everything. */
export function may({ who = 'Administrator', action, on, context = {}, from = policies }: Question): boolean {
  const request = { principal: { arn: role(who) }, action, resource: on, context: { ...secure, ...context } };
  return decideForAdministrator(from, request).allowed;
}
