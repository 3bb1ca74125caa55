/**
 * Templates as the JSON that CloudFormation takes. They are written as data and not with the CDK, because one text is both the body of a StackSet and, read back in, a CDK stack (`spoke-stack.construct.ts`);
 * because a plan makes them over and over; and because every policy in them is the very object that tests evaluate.
 */
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { ConditionJson, PolicyJson, StatementJson } from '../../shared/iam/policy-json.ts';

/** A value of a template: JSON, intrinsic functions among it. */
export type TemplateValue =
  | string
  | number
  | boolean
  | readonly TemplateValue[]
  | { readonly [key: string]: TemplateValue };

/** Trust policies name services besides principals of accounts, and both may be told by functions. */
export interface TrustJson {
  readonly Version: '2012-10-17';
  readonly Statement: readonly TrustStatementJson[];
}

export interface TrustStatementJson extends Omit<StatementJson, 'Principal' | 'Condition'> {
  readonly Principal: { readonly AWS: readonly string[] } | { readonly Service: readonly string[] };
  readonly Condition: ConditionJson | Readonly<Record<string, Readonly<Record<string, Substituted>>>>;
}

export type Substituted = { readonly 'Fn::Sub': string } | { readonly Ref: string };

export interface TemplateResource {
  readonly Type: string;
  /** Name of a condition; absent: made in every account. */
  readonly Condition?: string;
  readonly DependsOn?: string;
  readonly Properties: Readonly<Record<string, TemplateValue | PolicyJson | TrustJson | readonly RolePolicy[]>>;
}

/** An inline policy of a role. */
export interface RolePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: PolicyJson | TrustJson;
}

/** What belongs together: the resources of one application, say. It is never torn apart. */
export interface TemplatePart {
  /** What it is about: no other part has the same. */
  readonly key: string;
  /** The one account in which it is made; absent: every account. */
  readonly account?: string;
  readonly resources: Readonly<Record<string, TemplateResource>>;
  readonly outputs?: Readonly<Record<string, { readonly Description: string; readonly Value: TemplateValue }>>;
}

/** `${…}` in the text stands for pseudo parameters and resources. */
export function sub(text: string): { readonly 'Fn::Sub': string } {
  return { 'Fn::Sub': text };
}

export function ref(name: string): { readonly Ref: string } {
  return { Ref: name };
}

export function attribute(resource: string, name: string): { readonly 'Fn::GetAtt': readonly string[] } {
  return { 'Fn::GetAtt': [resource, name] };
}

/**
 * A name that CloudFormation takes for a resource: letters and digits alone. Hyphens become `X`, which no application's name has, so that two names never meet.
 */
export function logicalId(kind: string, name: string): string {
  return `${kind}${name.replaceAll('-', 'X')}`;
}

/** The one text of a template: minified, its keys in one order. */
export function templateBody(description: string, parts: readonly TemplatePart[]): string {
  const accounts = [...new Set(parts.flatMap(({ account }) => account ?? []))];
  const outputs = parts.flatMap(({ account, outputs = {} }) =>
    Object.entries(outputs).map(([name, output]) => [name, { ...output, ...made(account) }] as const),
  );
  const resources = parts.flatMap(({ account, resources }) =>
    Object.entries(resources).map(([name, resource]) => [name, { ...resource, ...made(account) }] as const),
  );
  return canonicalJson({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description,
    Resources: Object.fromEntries(resources),
    ...(accounts.length === 0
      ? {}
      : { Conditions: Object.fromEntries(accounts.map((account) => [conditionName(account), isAccount(account)])) }),
    ...(outputs.length === 0 ? {} : { Outputs: Object.fromEntries(outputs) }),
  });
}

function made(account: string | undefined): { readonly Condition?: string } {
  return account === undefined ? {} : { Condition: conditionName(account) };
}

function conditionName(account: string): string {
  return `In${account}`;
}

function isAccount(account: string) {
  return { 'Fn::Equals': [ref('AWS::AccountId'), account] };
}
