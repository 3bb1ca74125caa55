import type { SnapshotRequest } from '../organization-desk.ts';
import { type Snapshot, snapshotSchema } from '../snapshot.ts';
import { unexpectedAnswer } from './aws-faults.ts';
import type { DeskParts } from './desk-parts.ts';
import { readGuardrails } from './read-guardrails.ts';
import { readOrganization, readRoot } from './read-organization.ts';
import { readPolicies } from './read-policies.ts';
import { readStackSets } from './read-stack-sets.ts';
import { readTree } from './read-tree.ts';
import { delegatedAdministrators, trustedServices } from './read-trust.ts';

/**
 * The organization as it is, all of it or a fault. Calls grow with pages: two lists a unit, two reads a policy, one list of instances a StackSet.
 *
 * @param takenAt RFC 3339
 * @throws RefusedCall, and GatehouseFault where AWS's answer makes no organization.
 */
export async function readSnapshot(
  parts: DeskParts,
  { guardrails }: SnapshotRequest,
  takenAt: string,
): Promise<Snapshot> {
  const stop = new AbortController();
  try {
    return await readWith({ ...parts, calls: parts.calls.until(stop.signal) }, guardrails, takenAt);
  } finally {
    // The first that failed ends the reading: what else was under way must not go on asking.
    stop.abort();
  }
}

async function readWith(
  parts: DeskParts,
  requested: SnapshotRequest['guardrails'],
  takenAt: string,
): Promise<Snapshot> {
  const [organization, [root, tree, policies], trusted, administrators, stackSets, guardrails] = await Promise.all([
    readOrganization(parts),
    readRoot(parts).then(async (root) => {
      const [tree, policies] = await Promise.all([readTree(parts, root.id), readPolicies(parts, root.policyTypes)]);
      return [root, tree, policies] as const;
    }),
    trustedServices(parts),
    delegatedAdministrators(parts),
    readStackSets(parts),
    readGuardrails(parts, requested),
  ]);
  return checked({
    version: 1,
    takenAt,
    organization,
    root,
    units: sorted(tree.units, ({ id }) => id),
    accounts: sorted(tree.accounts, ({ id }) => id),
    policies: sorted(policies, ({ id }) => id),
    trustedServices: trusted.toSorted(),
    delegatedAdministrators: administrators,
    stackSets: sorted(stackSets, ({ name }) => name),
    guardrails: sorted(guardrails, ({ arn, version }) => `${arn} ${version}`),
  });
}

/** In the order of code units, which is that of no language. */
function sorted<T>(items: readonly T[], key: (item: T) => string): T[] {
  return items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Fields that AWS's types call optional are not: an account without an id is no account. */
function checked(snapshot: Snapshot): Snapshot {
  const parsed = snapshotSchema.safeParse(snapshot);
  if (parsed.success) return parsed.data;
  throw unexpectedAnswer(`an organization with a wrong ${parsed.error.issues[0]?.path.join('.') ?? 'field'}`);
}
