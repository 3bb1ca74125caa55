/**
 * IAM policy documents as data: read leniently as IAM itself reads them (a string or a list, keys of elements as they are written), and refused with a path where they
 * are none. Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
import { GatehouseFault } from '../errors.ts';
import { parseOperator } from './condition-operators.ts';

export interface PolicyDocument {
  /** `2008-10-17` knows no policy variables: there `${aws:username}` is literal text. */
  readonly version: '2008-10-17' | '2012-10-17';
  readonly id?: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** Present in policies that are attached to a resource, alone. */
  readonly principal?: PrincipalElement;
  readonly action: Element;
  /** Absent in trust policies, where the role itself is the resource. */
  readonly resource?: Element;
  readonly condition: readonly Condition[];
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Element {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

export interface PrincipalElement {
  readonly not: boolean;
  /** `"Principal": "*"`. */
  readonly everyone: boolean;
  /** By type: AWS, Service, Federated, CanonicalUser. */
  readonly members: Readonly<Record<string, readonly string[]>>;
}

export interface Condition {
  /** As written, such as `ForAllValues:StringLikeIfExists`. */
  readonly operator: string;
  /** The condition key, as written; compared without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Reads a policy, given as JSON text or as a parsed object. A fault `configuration_invalid` says where it is none. */
export function parsePolicy(policy: unknown, name = 'policy'): PolicyDocument {
  const document = asObject(typeof policy === 'string' ? parseJson(policy, name) : policy, name);
  const { Version, Id, Statement: statements } = document;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17')
    throw invalid(`${name}.Version`, '2012-10-17 or 2008-10-17');
  const list = Array.isArray(statements) ? statements : [statements];
  return {
    version: Version ?? '2008-10-17',
    ...(Id === undefined ? {} : { id: asString(Id, `${name}.Id`) }),
    statements: list.map((statement, index) => parseStatement(statement, `${name}.Statement[${index}]`)),
  };
}

const statementKeys = new Set(
  'Sid Effect Principal NotPrincipal Action NotAction Resource NotResource Condition'.split(' '),
);

function parseStatement(statement: unknown, path: string): Statement {
  const element = asObject(statement, path);
  for (const key of Object.keys(element))
    if (!statementKeys.has(key)) throw invalid(`${path}.${key}`, 'no such element');
  const { Sid, Effect, Condition: condition } = element;
  if (Effect !== 'Allow' && Effect !== 'Deny') throw invalid(`${path}.Effect`, 'Allow or Deny');
  const principal = parsePrincipal(element, path);
  const action = parseElement(element, 'Action', path);
  if (action === undefined) throw invalid(path, 'Action or NotAction');
  const resource = parseElement(element, 'Resource', path);
  return {
    ...(Sid === undefined ? {} : { sid: asString(Sid, `${path}.Sid`) }),
    effect: Effect,
    ...(principal === undefined ? {} : { principal }),
    action,
    ...(resource === undefined ? {} : { resource }),
    condition: condition === undefined ? [] : parseConditions(condition, `${path}.Condition`),
  };
}

function parseElement(
  statement: Readonly<Record<string, unknown>>,
  name: 'Action' | 'Resource',
  path: string,
): Element | undefined {
  const [positive, negative] = [statement[name], statement[`Not${name}`]];
  if (positive !== undefined && negative !== undefined) throw invalid(path, `${name} or Not${name}, not both`);
  if (positive !== undefined) return { not: false, patterns: asStrings(positive, `${path}.${name}`) };
  return negative === undefined ? undefined : { not: true, patterns: asStrings(negative, `${path}.Not${name}`) };
}

function parsePrincipal(statement: Readonly<Record<string, unknown>>, path: string): PrincipalElement | undefined {
  const not = statement.NotPrincipal !== undefined;
  if (not && statement.Principal !== undefined) throw invalid(path, 'Principal or NotPrincipal, not both');
  const value = not ? statement.NotPrincipal : statement.Principal;
  if (value === undefined) return undefined;
  if (value === '*') return { not, everyone: true, members: {} };
  const at = `${path}.${not ? 'NotPrincipal' : 'Principal'}`;
  const members = Object.entries(asObject(value, at)).map(([type, ids]) => [type, asStrings(ids, `${at}.${type}`)]);
  return { not, everyone: false, members: Object.fromEntries(members) as PrincipalElement['members'] };
}

function parseConditions(block: unknown, path: string): Condition[] {
  return Object.entries(asObject(block, path)).flatMap(([operator, keys]) => {
    if (parseOperator(operator) === undefined) throw invalid(`${path}.${operator}`, 'a condition operator');
    return Object.entries(asObject(keys, `${path}.${operator}`)).map(([key, values]) => ({
      operator,
      key,
      values: (Array.isArray(values) ? values : [values]).map((value) => scalar(value, `${path}.${operator}.${key}`)),
    }));
  });
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(name, 'JSON');
  }
}

function asObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(path, 'an object');
  return value as Readonly<Record<string, unknown>>;
}

function asString(value: unknown, path: string): string {
  if (typeof value !== 'string') throw invalid(path, 'a string');
  return value;
}

function asStrings(value: unknown, path: string): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((each) => asString(each, path));
}

/** Conditions may be written with numbers and booleans, which mean their text. */
function scalar(value: unknown, path: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw invalid(path, 'a string, a number or a boolean');
}

function invalid(path: string, expected: string): GatehouseFault {
  return new GatehouseFault(
    'configuration_invalid',
    `${path} is not what an IAM policy has there.`,
    `Expected: ${expected}.`,
  );
}
