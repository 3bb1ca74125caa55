/**
 * The two conditional updates of the DynamoDB ledger, as expressions. Each checks in its condition everything that it relies on, so that it
 * either applies to the item as assumed or not at all.
 */
import type { Consumption, ReservationRequest } from '../gateway/ports.ts';
import { encodeHold, type Item, number, type StoredHold, startAttribute, usedAttribute } from './ledger-item.ts';
import { ledgerSchema } from './ledger-schema.ts';
import { capOf, dimensions, quotaWindows, startsAt, type WindowStarts } from './windows.ts';

export interface ConditionalUpdate {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Item;
}

/** The windows that an amount counts in: those that `atMs` is in, unless the item is ahead already. */
export function laterOf(assumed: WindowStarts, atMs: number): WindowStarts {
  const current = startsAt(atMs);
  return {
    minute: Math.max(assumed.minute, current.minute),
    day: Math.max(assumed.day, current.day),
    month: Math.max(assumed.month, current.month),
  };
}

/**
 * Checks every cap and takes the hold. `assumed` says where the item's windows stand, `reservedIn` where they shall (`laterOf`): those that differ begin anew in
 * the same update. Requires that no cap is smaller than the amount itself.
 */
export function reservationUpdate(
  request: ReservationRequest,
  assumed: WindowStarts,
  reservedIn: WindowStarts,
  maxHolds: number,
): ConditionalUpdate {
  const conditions = ['attribute_not_exists(#holds.#id)', 'size(#holds) < :maxHolds'];
  const sets = ['#holds.#id = :hold'];
  const values: Item = {
    ':maxHolds': number(maxHolds),
    ':hold': encodeHold(request.amount, reservedIn, request.expiresAtMs),
  };
  for (const dimension of dimensions) values[`:${dimension}`] = number(request.amount[dimension]);
  for (const window of quotaWindows) {
    const start = startAttribute(window);
    conditions.push(`${start} = :${start}`);
    values[`:${start}`] = number(assumed[window]);
    const over = reservedIn[window] > assumed[window];
    if (over) {
      sets.push(`${start} = :${window}New`);
      values[`:${window}New`] = number(reservedIn[window]);
    }
    for (const dimension of dimensions) {
      const used = usedAttribute(window, dimension);
      sets.push(over ? `${used} = :${dimension}` : `${used} = ${used} + :${dimension}`);
      if (over || request.limits[window][dimension] === null) continue;
      conditions.push(`${used} <= :${used}Room`);
      values[`:${used}Room`] = number(capOf(request.limits, window, dimension) - request.amount[dimension]);
    }
  }
  return build(request.holdId, `SET ${sets.join(', ')}`, conditions, values);
}

/**
 * Replaces a hold by what was used, in those of its windows that `assumed` says are still current. `attribute_exists` makes it happen once, whoever else
 * tries.
 */
export function replacementUpdate(hold: StoredHold, actual: Consumption, assumed: WindowStarts): ConditionalUpdate {
  const conditions = ['attribute_exists(#holds.#id)'];
  const sets: string[] = [];
  const values: Item = {};
  for (const window of quotaWindows) {
    const start = startAttribute(window);
    const current = assumed[window] === hold.reservedIn[window];
    conditions.push(`${start} ${current ? '=' : '>'} :${start}`);
    values[`:${start}`] = number(hold.reservedIn[window]);
    if (!current) continue;
    for (const dimension of dimensions) {
      const used = usedAttribute(window, dimension);
      sets.push(`${used} = ${used} + :${dimension}`);
      values[`:${dimension}`] = number(actual[dimension] - hold.amount[dimension]);
    }
  }
  const set = sets.length === 0 ? '' : `SET ${sets.join(', ')} `;
  return build(hold.holdId, `${set}REMOVE #holds.#id`, conditions, values);
}

function build(holdId: string, update: string, conditions: readonly string[], values: Item): ConditionalUpdate {
  return {
    UpdateExpression: update,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: { '#holds': ledgerSchema.holds, '#id': holdId },
    ExpressionAttributeValues: values,
  };
}
