import { describe, expect, it } from 'vitest';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { allow, decide, deny, holds, policy, role, roleArn, root, user } from './cases.ts';

const everything = policy(allow());
const account = '111122223333';
const provider = `arn:aws:iam::${account}:oidc-provider/token.example.com`;
const saml = `arn:aws:iam::${account}:saml-provider/corp`;
const federated = `arn:aws:sts::${account}:federated-user/bob`;
const as = (arn: string): Partial<AccessRequest> => ({ principal: { arn } });

/** Who a deny to a principal element meets, though its own policy and the resource allow. */
const meets = (principal: Readonly<Record<string, unknown>>, request: Partial<AccessRequest>) =>
  decide({ identity: everything, resource: policy(allow({ Principal: '*' }), deny(principal)) }, request).reason ===
  'explicit-deny';

describe('Principal', () => {
  it.each([
    ['everyone', '*', role, true],
    ['everyone', '*', 'lambda.amazonaws.com', true],
    ['everyone', '*', '*', true],
    ['everyone, the long way', { AWS: '*' }, role, true],
    ['everyone, the long way', { AWS: '*' }, 'lambda.amazonaws.com', true],
    ['everyone, the long way', { AWS: '*' }, '*', true],
    ['everyone, the long way', { AWS: ['*'] }, provider, true],
    ['the account', { AWS: account }, role, true],
    ['the account', { AWS: root }, user, true],
    ['the account', { AWS: root }, root, true],
    ['the account', { AWS: root }, federated, true],
    ['another account', { AWS: '444455556666' }, role, false],
    ['the account in another partition', { AWS: `arn:aws-us-gov:iam::${account}:root` }, role, false],
    ['the role', { AWS: roleArn }, role, true],
    ['the role', { AWS: roleArn }, roleArn, true],
    ['the role', { AWS: roleArn }, user, false],
    ['the session', { AWS: role }, role, true],
    ['the session', { AWS: role }, `${role}-2`, false],
    ['the federated user', { AWS: federated }, federated, true],
    ['a role by a wildcard, which is none here', { AWS: `arn:aws:iam::${account}:role/*` }, role, false],
    ['the service', { Service: 'lambda.amazonaws.com' }, 'lambda.amazonaws.com', true],
    ['all services', { Service: '*' }, 'lambda.amazonaws.com', true],
    ['all services', { Service: '*' }, role, false],
    ['the provider', { Federated: provider }, provider, true],
    ['the provider', { Federated: saml }, saml, true],
    ['the provider', { Federated: saml }, provider, false],
    ['a provider by its name', { Federated: 'accounts.google.com' }, 'accounts.google.com', true],
    ['nobody', { AWS: [] }, role, false],
    ['a prototype’s member', { AWS: 'constructor' }, 'constructor', false],
  ])('that is %s (%j) names %s: %s', (_what, Principal, arn, expected) => {
    expect(meets({ Principal }, as(arn))).toBe(expected);
  });
});

describe('NotPrincipal', () => {
  it.each([
    ['a session with its role and account', [role, roleArn, root], role, true],
    ['a session with its role and account, by number', [role, roleArn, account], role, true],
    ['a session’s role and account, not itself', [roleArn, root], role, false],
    ['a session and its account, not its role', [role, root], role, false],
    ['a session and its role, not its account', [role, roleArn], role, false],
    ['a user with its account', [user, root], user, true],
    ['a user without its account', [user], user, false],
    ['an account, and so its root user', [root], root, true],
    ['an account, and so nobody else in it', [root], user, false],
    ['an account, and so no session in it', [root], role, false],
    ['another account’s user', ['arn:aws:iam::444455556666:user/x', 'arn:aws:iam::444455556666:root'], user, false],
    ['everyone', ['*'], role, true],
  ])('that lists %s spares %2$s: %4$s', (_what, AWS, arn, spared) => {
    expect(meets({ NotPrincipal: { AWS } }, as(arn))).toBe(!spared);
  });

  it('spares the service that it lists, and no other', () => {
    const element = { NotPrincipal: { Service: 'cloudtrail.amazonaws.com' } };
    expect(meets(element, as('cloudtrail.amazonaws.com'))).toBe(false);
    expect(meets(element, as('config.amazonaws.com'))).toBe(true);
    expect(meets(element, as(role))).toBe(true);
  });
});

describe('a statement without a principal', () => {
  it('names nobody in a policy on a resource, an endpoint or an organization’s resources', () => {
    expect(decide({ resource: policy(allow()) }).reason).toBe('no-identity-allow');
    expect(decide({ resource: policy(allow()) }, { resourceAccount: '444455556666' }).reason).toBe('no-resource-allow');
    expect(decide({ identity: everything, endpoint: policy(allow()) }).reason).toBe('no-endpoint-allow');
    expect(decide({ identity: everything, resourceControl: policy(allow()) }).reason).toBe('no-resourceControl-allow');
  });
});

describe('keys that follow from the principal', () => {
  const keyIs = (key: string, value: string, request: Partial<AccessRequest>) =>
    holds({ StringEquals: { [key]: value } }, {}, request);

  it.each([
    ['aws:PrincipalArn', roleArn, as(role)],
    ['aws:PrincipalArn', user, as(user)],
    ['aws:PrincipalArn', root, as(root)],
    ['aws:PrincipalType', 'AssumedRole', as(role)],
    ['aws:PrincipalType', 'User', as(user)],
    ['aws:PrincipalType', 'Account', as(root)],
    ['aws:PrincipalType', 'FederatedUser', as(federated)],
    ['aws:username', 'alice', as(user)],
    ['aws:PrincipalAccount', account, as(role)],
    ['aws:PrincipalIsAWSService', 'false', as(role)],
  ])('%s is %s', (key, value, request) => {
    // The root user is allowed without a policy: a deny shows that the condition held.
    const statement = deny({ Condition: { StringEquals: { [key]: value } } });
    expect(decide({ identity: policy(allow(), statement) }, request).reason).toBe('explicit-deny');
  });

  it('aws:PrincipalArn is the role with its path, not the session', () => {
    const pathed = { principal: { arn: role, roleArn: `arn:aws:iam::${account}:role/apps/app` } };
    expect(keyIs('aws:PrincipalArn', `arn:aws:iam::${account}:role/apps/app`, pathed)).toBe(true);
    expect(keyIs('aws:PrincipalArn', role, pathed)).toBe(false);
  });

  it('a role session has no aws:username, and tags whatever their case', () => {
    expect(holds({ Null: { 'aws:username': 'true' } }, {})).toBe(true);
    const tagged = { principal: { arn: role, tags: { Team: 'claims' } } };
    expect(keyIs('aws:PrincipalTag/team', 'claims', tagged)).toBe(true);
    expect(keyIs('aws:principaltag/TEAM', 'Claims', tagged)).toBe(false);
  });

  it('a service and a provider’s identity have no aws:PrincipalArn', () => {
    const statement = allow({ Principal: '*', Condition: { Null: { 'aws:PrincipalArn': 'true' } } });
    for (const arn of ['lambda.amazonaws.com', provider])
      expect(decide({ resource: policy(statement) }, as(arn)).allowed).toBe(true);
    expect(decide({ resource: policy(statement) }, as(role)).allowed).toBe(false);
  });
});
