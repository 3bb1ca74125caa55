import fc from 'fast-check';
import type { CompositionRequest } from '../../../scp-policies/composer/compose-policies.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { authorize } from '../../../shared/iam/authorize.ts';
import { parsePolicy, type Statement } from '../../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../../shared/iam/statement-match.ts';

type Json = Readonly<Record<string, unknown>>;

/** A policy of our own making. */
export function source(name: string, ...statements: readonly Json[]): NamedPolicy {
  return { name, document: parsePolicy({ Version: '2012-10-17', Statement: statements }, name) };
}

export function statementOf(json: Json): Statement {
  const [statement] = source('one', json).document.statements;
  if (statement === undefined) throw new Error('no statement');
  return statement;
}

export const deny = (extra: Json = {}): Json => ({ Effect: 'Deny', Action: 's3:GetObject', Resource: '*', ...extra });

/** A made-up world with two services, all of whose actions a property can ask for. */
export const known: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3', ['GetObject', 'GetObjectAcl', 'GetBucketAcl', 'PutObject', 'PutObjectAcl', 'DeleteObject', 'ListBucket']],
  ['sqs', ['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'GetQueueUrl']],
]);

export function request(changes: Partial<CompositionRequest> = {}): CompositionRequest {
  return {
    prefix: 'gatehouse-scp-spokes',
    sources: [],
    quota: { characters: 10_240, slots: 10 },
    attached: ['FullAWSAccess'],
    known,
    previous: [],
    ...changes,
  };
}

/** What was composed, as the policies that are in force the next time. */
export function inForce(composition: {
  readonly policies: readonly { readonly name: string; readonly text: string }[];
}): readonly NamedPolicy[] {
  return composition.policies.map(({ name, text }) => ({ name, document: parsePolicy(text, name) }));
}

const actions = [...known].flatMap(([service, names]) => names.map((name) => `${service}:${name}`));
const actionPatterns = [
  ...actions,
  'S3:getobject',
  's3:Get*',
  's3:*Acl',
  's3:?etObject',
  's3:**',
  'sqs:*',
  '*',
  's3:P*',
];
const resources = ['arn:aws:s3:::a/x', 'arn:aws:s3:::a/y', 'arn:aws:s3:::b/x', 'arn:aws:sqs:eu-west-1:111122223333:q'];
const resourcePatterns = [...resources, '*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::${aws:PrincipalTag/team}/*', 'arn:*'];
const teams = ['a', 'b', 'c'];

const some = <T>(values: readonly T[], most = 4) =>
  fc.oneof(fc.constantFrom(...values), fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: most }));

const operators = [
  'StringEquals',
  'StringNotEquals',
  'StringLikeIfExists',
  'ForAnyValue:StringEquals',
  'ForAllValues:StringEquals',
];

const condition = fc.dictionary(
  fc.constantFrom(...operators),
  fc.dictionary(fc.constantFrom('aws:PrincipalTag/team', 'aws:PrincipalTag/stage'), some(teams, 3), {
    minKeys: 1,
    maxKeys: 2,
  }),
  { maxKeys: 2 },
);

export const statements: fc.Arbitrary<Json> = fc
  .record({
    sid: fc.option(fc.constantFrom('One', 'Two', 'Three'), { nil: undefined }),
    effect: fc.constantFrom('Deny', 'Deny', 'Allow'),
    actionName: fc.constantFrom('Action', 'Action', 'Action', 'NotAction'),
    action: some(actionPatterns, 6),
    resourceName: fc.constantFrom('Resource', 'Resource', 'NotResource'),
    resource: some(resourcePatterns, 3),
    condition: fc.option(condition, { nil: undefined }),
  })
  .map(({ sid, effect, actionName, action, resourceName, resource, condition: block }) => ({
    ...(sid === undefined ? {} : { Sid: sid }),
    Effect: effect,
    [actionName]: action,
    [resourceName]: resource,
    ...(block === undefined ? {} : { Condition: block }),
  }));

const tags = fc.record({ team: fc.constantFrom(...teams), stage: fc.constantFrom(...teams) }, { requiredKeys: [] });

export const requests: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.record({ arn: fc.constant('arn:aws:sts::111122223333:assumed-role/app/session'), tags }),
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
});

/** Sources with one to three statements each, by name. */
export const sourceLists: fc.Arbitrary<readonly NamedPolicy[]> = fc
  .array(fc.array(statements, { minLength: 1, maxLength: 3 }), { maxLength: 7 })
  .map((lists) => lists.map((list, index) => source(`policy-${index}`, ...list)));

/** Whether the policies, as service control policies of one unit, let through what its account allows. */
export function letsThrough(policies: readonly NamedPolicy[], asked: AccessRequest): boolean {
  const all = source('all', { Effect: 'Allow', Action: '*', Resource: '*' });
  return authorize(asked, { identity: [all], serviceControl: [policies] }).allowed;
}
