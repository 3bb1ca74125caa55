/** How quota windows and holds look as a DynamoDB item: numbers under `minuteStart`, `minuteRequests`, ..., and a map of holds. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Consumption, Hold, QuotaWindow } from '../gateway/ports.ts';
import { ledgerSchema } from './ledger-schema.ts';
import { dimensions, quotaWindows, type UsageWindows, type WindowStarts } from './windows.ts';

export type Item = Record<string, AttributeValue>;

export interface StoredHold extends Hold {
  /** The windows that the amount was counted in. */
  readonly reservedIn: WindowStarts;
}

export interface QuotaItem {
  readonly windows: UsageWindows;
  readonly holds: ReadonlyMap<string, StoredHold>;
}

/** One-letter names keep a hold under 100 bytes: writes are billed by the size of the whole item. */
const holdFields = {
  requests: 'r',
  tokens: 't',
  costNanos: 'c',
  minute: 'm',
  day: 'd',
  month: 'o',
  expires: 'x',
} as const;

const suffixes = { requests: 'Requests', tokens: 'Tokens', costNanos: 'Cost' } as const;

export function startAttribute(window: QuotaWindow): string {
  return `${window}Start`;
}

export function usedAttribute(window: QuotaWindow, dimension: keyof Consumption): string {
  return `${window}${suffixes[dimension]}`;
}

export function number(value: number): AttributeValue {
  return { N: String(value) };
}

export function encodeHold(amount: Consumption, reservedIn: WindowStarts, expiresAtMs: number): AttributeValue {
  const values = { ...amount, ...reservedIn, expires: expiresAtMs };
  return {
    M: Object.fromEntries(
      Object.entries(holdFields).map(([name, short]) => [short, number(values[name as keyof typeof values])]),
    ),
  };
}

/** A quota item with nothing in it. */
export function encodeWindows(windows: UsageWindows): Item {
  const item: Item = { [ledgerSchema.holds]: { M: {} } };
  for (const window of quotaWindows) {
    item[startAttribute(window)] = number(windows[window].startMs);
    for (const dimension of dimensions) item[usedAttribute(window, dimension)] = number(windows[window][dimension]);
  }
  return item;
}

export function decodeQuota(application: string, item: Item): QuotaItem {
  const held = Object.entries(item[ledgerSchema.holds]?.M ?? {});
  return {
    windows: {
      minute: decodeWindow(item, 'minute'),
      day: decodeWindow(item, 'day'),
      month: decodeWindow(item, 'month'),
    },
    holds: new Map(held.map(([holdId, value]) => [holdId, decodeHold(application, holdId, value.M ?? {})])),
  };
}

function decodeWindow(item: Item, window: QuotaWindow): UsageWindows[QuotaWindow] {
  return {
    startMs: read(item, startAttribute(window)),
    requests: read(item, usedAttribute(window, 'requests')),
    tokens: read(item, usedAttribute(window, 'tokens')),
    costNanos: read(item, usedAttribute(window, 'costNanos')),
  };
}

function decodeHold(application: string, holdId: string, fields: Item): StoredHold {
  const value = (name: keyof typeof holdFields) => read(fields, holdFields[name]);
  return {
    holdId,
    application,
    amount: { requests: value('requests'), tokens: value('tokens'), costNanos: value('costNanos') },
    reservedIn: { minute: value('minute'), day: value('day'), month: value('month') },
    expiresAtMs: value('expires'),
  };
}

function read(item: Item, name: string): number {
  return Number(item[name]?.N ?? 0);
}
