import { printable } from '../../../shared/config/printable.ts';
import type { Denial } from '../effects/judge.ts';
import type { OrganizationTree } from '../effects/unit-chain.ts';
import type { UnmetNeed } from './judge-needs.ts';
import type { Obstacle } from './obstacle.ts';
import { accountsInWords, firstOf, unitInWords } from './place-names.ts';
import type { AccountGroup } from './preflight-scene.ts';

/** A need that is not met in a group of accounts, in the end or after a wave. */
interface LockOut extends UnmetNeed {
  readonly group: Pick<AccountGroup, 'accounts'>;
  readonly wave: number | undefined;
}

/** One obstacle for each statement that stands in somebody's way, with everything that it denies and everywhere. */
export function obstaclesOf(found: readonly LockOut[], tree: OrganizationTree): readonly Obstacle[] {
  const together = Map.groupBy(found, ({ need, by, wave }) => JSON.stringify([need.check, need.who, by, wave]));
  return [...together.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [obstacleOf(first, same, tree)];
  });
}

function obstacleOf(first: LockOut, same: readonly LockOut[], tree: OrganizationTree): Obstacle {
  const { need, by, wave, group } = first;
  const accounts = new Set([...group.accounts, ...same.flatMap((each) => each.group.accounts)]);
  accounts.delete(group.accounts[0]);
  const actions = [...new Set(same.map((each) => each.need.action))].sort();
  const when = wave === undefined ? '' : `After wave ${wave}, until the plan ends: `;
  return {
    check: need.check,
    target: accountsInWords([group.accounts[0], ...accounts], tree),
    ...('statement' in by ? { statement: `${printable(by.policy, 128)} (${printable(by.statement, 128)})` } : {}),
    message: `${when}${need.who} could not ${firstOf(actions)}. Needed, for ${need.why}${whereOf(by, tree)}`,
    remedy: remedyOf(by, tree),
  };
}

function whereOf(by: Denial, tree: OrganizationTree): string {
  return 'nothingAllowsAt' in by ? ` No policy of ${unitInWords(by.nothingAllowsAt, tree)} allows it.` : '';
}

function remedyOf(by: Denial, tree: OrganizationTree): string {
  if ('nothingAllowsAt' in by) return `Attach FullAWSAccess to ${unitInWords(by.nothingAllowsAt, tree)} again.`;
  if (by.policy.startsWith('gatehouse-'))
    return 'Report it as a fault of Gatehouse, or take back the exception in governance.yaml that led to it.';
  return `Let ${printable(by.policy, 128)} spare that role, or attach it elsewhere.`;
}
