/**
 * The two conditional updates of the DynamoDB ledger, as expressions. Each checks in its condition everything that it relies on, so that it
 * either applies to the item as assumed or not at all.
 */
import type { Consumption, QuotaWindow, ReservationRequest } from '../gateway/ports.ts';
import {
  encodeHold,
  type Item,
  number,
  type StoredHold,
  startAttribute,
  usedAttribute,
} from './dynamodb-ledger-item.ts';
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
  const update: Draft = {
    conditions: ['attribute_not_exists(#holds.#id)', 'size(#holds) < :maxHolds'],
    sets: ['#holds.#id = :hold'],
    values: { ':maxHolds': number(maxHolds), ':hold': encodeHold(request.amount, reservedIn, request.expiresAtMs) },
  };
  for (const dimension of dimensions) update.values[`:${dimension}`] = number(request.amount[dimension]);
  for (const window of quotaWindows) {
    update.conditions.push(`${startAttribute(window)} = :${window}`);
    update.values[`:${window}`] = number(assumed[window]);
    if (reservedIn[window] > assumed[window]) beginAnew(update, window, reservedIn[window]);
    else addWithinCap(update, window, request);
  }
  return build(request.holdId, `SET ${update.sets.join(', ')}`, update);
}

interface Draft {
  readonly conditions: string[];
  readonly sets: string[];
  readonly values: Item;
}

function beginAnew(update: Draft, window: QuotaWindow, startMs: number): void {
  update.sets.push(`${startAttribute(window)} = :${window}New`);
  update.values[`:${window}New`] = number(startMs);
  for (const dimension of dimensions) update.sets.push(`${usedAttribute(window, dimension)} = :${dimension}`);
}

function addWithinCap(update: Draft, window: QuotaWindow, { limits, amount }: ReservationRequest): void {
  for (const dimension of dimensions) {
    const used = usedAttribute(window, dimension);
    update.sets.push(`${used} = ${used} + :${dimension}`);
    update.conditions.push(`${used} <= :${used}Room`);
    update.values[`:${used}Room`] = number(capOf(limits, window, dimension) - amount[dimension]);
  }
}

/**
 * Replaces a hold by what was used, in those of its windows that `assumed` says are still current. `attribute_exists` makes it happen once, whoever else
 * tries.
 */
export function replacementUpdate(hold: StoredHold, actual: Consumption, assumed: WindowStarts): ConditionalUpdate {
  const update: Draft = { conditions: ['attribute_exists(#holds.#id)'], sets: [], values: {} };
  for (const window of quotaWindows) {
    const current = assumed[window] === hold.reservedIn[window];
    update.conditions.push(`${startAttribute(window)} ${current ? '=' : '>'} :${window}`);
    update.values[`:${window}`] = number(hold.reservedIn[window]);
    if (!current) continue;
    for (const dimension of dimensions) {
      const used = usedAttribute(window, dimension);
      update.sets.push(`${used} = ${used} + :${dimension}`);
      update.values[`:${dimension}`] = number(actual[dimension] - hold.amount[dimension]);
    }
  }
  const set = update.sets.length === 0 ? '' : `SET ${update.sets.join(', ')} `;
  return build(hold.holdId, `${set}REMOVE #holds.#id`, update);
}

function build(holdId: string, expression: string, { conditions, values }: Draft): ConditionalUpdate {
  return {
    UpdateExpression: expression,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: { '#holds': ledgerSchema.holds, '#id': holdId },
    ExpressionAttributeValues: values,
  };
}
