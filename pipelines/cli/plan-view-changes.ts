import { printable } from '../../shared/config/printable.ts';
import type { Change, Target } from '../bootstrap/change.ts';
import type { Snapshot } from '../bootstrap/snapshot.ts';
import type { UnitPaths } from '../bootstrap/unit-paths.ts';

/** Accounts, units and so on that are named before the rest is counted. */
const mostNamed = 4;

/** `+` something more, `~` something else, `-` something less. */
export function signOf({ kind }: Pick<Change, 'kind'>): '+' | '~' | '-' {
  switch (kind) {
    case 'update-policy':
    case 'update-stack-set':
    case 'put-guardrail-policy':
    case 'move-account':
      return '~';
    case 'detach-policy':
    case 'delete-policy':
    case 'withdraw-stack-set':
    case 'delete-stack-set':
      return '-';
    default:
      return '+';
  }
}

/** What a change does, in one line. Names are whatever somebody typed into AWS: nothing of them reaches the terminal unlooked at. */
export function headlineOf(change: Change, paths: UnitPaths): string {
  switch (change.kind) {
    case 'enable-trusted-access':
      return `trust ${printable(change.service, 128)}`;
    case 'register-delegated-administrator':
      return `delegated administrator ${change.account} for ${printable(change.service, 128)}`;
    case 'enable-policy-type':
      return `policy type ${change.type}`;
    case 'create-unit':
      return `unit ${printable(change.path, 200)}`;
    case 'move-account':
      return `account ${change.account} from ${placeOf(change.from, paths)} to ${placeOf(change.to, paths)}`;
    case 'put-guardrail-policy':
      return `who may apply guardrail ${printable(change.arn, 200)}`;
    default:
      return change.kind.endsWith('stack-set') ? stackSetLine(change, paths) : policyLine(change, paths);
  }
}

function policyLine(change: Change, paths: UnitPaths): string {
  switch (change.kind) {
    case 'create-policy':
      return `policy ${named(change)}, ${figure(change.text.length)} characters`;
    case 'update-policy':
      return `policy ${named(change)}, ${figure(change.before.length)} → ${figure(change.text.length)} characters`;
    case 'attach-policy':
      return `attach ${named(change)} to ${placeOf(change.target, paths)}`;
    case 'detach-policy':
      return `detach ${named(change)} from ${placeOf(change.target, paths)}`;
    case 'delete-policy':
      return `policy ${named(change)}`;
    default:
      return change.kind;
  }
}

function stackSetLine(change: Change, paths: UnitPaths): string {
  switch (change.kind) {
    case 'create-stack-set':
    case 'delete-stack-set':
      return `StackSet ${printable(change.name, 128)}`;
    case 'update-stack-set':
      return change.body === change.before
        ? `bring the stacks of StackSet ${printable(change.name, 128)} up to date`
        : `StackSet ${printable(change.name, 128)}`;
    case 'deploy-stack-set':
      return `deploy ${printable(change.name, 128)} to ${placesOf(change.targets, paths)}`;
    case 'withdraw-stack-set':
      return `withdraw ${printable(change.name, 128)} from ${placesOf(change.targets, paths)}`;
    default:
      return change.kind;
  }
}

/** Who is reached: nobody where the change is about no account. */
export function accountsInShort(accounts: readonly string[], { accounts: known }: Snapshot): readonly string[] {
  if (accounts.length === 0) return [];
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const first = accounts.slice(0, mostNamed).map((id) => {
    const name = names.get(id);
    return name === undefined ? id : `${printable(name, 40)} (${id})`;
  });
  const more = accounts.length > mostNamed ? ` and ${figure(accounts.length - mostNamed)} more` : '';
  return [`${figure(accounts.length)} ${accounts.length === 1 ? 'account' : 'accounts'}: ${first.join(', ')}${more}`];
}

function named({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${printable(name, 128)} (${type})`;
}

/** A unit by its path of names; an account by its number. */
function placeOf(target: Target, paths: UnitPaths): string {
  return printable(paths.pathOf(target), 200);
}

function placesOf(targets: readonly Target[], paths: UnitPaths): string {
  const first = targets.slice(0, mostNamed).map((target) => placeOf(target, paths));
  return targets.length > mostNamed ? `${first.join(', ')} and ${targets.length - mostNamed} more` : first.join(', ');
}

export function figure(count: number): string {
  return count.toLocaleString('en-US');
}
