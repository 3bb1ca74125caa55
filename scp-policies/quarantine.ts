/**
 * Accounts that are cut off from inference, as one policy of the hub's unit. It stands there always, so that a quarantine is one `UpdatePolicy`: nothing has to be attached in a hurry, and what stops is every
 * session of the account's caller roles, those that run already included, because policies are evaluated with each request.
 */
import { GatehouseFault } from '../shared/errors.ts';
import { parsePolicy, type Statement } from '../shared/iam/policy-document.ts';
import { deny } from './deny.ts';

export const quarantinePolicyName = 'gatehouse-scp-quarantine';

/** Tag of each caller role of the hub: the account that its application lives in. `protect-tags` lets no session set it otherwise. */
const tag = 'aws:PrincipalTag/gatehouse:account';
/** Stands where nobody is quarantined: a condition without values is refused by Organizations, and no account is called this. */
const nobody = 'none';
const account = /^\d{12}$/;

/**
 * The text of the policy.
 *
 * @param accounts Ids, in any order.
 * @throws GatehouseFault `usage` where one of them is no account id.
 */
export function quarantineDocument(accounts: readonly string[]): string {
  const strange = accounts.find((each) => !account.test(each));
  if (strange !== undefined)
    throw new GatehouseFault('usage', 'An account to be quarantined has no account id.', 'Write its 12 digits.');
  const listed = accounts.length === 0 ? [nobody] : [...new Set(accounts)].sort();
  const statement = deny('Quarantine', ['execute-api:Invoke'], { StringEquals: { [tag]: listed } });
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

/**
 * The accounts that a policy of that name cuts off, sorted.
 *
 * @throws GatehouseFault `organization_conflict` where it is not a text of Gatehouse's: who rewrote it meant something, and to read it as "nobody" would lift every quarantine.
 */
export function quarantinedAccounts(text: string): readonly string[] {
  const [statement, ...others] = statementsOf(text);
  const [condition] = statement?.condition ?? [];
  if (condition?.key !== tag || others.length > 0) throw rewritten();
  const listed = condition.values.filter((value) => value !== nobody);
  if (listed.some((each) => !account.test(each))) throw rewritten();
  const accounts = [...new Set(listed)].sort();
  // Whatever else was changed (another effect, a second condition) shows here, in any order of keys and values.
  if (normal(statementsOf(quarantineDocument(accounts))) !== normal([statement])) throw rewritten();
  return accounts;
}

function statementsOf(text: string): readonly Statement[] {
  try {
    return parsePolicy(text, quarantinePolicyName).statements;
  } catch (cause) {
    throw rewritten(cause);
  }
}

function normal(statements: readonly (Statement | undefined)[]): string {
  return JSON.stringify(
    statements.map((statement) => ({
      effect: statement?.effect,
      principal: statement?.principal,
      action: statement?.action,
      resource: statement?.resource,
      condition: statement?.condition.map(({ operator, key, values }) => [
        operator,
        key,
        [...new Set(values)].filter((value) => value !== nobody).sort(),
      ]),
    })),
  );
}

function rewritten(cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'organization_conflict',
    `The policy ${quarantinePolicyName} is not one that Gatehouse wrote, so nobody can tell which accounts it cuts off.`,
    `Put this text there, with the ids of the accounts that are to be cut off instead of ${nobody}: ${quarantineDocument([])}`,
    { cause },
  );
}
