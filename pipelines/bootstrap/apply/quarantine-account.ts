import { type PolicyQuota, quotaOf } from '../../../scp-policies/composer/policy-quotas.ts';
import { sizeOf } from '../../../scp-policies/composer/policy-text.ts';
import { quarantineDocument, quarantinedAccounts, quarantinePolicyName } from '../../../scp-policies/quarantine.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import type { Change } from '../change.ts';
import { changeId } from '../change-id.ts';
import { organizationTree } from '../effects/unit-chain.ts';
import type { AttachedPolicy, Snapshot } from '../snapshot.ts';

/**
 * The one call that cuts an account off, or lets it back in; undefined where it is so already.
 *
 * @throws GatehouseFault `organization_conflict` where the policy that it would change is not in force.
 */
export function quarantineChange(
  accountId: string,
  wanted: 'cut off' | 'let in',
  bundle: PolicyBundle,
  snapshot: Snapshot,
): Change | undefined {
  const policy = policyInForce(bundle, snapshot);
  const listed = quarantinedAccounts(policy.text);
  if (listed.includes(accountId) === (wanted === 'cut off')) return undefined;
  const accounts = wanted === 'cut off' ? [...listed, accountId] : listed.filter((each) => each !== accountId);
  const text = quarantineDocument(accounts);
  refuseTooLong(text, quotaOf('SCP', bundle));
  const body = { kind: 'update-policy', type: 'SCP', name: quarantinePolicyName, text, before: policy.text } as const;
  const why = wanted === 'cut off' ? 'Its calls of the hub are to stop now.' : 'Its calls of the hub may go on.';
  return { ...body, id: changeId(body), wave: 1, why, accounts: [accountId] };
}

/** Whoever believes an account to be cut off while the policy binds nobody would be worse off than with an error. */
function policyInForce({ hub }: PolicyBundle, snapshot: Snapshot): AttachedPolicy {
  const policy = quarantinePolicy(snapshot);
  const tree = organizationTree(snapshot);
  const account = tree.accounts.get(hub.accountId);
  const path = account === undefined ? [] : [...tree.chainOf(account.parentId), account.id];
  const enabled = snapshot.root.policyTypes.includes('SCP');
  if (enabled && policy?.targets.some((target) => path.includes(target)) === true) return policy;
  const lacking = policy === undefined ? 'not there' : 'not attached above the hub’s account';
  throw new GatehouseFault(
    'organization_conflict',
    `The policy ${quarantinePolicyName} is ${lacking}, so nobody can be cut off with it.`,
    'gatehouse plan and gatehouse apply put it in place.',
  );
}

function quarantinePolicy({ policies }: Snapshot): AttachedPolicy | undefined {
  return policies.find(({ name, type }) => type === 'SCP' && name === quarantinePolicyName);
}

function refuseTooLong(text: string, { characters }: PolicyQuota): void {
  if (sizeOf(text) <= characters) return;
  throw new GatehouseFault(
    'usage',
    `With one account more, ${quarantinePolicyName} would take ${sizeOf(text)} of ${characters} characters.`,
    'Detach the spokes’ way to the hub instead: take their applications out of governance.yaml and publish that, or lift what is settled.',
  );
}
