import {
  type StackSet as AwsStackSet,
  DescribeStackSetCommand,
  ListStackInstancesCommand,
  ListStackSetsCommand,
  type StackInstanceSummary,
} from '@aws-sdk/client-cloudformation';
import type { StackInstance, StackSet } from '../snapshot.ts';
import type { DeskParts } from './desk-parts.ts';
import { allPages } from './pages.ts';

/** Names of our StackSets begin so: ownership is by name. */
const ownPrefix = 'Gatehouse';

/** The service-managed StackSets of Gatehouse in the hub's Region, with their instances. */
export async function readStackSets(parts: DeskParts): Promise<readonly StackSet[]> {
  const names = await stackSetNames(parts);
  const stackSets = await Promise.all(names.map((name) => readStackSet(parts, name)));
  return stackSets.filter((stackSet) => stackSet !== undefined);
}

function stackSetNames({ clients, calls }: DeskParts): Promise<readonly string[]> {
  return allPages(async (NextToken) => {
    const request = new ListStackSetsCommand({ Status: 'ACTIVE', CallAs: 'SELF', NextToken });
    const answer = await calls.make('cloudformation:ListStackSets', () => clients.cloudformation.send(request));
    const own = answer.Summaries?.filter(
      ({ StackSetName = '', PermissionModel }) =>
        StackSetName.startsWith(ownPrefix) && PermissionModel === 'SERVICE_MANAGED',
    );
    return { items: own?.map(({ StackSetName = '' }) => StackSetName), next: answer.NextToken };
  });
}

/** Undefined where it was deleted since it was listed. */
async function readStackSet(parts: DeskParts, name: string): Promise<StackSet | undefined> {
  const [stackSet, instances] = await Promise.all([describeStackSet(parts, name), stackInstances(parts, name)]);
  if (stackSet === undefined) return undefined;
  return {
    name,
    body: stackSet.TemplateBody ?? '',
    units: [...(stackSet.OrganizationalUnitIds ?? [])].toSorted(),
    autoDeployment: stackSet.AutoDeployment?.Enabled ?? false,
    instances: instances.toSorted((a, b) => (instanceKey(a) < instanceKey(b) ? -1 : 1)),
  };
}

/** Undefined where there is no such StackSet. */
export async function describeStackSet({ clients, calls }: DeskParts, name: string): Promise<AwsStackSet | undefined> {
  const answer = await calls.makeUnless(['StackSetNotFoundException'], 'cloudformation:DescribeStackSet', () =>
    clients.cloudformation.send(new DescribeStackSetCommand({ StackSetName: name, CallAs: 'SELF' })),
  );
  return answer?.StackSet?.Status === 'DELETED' ? undefined : answer?.StackSet;
}

/** None where there is no such StackSet. */
export function stackInstances({ clients, calls }: DeskParts, name: string): Promise<readonly StackInstance[]> {
  return allPages(async (NextToken) => {
    const request = new ListStackInstancesCommand({ StackSetName: name, CallAs: 'SELF', MaxResults: 100, NextToken });
    const answer = await calls.makeUnless(['StackSetNotFoundException'], 'cloudformation:ListStackInstances', () =>
      clients.cloudformation.send(request),
    );
    return { items: answer?.Summaries?.map(instanceOf), next: answer?.NextToken };
  });
}

function instanceOf(summary: StackInstanceSummary): StackInstance {
  return {
    account: summary.Account ?? '',
    region: summary.Region ?? '',
    unitId: summary.OrganizationalUnitId ?? '',
    status: summary.Status ?? 'UNKNOWN',
    detailedStatus: summary.StackInstanceStatus?.DetailedStatus ?? 'UNKNOWN',
    drift: summary.DriftStatus ?? 'UNKNOWN',
  };
}

function instanceKey({ account, region }: StackInstance): string {
  return `${account} ${region}`;
}
