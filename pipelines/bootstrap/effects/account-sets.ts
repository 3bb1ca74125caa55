import type { ChangedPath } from './changed-paths.ts';

/** Accounts to which the same happens; the same object for the same accounts. */
export interface AccountSet {
  readonly key: string;
  /** Sorted. */
  readonly ids: readonly string[];
}

/** Puts the accounts of paths together. Thousands of decisions are about few sets of thousands of accounts: each set is made once. */
export function accountSets(): (paths: readonly ChangedPath[]) => AccountSet {
  const numbers = new Map<ChangedPath, number>();
  const known = new Map<string, AccountSet>();
  const numberOf = (path: ChangedPath) => {
    const number = numbers.get(path) ?? numbers.size;
    numbers.set(path, number);
    return number;
  };
  return (paths) => {
    const key = [...new Set(paths.map(numberOf))].sort((one, other) => one - other).join();
    const found = known.get(key) ?? { key, ids: idsOf(paths) };
    known.set(key, found);
    return found;
  };
}

function idsOf(paths: readonly ChangedPath[]): readonly string[] {
  return [...new Set(paths)].flatMap(({ accounts }) => accounts.map(({ id }) => id)).sort();
}
