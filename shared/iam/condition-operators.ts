/**
 * The condition operators, as data: how one value of the policy is compared with one value of the request.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { BlockList, isIP } from 'node:net';
import { matchesArn } from './arn-match.ts';
import { type GlobToken, matchesGlob } from './glob.ts';

/** A value of the policy, its variables filled in. */
type PolicyValue = readonly GlobToken[];
type Comparison = (policy: PolicyValue, request: string) => boolean;

interface Operator {
  readonly compare: Comparison;
  /** `…Not…`: holds where nothing compares. */
  readonly negated: boolean;
}

export interface ParsedOperator extends Operator {
  readonly set: 'ForAllValues' | 'ForAnyValue' | undefined;
  /** Holds where the request does not have the key. */
  readonly ifExists: boolean;
  /** `Null`: asks whether the key is there at all. */
  readonly asksPresence: boolean;
}

/** The text of a value: in all but the `Like` operators a `*` is a `*`. */
function textOf(value: PolicyValue): string {
  return value.map((token) => ('literal' in token ? token.literal : token.wildcard)).join('');
}

const equal: Comparison = (policy, request) => textOf(policy) === request;
const equalIgnoringCase: Comparison = (policy, request) => textOf(policy).toLowerCase() === request.toLowerCase();

function numeric(holds: (request: number, policy: number) => boolean): Comparison {
  return (policy, request) => {
    const [asked, limit] = [toNumber(request), toNumber(textOf(policy))];
    return asked !== undefined && limit !== undefined && holds(asked, limit);
  };
}

function toNumber(text: string): number | undefined {
  return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

function date(holds: (request: number, policy: number) => boolean): Comparison {
  return (policy, request) => {
    const [asked, limit] = [toTime(request), toTime(textOf(policy))];
    return asked !== undefined && limit !== undefined && holds(asked, limit);
  };
}

/** ISO 8601, in UTC where it names no zone, or seconds since the epoch. */
function toTime(text: string): number | undefined {
  if (/^\d+$/.test(text) && text.length > 4) return Number(text) * 1000;
  if (!/^\d{4}(?:-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/.test(text)) return undefined;
  const time = Date.parse(/T[^Z+-]*$/.test(text) ? `${text}Z` : text);
  return Number.isNaN(time) ? undefined : time;
}

/** CIDR (RFC 4632, RFC 4291), IPv4 or IPv6; an address without a length is that address. */
const inNetwork: Comparison = (policy, request) => {
  const [, network = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(textOf(policy)) ?? [];
  const [family, asked] = [isIP(network), isIP(request)];
  if (family === 0 || family !== asked) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const prefix = length === undefined ? (family === 4 ? 32 : 128) : Number(length);
  if (prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, type);
  return list.check(request, type);
};

/** Anything but true and false is no boolean, and equal to none. */
const sameBoolean: Comparison = (policy, request) =>
  /^(?:true|false)$/i.test(request) && equalIgnoringCase(policy, request);

const positive: Readonly<Record<string, Comparison>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: matchesGlob,
  NumericEquals: numeric((request, policy) => request === policy),
  NumericLessThan: numeric((request, policy) => request < policy),
  NumericLessThanEquals: numeric((request, policy) => request <= policy),
  NumericGreaterThan: numeric((request, policy) => request > policy),
  NumericGreaterThanEquals: numeric((request, policy) => request >= policy),
  DateEquals: date((request, policy) => request === policy),
  DateLessThan: date((request, policy) => request < policy),
  DateLessThanEquals: date((request, policy) => request <= policy),
  DateGreaterThan: date((request, policy) => request > policy),
  DateGreaterThanEquals: date((request, policy) => request >= policy),
  Bool: sameBoolean,
  BinaryEquals: equal,
  IpAddress: inNetwork,
  // The two are the same operator by two names.
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
};

/** `StringNotEquals` and its kin: the operator whose comparison each negates. */
const negative: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

const operatorForm = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/i;
const setOperators = { forallvalues: 'ForAllValues', foranyvalue: 'ForAnyValue' } as const;

/** Operators as they are documented, by their names in small letters: IAM reads them whatever their case. */
const spellings: ReadonlyMap<string, string> = new Map(
  [...Object.keys(positive), ...Object.keys(negative), 'Null'].map((name) => [name.toLowerCase(), name]),
);

/** Every operator as it is documented, without set and `IfExists`. */
export function operatorNames(): readonly string[] {
  return [...spellings.values()];
}

/** Undefined where there is no such operator. */
export function parseOperator(operator: string): ParsedOperator | undefined {
  const [, prefix, written = '', ifExists] = operatorForm.exec(operator) ?? [];
  const name = spellings.get(written.toLowerCase());
  if (name === undefined) return undefined;
  const set = prefix === undefined ? undefined : setOperators[prefix.toLowerCase() as keyof typeof setOperators];
  const modifiers = { set, ifExists: ifExists !== undefined };
  if (name === 'Null') {
    return set === undefined && !modifiers.ifExists
      ? { ...modifiers, compare: equalIgnoringCase, negated: false, asksPresence: true }
      : undefined;
  }
  const negated = Object.hasOwn(negative, name);
  const base = negated ? (negative[name] ?? '') : name;
  const compare = Object.hasOwn(positive, base) ? positive[base] : undefined;
  return compare === undefined ? undefined : { ...modifiers, compare, negated, asksPresence: false };
}
