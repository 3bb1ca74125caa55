import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type {
  ApplicationUsage,
  Consumption,
  Hold,
  Ledger,
  ReservationOutcome,
  ReservationRequest,
} from '../gateway/ports.ts';
import type { QuotaItem, StoredHold } from './dynamodb-ledger-item.ts';
import { laterOf, replacementUpdate, reservationUpdate } from './dynamodb-ledger-updates.ts';
import { ledgerUnavailable, QuotaItems } from './dynamodb-quota-items.ts';
import {
  emptyWindows,
  firstExceeded,
  nothing,
  requireWhole,
  roll,
  startsAt,
  startsOf,
  type WindowStarts,
} from './windows.ts';

export interface DynamodbLedgerOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /**
   * Calls that one application may have under way at once. At under 100 bytes a hold, the default keeps its item far below DynamoDB's 400 KB.
   * @default 1000
   */
  readonly maxHolds?: number;
}

/** Each failed attempt teaches where the item stands, so that more than a few mean that others roll the same windows at the same moment. */
const maxAttempts = 8;
/** Upper bound of the random pause before the third and later attempts, in milliseconds. */
const jitterMs = 40;
const rememberedHolds = 50_000;

/**
 * The AWS ledger: one item for each application, one conditional UpdateItem for each reservation and each settlement, no transactions. A condition that fails
 * brings the item back (`ReturnValuesOnConditionCheckFailure`), from which the answer or the next attempt follows.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export class DynamodbLedger implements Ledger {
  readonly #items: QuotaItems;
  readonly #maxHolds: number;
  /** Where each application's windows were last seen: a guess that the conditions check, one entry for each application in the policy. */
  readonly #lastSeen = new Map<string, WindowStarts>();
  /** Holds that this process took, so that settling one needs no read before its update. */
  readonly #taken = new Map<string, StoredHold>();

  constructor(options: DynamodbLedgerOptions) {
    this.#items = new QuotaItems(options.client, options.tableName);
    this.#maxHolds = options.maxHolds ?? 1000;
  }

  async reserve(request: ReservationRequest): Promise<ReservationOutcome> {
    requireWhole(request.amount);
    const hopeless = firstExceeded(emptyWindows(request.nowMs), request.amount, request.limits, request.nowMs);
    if (hopeless !== undefined) return hopeless;
    return this.#attempt(async () => {
      const assumed = this.#lastSeen.get(request.application) ?? startsAt(request.nowMs);
      const reservedIn = laterOf(assumed, request.nowMs);
      const update = reservationUpdate(request, assumed, reservedIn, this.#maxHolds);
      const refused = await this.#items.update(request.application, update);
      if (refused === undefined) {
        this.#lastSeen.set(request.application, reservedIn);
        this.#remember({ ...request, reservedIn });
        return { kind: 'held' };
      }
      if (refused.item === undefined) return this.#items.create(request.application, request.nowMs);
      return this.#judge(request, refused.item);
    });
  }

  async settle(application: string, holdId: string, actual: Consumption, _nowMs: number): Promise<boolean> {
    requireWhole(actual);
    const key = takenKey(application, holdId);
    const hold = this.#taken.get(key) ?? (await this.#items.read(application))?.holds.get(holdId);
    this.#taken.delete(key);
    return hold === undefined ? false : this.#replace(hold, actual);
  }

  /** Asks each application's item in turn; the list of applications is one small partition, so that no table is ever scanned. */
  async releaseExpired(nowMs: number): Promise<readonly Hold[]> {
    const released: Hold[] = [];
    for (const application of await this.#items.applications()) {
      const item = await this.#items.read(application);
      for (const hold of item?.holds.values() ?? []) {
        if (hold.expiresAtMs < nowMs && (await this.#replace(hold, nothing))) released.push(withoutWindows(hold));
      }
    }
    return released;
  }

  async usage(application: string, nowMs: number): Promise<ApplicationUsage> {
    const item = await this.#items.read(application);
    if (item === undefined) return { windows: emptyWindows(nowMs), holds: [] };
    return { windows: roll(item.windows, nowMs), holds: [...item.holds.values()].map(withoutWindows) };
  }

  /** Why a reservation's condition failed; undefined where the windows were merely not where they were assumed, and another attempt is due. */
  #judge(request: ReservationRequest, item: QuotaItem): ReservationOutcome | undefined {
    // Our own hold: the update had been applied, but its answer was lost and the SDK tried again.
    if (item.holds.has(request.holdId)) return { kind: 'held' };
    if (item.holds.size >= this.#maxHolds) {
      return { kind: 'exceeded', window: 'minute', dimension: 'requests', limit: this.#maxHolds, retryAfterSeconds: 1 };
    }
    this.#lastSeen.set(request.application, startsOf(item.windows));
    return firstExceeded(roll(item.windows, request.nowMs), request.amount, request.limits, request.nowMs);
  }

  #remember({ holdId, application, amount, expiresAtMs, reservedIn }: StoredHold): void {
    if (this.#taken.size >= rememberedHolds) this.#taken.clear(); // only calls that never settled can pile up; settling reads the item then
    this.#taken.set(takenKey(application, holdId), { holdId, application, amount, expiresAtMs, reservedIn });
  }

  async #replace(hold: StoredHold, actual: Consumption): Promise<boolean> {
    let assumed = hold.reservedIn;
    return this.#attempt(async () => {
      const refused = await this.#items.update(hold.application, replacementUpdate(hold, actual, assumed));
      if (refused === undefined) return true;
      if (refused.item?.holds.has(hold.holdId) !== true) return false;
      assumed = startsOf(refused.item.windows);
      return undefined;
    });
  }

  async #attempt<T>(step: () => Promise<T | undefined>): Promise<T> {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      if (attempt > 1) await pause(randomInt(jitterMs));
      const result = await step();
      if (result !== undefined) return result;
    }
    throw ledgerUnavailable();
  }
}

function withoutWindows({ holdId, application, amount, expiresAtMs }: StoredHold): Hold {
  return { holdId, application, amount, expiresAtMs };
}

/** No application name has a line feed, so no two pairs share a key. */
function takenKey(application: string, holdId: string): string {
  return `${application}\n${holdId}`;
}
