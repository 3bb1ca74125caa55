/** What is asked before anything is changed: is this the right account, may it, and is nobody locked out. */
import { printable } from '../../../shared/config/printable.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import type { Change } from '../change.ts';
import type { OrganizationDesk } from '../organization-desk.ts';
import type { Obstacle } from '../preflight/obstacle.ts';
import type { Governing } from './governing.ts';

/** Obstacles that a message tells of; whoever mends them sees the rest. */
const mostTold = 5;

/**
 * Who makes the changes, as an ARN.
 *
 * @throws GatehouseFault `credentials_invalid` where they are of another account than the management account, `permission_missing` where they lack an IAM action.
 */
export async function expectRights(
  desk: OrganizationDesk,
  governing: Governing,
  changes: readonly Pick<Change, 'kind'>[],
): Promise<string> {
  const { arn, accountId } = await desk.identity();
  if (accountId !== governing.managementAccountId)
    throw new GatehouseFault(
      'credentials_invalid',
      `The credentials are of account ${printable(accountId)}, and the organization is changed from its management account, ${governing.managementAccountId}.`,
      'Sign in there, or mend organization.managementAccountId in the governance file.',
    );
  const needed = governing.permissions(changes.map(({ kind }) => kind));
  const missing = await desk.missingPermissions(needed);
  if (missing.length === 0) return arn;
  throw new GatehouseFault(
    'permission_missing',
    `${printable(arn, 300)} may not ${missing.join(', ')}. Nothing was changed.`,
    'Ask whoever administers the management account to allow these actions, then apply again.',
  );
}

/** @throws GatehouseFault `lock_out` where one stands in the way. */
export function refuseObstacles(obstacles: readonly Obstacle[]): void {
  if (obstacles.length === 0) return;
  const told = obstacles.slice(0, mostTold).map(({ target, statement, message, remedy }) => {
    const decidedBy = statement === undefined ? '' : ` (${statement})`;
    return printable(`${target}: ${message}${decidedBy} ${remedy}`, 1000);
  });
  const more = obstacles.length > mostTold ? [`and ${obstacles.length - mostTold} more`] : [];
  throw new GatehouseFault(
    'lock_out',
    `This must not be applied:\n${[...told, ...more].map((line) => `  ${line}`).join('\n')}\n`,
    'Mend what is named, and look at a new plan with gatehouse plan.',
  );
}
