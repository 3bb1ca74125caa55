import { denyEverybody } from '../deny.ts';
import { casesOf, denialsOf, exampleActors } from '../example-requests.ts';
import type { ControlCase, ControlCases, ControlPolicy, PolicyContext } from '../policy.ts';

/** Where the hub keeps anything. Roles have a statement of their own, for people sign in to theirs from an identity provider, which is in no organization. */
const stores = ['s3:*', 'sqs:*', 'kms:*', 'dynamodb:*', 'secretsmanager:*', 'logs:*'];
const assuming = ['sts:AssumeRole', 'sts:SetContext'];

/**
 * Principals outside, and services that somebody outside sends. Services for the organization itself come with the organization of the resource that they act for; those that act for none name no account.
 * The keys of STS sign-in by web identity or SAML do not have an organization, so that those are left to the trust policies.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
 */
export const organizationPerimeter: ControlPolicy = {
  id: 'organization-perimeter',
  type: 'RCP',
  title: 'What the hub keeps is for principals of the organization',
  why: 'One mistaken line in a bucket, key or trust policy must not be enough to hand evidence to another company.',
  attachesTo: 'hub',
  exceptions: [],
  statements: ({ organization: { id } }) => {
    const outside = {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': id },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    };
    return [
      denyEverybody('OnlyTheOrganization', stores, outside),
      denyEverybody('RolesOnlyForTheOrganization', assuming, outside),
      denyEverybody('ServicesOnlyForTheOrganization', [...stores, 'sts:AssumeRole'], {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': id },
        Null: { 'aws:SourceAccount': 'false' },
        Bool: { 'aws:PrincipalIsAWSService': 'true' },
      }),
      denyEverybody('OnlyEncrypted', stores, {
        // Services write over connections of their own, and do not always say how.
        BoolIfExists: { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'false' },
      }),
    ];
  },
  cases,
};

/** One action on each kind of store. */
function examples({ hub }: PolicyContext): readonly (readonly [action: string, resource: string])[] {
  const arn = (service: string, name: string) =>
    `arn:${hub.partition}:${service}:${hub.region}:${hub.accountId}:${name}`;
  return [
    ['s3:GetObject', `arn:${hub.partition}:s3:::gatehouse-evidence/a`],
    ['sqs:SendMessage', arn('sqs', 'gatehouse-jobs')],
    ['kms:Decrypt', arn('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab')],
    ['dynamodb:GetItem', arn('dynamodb', 'table/gatehouse-records')],
    ['secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:gatehouse-a1b2c3')],
    ['logs:GetLogEvents', arn('logs', 'log-group:/gatehouse/trail')],
  ];
}

/** What requests say of where they come from. */
function origins({ hub, organization }: PolicyContext) {
  const encrypted = { 'aws:SecureTransport': 'true' };
  return {
    ours: { ...encrypted, 'aws:PrincipalOrgID': organization.id },
    theirs: { ...encrypted, 'aws:PrincipalOrgID': 'o-someoneelse1' },
    unknown: encrypted,
    unencrypted: { 'aws:SecureTransport': 'false', 'aws:PrincipalOrgID': organization.id },
    forUs: { 'aws:SourceAccount': hub.accountId, 'aws:SourceOrgID': organization.id },
    forThem: { 'aws:SourceAccount': '777788889999', 'aws:SourceOrgID': 'o-someoneelse1' },
  };
}

function cases(context: PolicyContext): ControlCases {
  const { hub } = context;
  const { hubGateway, developer } = exampleActors(context);
  const { ours, theirs, unknown, unencrypted, forUs, forThem } = origins(context);
  const role = `arn:${hub.partition}:iam::${hub.accountId}:role/gatehouse-caller-claims-assistant`;
  const people = { arn: `arn:${hub.partition}:iam::${hub.accountId}:saml-provider/people` };
  const outsider = { arn: `arn:${hub.partition}:sts::777788889999:assumed-role/outsider/session` };
  const nobody = { arn: '*' };
  const service = { arn: 'cloudtrail.amazonaws.com' };
  const everyStore = <T>(of: (action: readonly string[], resource: string) => readonly T[]) =>
    examples(context).flatMap(([action, resource]) => of([action], resource));
  const [inside, services] = ['OnlyTheOrganization', 'ServicesOnlyForTheOrganization'] as const;
  return {
    allow: ownedByHub(context, [
      ...everyStore((action, of) => casesOf('a principal of the hub', hubGateway, action, of, ours)),
      ...everyStore((action, of) => casesOf('a principal of a spoke', developer, action, of, ours)),
      // Keys of services' calls mean nothing in anybody else's.
      ...everyStore((action, of) =>
        casesOf('a principal with keys of a service', developer, action, of, { ...forThem, ...ours }),
      ),
      ...everyStore((action, of) => casesOf('a service for the organization', service, action, of, forUs)),
      ...everyStore((action, of) => casesOf('a service for nobody in particular', service, action, of)),
      ...casesOf('a principal of a spoke', developer, ['sts:AssumeRole'], role, ours),
      ...casesOf('a service for the organization', service, ['sts:AssumeRole'], role, forUs),
      ...casesOf('somebody who signs in', people, ['sts:AssumeRoleWithSAML'], role),
    ]),
    deny: ownedByHub(context, [
      ...everyStore((action, of) => denialsOf(inside, 'somebody outside', outsider, action, of, theirs)),
      ...everyStore((action, of) => denialsOf(inside, 'nobody known', nobody, action, of, unknown)),
      ...everyStore((action, of) =>
        denialsOf(services, 'a service for somebody outside', service, action, of, forThem),
      ),
      ...everyStore((action, of) =>
        denialsOf('OnlyEncrypted', 'an unencrypted call', hubGateway, action, of, unencrypted),
      ),
      ...denialsOf('RolesOnlyForTheOrganization', 'somebody outside', outsider, assuming, role, theirs),
      ...denialsOf(services, 'a service for somebody outside', service, ['sts:AssumeRole'], role, forThem),
    ]),
  };
}

/** Not every ARN says whose it is. */
function ownedByHub<T extends ControlCase>({ hub }: PolicyContext, cases: readonly T[]): readonly T[] {
  return cases.map((each) => ({ ...each, request: { ...each.request, resourceAccount: hub.accountId } }));
}
