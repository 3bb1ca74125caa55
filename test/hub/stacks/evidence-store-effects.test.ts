import { describe, expect, it } from 'vitest';
import { arnOf, cfn, evidence, may, policies } from './evidence.fixture.ts';

describe('the tables', () => {
  const records = 'arn:aws:dynamodb:us-east-1:999988887777:table/gatehouse-records';
  const ledger = 'arn:aws:dynamodb:us-east-1:999988887777:table/gatehouse-ledger';
  const everybody = ['Administrator', 'gatehouse-gateway', 'gatehouse-sweeper', 'gatehouse-break-glass', cfn];

  it.each([
    'DeleteItem',
    'UpdateItem',
    'BatchWriteItem',
    'PartiQLUpdate',
    'PartiQLDelete',
    'PartiQLInsert',
    'UpdateTimeToLive',
  ])('nobody may %s records', (operation) => {
    for (const who of everybody) expect(may({ who, action: `dynamodb:${operation}`, on: records })).toBe(false);
  });

  it.each(['DeleteItem', 'BatchWriteItem', 'PartiQLUpdate', 'PartiQLDelete', 'PartiQLInsert', 'UpdateTimeToLive'])(
    'nobody may %s in the ledger',
    (operation) => {
      for (const who of everybody) expect(may({ who, action: `dynamodb:${operation}`, on: ledger })).toBe(false);
    },
  );

  it.each([
    ['gatehouse-gateway', true],
    ['gatehouse-job-worker', true],
    ['gatehouse-sweeper', true],
    ['gatehouse-prompt-handler', false],
    ['gatehouse-response-filter', false],
    ['gatehouse-auditor', false],
    ['Administrator', false],
  ])('%s may write: %s', (who, allowed) => {
    expect(may({ who, action: 'dynamodb:PutItem', on: records })).toBe(allowed);
    expect(may({ who, action: 'dynamodb:UpdateItem', on: ledger })).toBe(allowed);
  });

  it.each([records, ledger])('%s is deleted by break-glass alone, and changed by the deployment besides', (on) => {
    const who = 'gatehouse-break-glass';
    expect(may({ action: 'dynamodb:DeleteTable', on })).toBe(false);
    expect(may({ who: cfn, action: 'dynamodb:DeleteTable', on })).toBe(false);
    expect(may({ who, action: 'dynamodb:DeleteTable', on })).toBe(true);
    for (const action of ['dynamodb:UpdateTable', 'dynamodb:PutResourcePolicy', 'dynamodb:UpdateContinuousBackups']) {
      expect(may({ action, on })).toBe(false);
      expect(may({ who: cfn, action, on })).toBe(true);
    }
  });

  it.each(['dynamodb:GetItem', 'dynamodb:Query'])('leave %s to the readers’ own policies', (action) => {
    expect(may({ who: 'gatehouse-auditor', action, on: records })).toBe(true);
  });
});

describe('the keys', () => {
  const signing = arnOf('AWS::KMS::Key', 'KeysSigning');
  const commitment = arnOf('AWS::KMS::Key', 'KeysCommitment');
  const ed25519 = { 'kms:SigningAlgorithm': 'ED25519_SHA_512' };
  const sha256 = { 'kms:MacAlgorithm': 'HMAC_SHA_256' };
  const roles = [
    'gatehouse-sealer',
    'gatehouse-gateway',
    'gatehouse-auditor',
    'gatehouse-prompt-handler',
    'gatehouse-break-glass',
    'Administrator',
  ];
  const whoMay = (action: string, on: string, context: Record<string, string>) =>
    roles.filter((who) => may({ who, action, on, context }));

  it('for signing: the sealer signs; the sealer and auditors check', () => {
    expect(whoMay('kms:Sign', signing, ed25519)).toEqual(['gatehouse-sealer']);
    expect(whoMay('kms:Verify', signing, {})).toEqual(['gatehouse-sealer', 'gatehouse-auditor']);
    expect(whoMay('kms:Sign', signing, { 'kms:SigningAlgorithm': 'ED25519_PH_SHA_512' })).toEqual([]);
  });

  it('for commitments: the gateway makes them, auditors check them', () => {
    expect(whoMay('kms:GenerateMac', commitment, sha256)).toEqual(['gatehouse-gateway']);
    expect(whoMay('kms:VerifyMac', commitment, sha256)).toEqual(['gatehouse-auditor']);
  });

  it.each([signing, commitment])('%s is opened to nobody by a grant', (on) => {
    for (const who of [...roles, cfn]) expect(may({ who, action: 'kms:CreateGrant', on })).toBe(false);
  });

  it.each([signing, commitment])('%s is disabled and deleted by break-glass alone', (on) => {
    for (const action of ['kms:ScheduleKeyDeletion', 'kms:DisableKey'])
      expect([...roles, cfn].filter((who) => may({ who, action, on }))).toEqual(['gatehouse-break-glass']);
  });

  it('have the specification that the partition has', () => {
    const specs = (from: typeof policies) => from.everything.flatMap(({ properties }) => properties.KeySpec ?? []);
    expect(specs(policies)).toEqual(['ECC_NIST_EDWARDS25519', 'HMAC_256']);
    const sovereign = evidence({}, { region: 'eusc-de-east-1', partition: 'aws-eusc' });
    expect(specs(sovereign.policies)).toEqual(['ECC_NIST_P256', 'HMAC_256']);
    expect(JSON.stringify(sovereign.stacks)).toContain('ECDSA_SHA_256');
    expect(JSON.stringify(sovereign.stacks)).not.toContain('arn:aws:');
  });
});
