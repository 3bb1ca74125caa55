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

/** ISO 8601, or seconds since the epoch. */
function toTime(text: string): number | undefined {
  if (/^\d+$/.test(text) && text.length > 4) return Number(text) * 1000;
  if (!/^\d{4}(?:-\d{2}(?:-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** CIDR (RFC 4632, RFC 4291), IPv4 or IPv6; an address without a length is that address. */
const inNetwork: Comparison = (policy, request) => {
  const [network = '', length] = textOf(policy).split('/');
  const [family, asked] = [isIP(network), isIP(request)];
  if (family === 0 || family !== asked) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const prefix = length === undefined ? (family === 4 ? 32 : 128) : Number(length);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, type);
  return list.check(request, type);
};

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
  Bool: equalIgnoringCase,
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

const operatorForm = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Undefined where there is no such operator. */
export function parseOperator(operator: string): ParsedOperator | undefined {
  const [, set, name = '', ifExists] = operatorForm.exec(operator) ?? [];
  const modifiers = { set: set as ParsedOperator['set'], ifExists: ifExists !== undefined };
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
