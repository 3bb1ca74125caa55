import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quarantineDocument, quarantinedAccounts } from '../../scp-policies/quarantine.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { authorize } from '../../shared/iam/authorize.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import { contextOf, partitions } from './policy-contexts.fixture.ts';

const one = '111122223333';
const two = '444455556666';
const everything = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

function named(name: string, policy: unknown) {
  return { name, document: parsePolicy(policy, name) };
}

/** What the policy makes of a caller role of the hub that belongs to an account. */
function mayCall(text: string, account: string, partition: 'aws' | 'aws-us-gov' | 'aws-eusc' = 'aws'): boolean {
  const { hub } = contextOf(partition);
  const request = {
    principal: {
      arn: `arn:${partition}:sts::${hub.accountId}:assumed-role/gatehouse-app-claims/session`,
      tags: { 'gatehouse:account': account, 'gatehouse:application': 'claims' },
    },
    action: 'execute-api:Invoke',
    resource: `arn:${partition}:execute-api:${hub.region}:${hub.accountId}:abc/prod/POST/apps/claims/model/x/converse`,
  };
  const open = named('FullAWSAccess', everything);
  return authorize(request, { identity: [open], serviceControl: [[open, named('quarantine', text)]] }).allowed;
}

describe.each(partitions)('quarantine in %s', (partition) => {
  it('cuts off the accounts that it lists, and no other', () => {
    const text = quarantineDocument([one]);
    expect(mayCall(text, one, partition)).toBe(false);
    expect(mayCall(text, two, partition)).toBe(true);
  });
});

describe('the quarantine policy', () => {
  it('cuts nobody off where it lists nobody', () => {
    const text = quarantineDocument([]);
    expect(quarantinedAccounts(text)).toEqual([]);
    expect(mayCall(text, one)).toBe(true);
  });

  it('is the same text in whatever order accounts came, each once', () => {
    expect(quarantineDocument([two, one, two])).toBe(quarantineDocument([one, two]));
  });

  it('has no white space, which would count against its quota', () => {
    expect(quarantineDocument([one, two])).not.toMatch(/\s/);
  });

  it('leaves alone what is no call of the door', () => {
    const { statements } = parsePolicy(quarantineDocument([one]));
    expect(statements.map(({ effect, action }) => [effect, action.patterns])).toEqual([
      ['Deny', ['execute-api:Invoke']],
    ]);
  });

  it.each(['12345', '1111222233334', '*', '', '${aws:PrincipalAccount}', '１１１１２２２２３３３３'])(
    'refuses %j for an account',
    (account) => {
      expect(() => quarantineDocument([one, account])).toThrow(GatehouseFault);
    },
  );
});

describe('the accounts of a quarantine policy', () => {
  it('are those that it was written for', () => {
    const account = fc.stringMatching(/^\d{12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(account, { maxLength: 30 }), (accounts) => {
        expect(quarantinedAccounts(quarantineDocument(accounts))).toEqual([...accounts].sort());
      }),
    );
  });

  it('are read from a text that somebody formatted anew', () => {
    const pretty = JSON.stringify(JSON.parse(quarantineDocument([one, two])), null, 2);
    expect(quarantinedAccounts(pretty)).toEqual([one, two]);
  });

  it('are read where one stands alone, without a list', () => {
    expect(quarantinedAccounts(quarantineDocument([one]).replace(`["${one}"]`, `"${one}"`))).toEqual([one]);
  });

  const text = quarantineDocument([one]);
  it.each([
    ['no JSON', '{'],
    ['no policy', '[]'],
    ['without a statement', '{"Version":"2012-10-17","Statement":[]}'],
    ['a second statement', JSON.stringify({ Version: '2012-10-17', Statement: twice(text) })],
    ['another effect', text.replace('Deny', 'Allow')],
    ['another action', text.replace('execute-api:Invoke', 's3:GetObject')],
    ['fewer resources', text.replace('"Resource":["*"]', '"Resource":["arn:aws:s3:::x"]')],
    ['another operator', text.replace('StringEquals', 'StringNotEquals')],
    ['a wildcard for accounts', text.replace(one, '*')],
    ['a further condition', text.replace('"Condition":{', '"Condition":{"Bool":{"aws:SecureTransport":"false"},')],
    ['another tag', text.replace('gatehouse:account', 'team')],
  ])('are not guessed from %s', (_what, tampered) => {
    expect(tampered).not.toBe(text);
    expect(() => quarantinedAccounts(tampered)).toThrow(expect.objectContaining({ code: 'organization_conflict' }));
  });
});

function twice(policy: string): readonly unknown[] {
  const { Statement } = JSON.parse(policy) as { Statement: readonly unknown[] };
  return [...Statement, ...Statement];
}
