import { type ContextEntry, type EvaluationResult, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GatehouseFault } from '../../../shared/errors.ts';
import { type CallerIdentity, callerIdentity } from './caller-identity.ts';
import type { DeskParts } from './desk-parts.ts';
import { allPages } from './pages.ts';
import { organizationsType } from './policy-types.ts';
import { isNotImplemented } from './refused-call.ts';

/** Actions that are asked about at a time. */
const mostActions = 50;

/** Values with which the engine asks: a role may be allowed no others. */
const context: ContextEntry[] = [
  {
    ContextKeyName: 'organizations:PolicyType',
    ContextKeyValues: Object.values(organizationsType),
    ContextKeyType: 'stringList',
  },
  {
    ContextKeyName: 'organizations:ServicePrincipal',
    ContextKeyValues: ['member.org.stacksets.cloudformation.amazonaws.com'],
    ContextKeyType: 'string',
  },
];

/**
 * Of these IAM actions, those that the caller's role, or user, is not allowed, in the order given. First on any resource; what is not allowed there may yet be allowed on resources of Gatehouse alone.
 * @throws RefusedCall; GatehouseFault `permission_missing` where nobody can tell.
 */
export async function deniedActions(
  parts: DeskParts,
  region: string,
  actions: readonly string[],
): Promise<readonly string[]> {
  const identity = await callerIdentity(parts);
  // The management account's root user may do everything there, and IAM simulates no root users.
  if (identity.arn.endsWith(':root')) return [];
  const principal = principalOf(identity);
  try {
    return await deniedTo(principal, identity, parts, region, actions);
  } catch (error) {
    // An emulator without IAM policies lets everybody do everything, and what it does not let through shows at the change itself. AWS is never taken at less than its word.
    if (parts.standsIn && isNotImplemented(error)) return [];
    throw error;
  }
}

async function deniedTo(
  principal: string,
  identity: CallerIdentity,
  parts: DeskParts,
  region: string,
  actions: readonly string[],
): Promise<readonly string[]> {
  const everywhere = await denied(parts, principal, actions);
  const bound = await Promise.all(
    Object.entries(ownResources(identity, region)).map(([prefix, resource]) =>
      denied(parts, principal, ofService(everywhere, prefix), resource),
    ),
  );
  const withoutResources = everywhere.filter((action) => !(prefixOf(action) in ownResources(identity, region)));
  const missing = new Set([...bound.flat(), ...withoutResources]);
  return actions.filter((action) => missing.has(action));
}

function principalOf({ arn, roleArn }: CallerIdentity): string {
  if (roleArn !== undefined) return roleArn;
  if (arn.includes(':user/')) return arn;
  throw new GatehouseFault(
    'permission_missing',
    'IAM cannot tell what a federated user may do.',
    'Run the command with a role of the management account.',
  );
}

/** One resource of Gatehouse by the prefix of its service: a role may be allowed these alone. */
function ownResources({ arn, accountId }: CallerIdentity, region: string): Readonly<Record<string, string>> {
  const partition = arn.split(':')[1] ?? '';
  const id = '00000000-0000-0000-0000-000000000000';
  return {
    cloudformation: `arn:${partition}:cloudformation:${region}:${accountId}:stackset/GatehouseSpoke:${id}`,
    bedrock: `arn:${partition}:bedrock:${region}:${accountId}:guardrail/gatehouse`,
  };
}

async function denied(
  parts: DeskParts,
  principal: string,
  actions: readonly string[],
  resource?: string,
): Promise<readonly string[]> {
  const results: EvaluationResult[] = [];
  for (let start = 0; start < actions.length; start += mostActions) {
    const batch = actions.slice(start, start + mostActions);
    results.push(...(await simulated(parts, principal, batch, resource)));
  }
  // Whatever is not said to be allowed is not: an answer that is left out, too.
  const allowed = results.filter(({ EvalDecision }) => EvalDecision === 'allowed');
  const names = new Set(allowed.map(({ EvalActionName }) => EvalActionName));
  return actions.filter((action) => !names.has(action));
}

function simulated(
  { clients, calls }: DeskParts,
  principal: string,
  actions: readonly string[],
  resource: string | undefined,
): Promise<readonly EvaluationResult[]> {
  return allPages(async (Marker) => {
    const request = new SimulatePrincipalPolicyCommand({
      PolicySourceArn: principal,
      ActionNames: [...actions],
      ContextEntries: context,
      ...(resource === undefined ? {} : { ResourceArns: [resource] }),
      Marker,
    });
    const answer = await calls.make('iam:SimulatePrincipalPolicy', () => clients.iam.send(request));
    return { items: answer.EvaluationResults, next: answer.IsTruncated ? answer.Marker : undefined };
  });
}

function ofService(actions: readonly string[], prefix: string): readonly string[] {
  return actions.filter((action) => prefixOf(action) === prefix);
}

function prefixOf(action: string): string {
  return action.split(':')[0] ?? '';
}
