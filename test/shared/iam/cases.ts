import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { authorize, type Decision, type PolicySet, type PolicyType } from '../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';

export const role = 'arn:aws:sts::111122223333:assumed-role/app/session';
export const roleArn = 'arn:aws:iam::111122223333:role/app';
export const user = 'arn:aws:iam::111122223333:user/alice';
export const root = 'arn:aws:iam::111122223333:root';
export const bucket = 'arn:aws:s3:::records';

type Json = Readonly<Record<string, unknown>>;
type Policies = { readonly [Type in PolicyType]?: unknown } & { readonly managementAccount?: string };

export const allow = (extra: Json = {}): Json => ({ Effect: 'Allow', Action: '*', Resource: '*', ...extra });
export const deny = (extra: Json = {}): Json => ({ Effect: 'Deny', Action: '*', Resource: '*', ...extra });
export const policy = (...statements: readonly Json[]): Json => ({ Version: '2012-10-17', Statement: statements });

const named = (document: unknown, name: string) => ({ name, document: parsePolicy(document, name) });
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Policies by type: a document, or a list of them; of organization policies a list is a list of levels. */
function policySet(policies: Policies): PolicySet {
  const set: Record<string, unknown> = {};
  for (const [type, value] of Object.entries(policies)) {
    if (type === 'managementAccount') set[type] = value;
    else if (type === 'serviceControl' || type === 'resourceControl')
      set[type] = listOf(value).map((level, index) => listOf(level).map((each) => named(each, `${type}-${index}`)));
    else set[type] = listOf(value).map((each, index) => named(each, `${type}-${index}`));
  }
  return set as PolicySet;
}

export function decide(policies: Policies, request: Partial<AccessRequest> = {}): Decision {
  return authorize(
    {
      principal: { arn: role },
      action: 's3:GetObject',
      resource: `${bucket}/a`,
      resourceAccount: '111122223333',
      ...request,
    },
    policySet(policies),
  );
}

/** Whether one condition lets an otherwise allowed request through. */
export function holds(
  condition: Json,
  context: AccessRequest['context'],
  request: Partial<AccessRequest> = {},
): boolean {
  return decide({ identity: policy(allow({ Condition: condition })) }, { context: context ?? {}, ...request }).allowed;
}
