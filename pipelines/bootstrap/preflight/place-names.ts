import { printable } from '../../../shared/config/printable.ts';
import type { OrganizationTree } from '../effects/unit-chain.ts';
import type { Account } from '../snapshot.ts';

/** Accounts in few words: `account 111122223333 (claims) and 40 more of /Workloads/GenAI`. Names are whatever somebody typed into AWS. */
export function accountsInWords(accounts: readonly [Account, ...Account[]], tree: OrganizationTree): string {
  const [first, ...others] = accounts;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const units = [...new Set(accounts.map(({ parentId }) => parentId))].map((id) => unitInWords(id, tree));
  return `account ${first.id} (${printable(first.name)})${more} of ${firstOf(units, 3)}`;
}

/** A root or unit by its path, an account by its number. */
export function unitInWords(id: string, tree: OrganizationTree): string {
  return /^\d{12}$/.test(id) ? `account ${id}` : printable(tree.pathOf(id), 200);
}

/** The first of a list, and how many there are. */
export function firstOf(list: readonly string[], most = 5): string {
  const more = list.length - most;
  return more > 0 ? `${list.slice(0, most).join(', ')} and ${more} more` : list.join(', ');
}
