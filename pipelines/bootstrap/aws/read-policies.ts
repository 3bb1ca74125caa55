import {
  DescribePolicyCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  type PolicySummary,
} from '@aws-sdk/client-organizations';
import type { AttachedPolicy, PolicyType } from '../snapshot.ts';
import type { DeskParts } from './desk-parts.ts';
import { allPages } from './pages.ts';
import { organizationsType } from './policy-types.ts';

/** Every policy of these types with its text and its targets, those of AWS (FullAWSAccess) too: asked by policy, never by account. */
export async function readPolicies(parts: DeskParts, types: readonly PolicyType[]): Promise<readonly AttachedPolicy[]> {
  const byType = await Promise.all(types.map((type) => readPoliciesOf(parts, type)));
  return byType.flat();
}

async function readPoliciesOf(parts: DeskParts, type: PolicyType): Promise<readonly AttachedPolicy[]> {
  const summaries = await policySummaries(parts, type);
  const policies = await Promise.all(summaries.map((summary) => readPolicy(parts, type, summary)));
  return policies.filter((policy) => policy !== undefined);
}

/** Undefined where it was deleted since it was listed. */
async function readPolicy(
  parts: DeskParts,
  type: PolicyType,
  { Id: id = '', Name: name = '', AwsManaged: awsManaged = false }: PolicySummary,
): Promise<AttachedPolicy | undefined> {
  const [text, targets] = await Promise.all([policyText(parts, id), targetsOf(parts, id)]);
  if (text === undefined || targets === undefined) return undefined;
  return { id, name, type, awsManaged, text, targets: targets.toSorted() };
}

export function policySummaries({ clients, calls }: DeskParts, type: PolicyType): Promise<readonly PolicySummary[]> {
  return allPages(async (NextToken) => {
    const request = new ListPoliciesCommand({ Filter: organizationsType[type], NextToken });
    const answer = await calls.make('organizations:ListPolicies', () => clients.organizations.send(request));
    return { items: answer.Policies, next: answer.NextToken };
  });
}

/** Undefined where there is no such policy. */
export async function policyText({ clients, calls }: DeskParts, id: string): Promise<string | undefined> {
  const answer = await calls.makeUnless(['PolicyNotFoundException'], 'organizations:DescribePolicy', () =>
    clients.organizations.send(new DescribePolicyCommand({ PolicyId: id })),
  );
  return answer?.Policy?.Content;
}

/** Undefined where there is no such policy. */
async function targetsOf({ clients, calls }: DeskParts, id: string): Promise<readonly string[] | undefined> {
  let there = true;
  const targets = await allPages(async (NextToken) => {
    const request = new ListTargetsForPolicyCommand({ PolicyId: id, NextToken });
    const answer = await calls.makeUnless(['PolicyNotFoundException'], 'organizations:ListTargetsForPolicy', () =>
      clients.organizations.send(request),
    );
    if (answer === undefined) there = false;
    return { items: answer?.Targets?.map(({ TargetId = '' }) => TargetId), next: answer?.NextToken };
  });
  return there ? targets : undefined;
}
